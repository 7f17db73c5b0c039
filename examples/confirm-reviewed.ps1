<#
.SYNOPSIS
    The scheduled task: confirms the reviewed payments of a file, settles what is open, and ends with an exit code.
.DESCRIPTION
    It may be started again at any time, even while it runs: what another process has, or what is final, is left alone. What nobody
    has approved is refused, and nothing is sent for it.

    Run it with -File: -Command folds every exit code to 1. The codes are those of Measure-LianPayment: 0 done, 2 rows were
    refused, 3 outcomes are unknown (run it again, do not pay again), 4 rejected or failed, 5 and 6 the ledger, 7 security stop,
    8 configuration or connectivity, 10 a person must look.
.PARAMETER Path
    The file of held payments: CSV, JSON or JSON lines.
.PARAMETER SettingsPath
    A file of PowerShell data with the parameters of Connect-LianPay: Environment, PartnerId, PrivateKeyPath, NotifyUrl, Ledger …
.PARAMETER ThrottleLimit
    How many confirmations are in flight at once.
.PARAMETER SettleSeconds
    How long to ask the gateway for what is open, after the confirmations.
.PARAMETER SummaryPath
    A file for the summary, by write-summary.ps1. Without it none is written.
.EXAMPLE
    pwsh -NonInteractive -File /opt/lianpay/confirm-reviewed.ps1 -Path /var/spool/lianpay/held.csv -SettingsPath /etc/lianpay/settings.psd1

    What cron, systemd or the Task Scheduler runs.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $SettingsPath,

    [ValidateRange(1, 64)]
    [int] $ThrottleLimit = 8,

    [ValidateRange(0, 3600)]
    [int] $SettleSeconds = 120,

    [string] $SummaryPath
)

# A bad row is an error of its own, and the batch goes on. What stops the batch is caught below.
$ErrorActionPreference = 'Continue'
$results = @()
try {
    Import-Module -Name LianPay -ErrorAction Stop
    $settings = Import-PowerShellDataFile -LiteralPath $SettingsPath -ErrorAction Stop
    Connect-LianPay @settings -ErrorAction Stop
    $results = @(Import-LianPayment -LiteralPath $Path -ErrorVariable bad | Confirm-LianPayment -ThrottleLimit $ThrottleLimit -Confirm:$false -ErrorVariable +bad)

    # What the gateway says later takes the place of what was known when it was sent.
    $settled = @{}
    Get-LianPayRecord -Status Unknown, Accepted | Resolve-LianPayment -TimeoutSec $SettleSeconds -ErrorVariable +bad |
        ForEach-Object { $settled[$_.OrderNumber] = $_ }
    $results = @($results | ForEach-Object { $settled[$_.OrderNumber] ?? $_; $settled.Remove($_.OrderNumber) }) + @($settled.Values)

    $summary = $results + @($bad) | Measure-LianPayment
}
catch {
    Write-Error -ErrorRecord $_
    $summary = if (Get-Command -Name Measure-LianPayment -ErrorAction Ignore) { $results + @($bad) + @($_) | Measure-LianPayment }
}

if (-not $summary) {
    # The module is not there, so there is nothing to measure with: exit code 8, configuration. 'exit $null' would be 0.
    exit 8
}

if ($SummaryPath) {
    & "$PSScriptRoot/write-summary.ps1" -InputObject $results -Summary $summary -Path $SummaryPath
}

Disconnect-LianPay
$results
$summary
exit $summary.ExitCode
