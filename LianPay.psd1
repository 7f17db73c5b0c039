@{
    # The only home of the version: the build reads it from here.
    ModuleVersion        = '0.1.0'
    GUID                 = '6a1f9d0c-3c7e-4b52-9a3e-0f6c2d5b8e41'
    Author               = 'LianPay contributors'
    CompanyName          = 'LianPay contributors'
    Copyright            = '(c) 2026 LianPay contributors. MIT licence.'
    Description          = 'Confirms held bank payouts at LianLian Pay (instantpay confirmPayment.htm): reviewed by a person first, signed and sealed, one classified outcome per payment, only signed answers believed.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RootModule           = 'bin/LianPay.dll'
    RequiredAssemblies   = @()
    TypesToProcess       = @('bin/LianPay.Types.ps1xml')
    FormatsToProcess     = @('bin/LianPay.Format.ps1xml')
    CmdletsToExport      = @(
        'Approve-LianPayment'
        'Confirm-LianPayment'
        'Connect-LianPay'
        'Deny-LianPayment'
        'Disconnect-LianPay'
        'Export-LianPayReport'
        'Get-LianPayConnection'
        'Get-LianPayment'
        'Get-LianPayRecord'
        'Import-LianPayment'
        'Measure-LianPayment'
        'New-LianPayKeyPair'
        'New-LianPaySignature'
        'Protect-LianPayload'
        'Resolve-LianPayment'
        'Save-LianPayProfile'
        'Set-LianPayPolicy'
        'Start-LianPaySandbox'
        'Stop-LianPaySandbox'
        'Test-LianPayConnection'
        'Test-LianPaySignature'
        'Unprotect-LianPayload'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('LianLian', 'LianLianPay', 'Payment', 'Payout', 'instantpay', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
