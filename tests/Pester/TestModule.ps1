# Dot-sourced by each file of tests: the module under test, payments to play with, and a pwsh of its own.

<#
.SYNOPSIS
    The manifest of the module under test: the packaged one of LIANPAY_MODULE_PATH, else that of the checkout.
#>
function Get-TestedModulePath {
    if ($env:LIANPAY_MODULE_PATH) { $env:LIANPAY_MODULE_PATH } else { (Resolve-Path -Path "$PSScriptRoot/../../LianPay.psd1").Path }
}

<#
.SYNOPSIS
    Connects to a new sandbox, and returns it.
.PARAMETER Sandbox
    What Start-LianPaySandbox takes.
#>
function Connect-NewSandbox {
    param([hashtable] $Sandbox = @{ HeldPayment = 3 })

    $new = Start-LianPaySandbox @Sandbox
    Connect-LianPay -Sandbox $new
    $new
}

<#
.SYNOPSIS
    Ends the connection and the sandbox.
#>
function Disconnect-Sandbox {
    param([Parameter(Mandatory)] $Sandbox)

    Disconnect-LianPay
    Stop-LianPaySandbox -InputObject $Sandbox
}

<#
.SYNOPSIS
    The payments of a sandbox as a person has approved them.
.PARAMETER Skip
    The place of one that nobody has looked at: it is handed on as it is.
#>
function Get-ApprovedPayment {
    param([Parameter(Mandatory)] $Sandbox, [int] $Skip = -1)

    for ($index = 0; $index -lt $Sandbox.HeldPayments.Count; $index++) {
        $payment = $Sandbox.HeldPayments[$index]
        if ($index -eq $Skip) { $payment } else { $payment | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked against the contract' }
    }
}

<#
.SYNOPSIS
    The payments of a sandbox as rows of a file, with the wire names as headings.
.PARAMETER Reviewed
    With the columns of a review.
#>
function Get-WireRow {
    param([Parameter(Mandatory)] $Sandbox, [switch] $Reviewed)

    foreach ($payment in $Sandbox.HeldPayments) {
        $row = [ordered] @{
            no_order = $payment.OrderNumber; confirm_code = $payment.ConfirmCode; ret_code = $payment.RetCode
            money_order = $payment.Amount; acct_name = $payment.Payee
        }
        if ($Reviewed) {
            $row.reviewed_by = 'li.na'
            $row.reviewed_at = [DateTimeOffset]::Now.ToString('o')
        }

        [pscustomobject] $row
    }
}

<#
.SYNOPSIS
    Runs a script with `pwsh -File` and returns what it wrote, and its exit code.
#>
function Invoke-ScriptFile {
    param([Parameter(Mandatory)] [string] $Path, [string[]] $ArgumentList = @())

    # An exit code is what is tested, whatever the caller makes of one.
    $PSNativeCommandUseErrorActionPreference = $false
    $program, $rest = Get-ScriptCommand -Path $Path -ArgumentList $ArgumentList
    $output = & $program @rest 2>&1 | ForEach-Object { [string] $_ }
    [pscustomobject] @{ ExitCode = $LASTEXITCODE; Output = $output -join "`n" }
}

<#
.SYNOPSIS
    Starts a script with `pwsh -File` and returns its process.
#>
function Start-ScriptFile {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Of the tests alone')]
    param([Parameter(Mandatory)] [string] $Path)

    $program, $rest = Get-ScriptCommand -Path $Path
    [Diagnostics.Process]::Start($program, [string[]] $rest)
}

<#
.SYNOPSIS
    The program that runs a script as this pwsh would, and its arguments.
#>
function Get-ScriptCommand {
    param([Parameter(Mandatory)] [string] $Path, [string[]] $ArgumentList = @())

    # The pwsh of `dotnet tool` is a library that dotnet runs.
    $program = [Environment]::ProcessPath
    $library = @(if ((Split-Path -Path $program -LeafBase) -eq 'dotnet') { "$PSHOME/pwsh.dll" })
    $program, ($library + '-NoProfile', '-NonInteractive', '-File', $Path + $ArgumentList)
}

Import-Module -Name (Get-TestedModulePath)
