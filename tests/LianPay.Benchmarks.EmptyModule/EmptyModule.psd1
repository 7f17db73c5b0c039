@{
    RootModule           = 'EmptyModule.dll'
    ModuleVersion        = '1.0.0'
    GUID                 = '6f0e2a6e-6d0b-4b5c-9d0a-0a2f6f1c9b3e'
    Author               = 'LianPay contributors'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('EmptyModule.Format.ps1xml')
    CmdletsToExport      = @('Test-Nothing')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
}
