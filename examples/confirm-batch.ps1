<#
.SYNOPSIS
    Confirms a batch of held payments against a sandbox. No money moves.
.DESCRIPTION
    Starts the sandbox with the payments of a file, leaves out the ones that nobody should approve without a second
    look, confirms the rest, asks the gateway where each of them stands, and prints what a payment clerk needs to know.

    Runs in pwsh, and on a machine without it:
    dotnet run --project src/LianPay.ScriptHost -- examples/confirm-batch.ps1
.PARAMETER Path
    The file of held payments.
.PARAMETER HoldBack
    The orders that are not approved: they need a second look.
.PARAMETER ThrottleLimit
    How many confirmations are in flight at once.
#>
param(
    [string] $Path = "$PSScriptRoot/held-payments.csv",
    [string[]] $HoldBack = @('20261123000107', '20261123000112'),
    [int] $ThrottleLimit = 4
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../LianPay.psd1"

# A real batch would connect to -Environment Production here; everything below would stay the same.
$payments = @(Import-LianPayment -LiteralPath $Path)
$sandbox = $payments | Start-LianPaySandbox
try {
    Connect-LianPay -Sandbox $sandbox
    "Connected to $(Get-LianPayConnection). No money moves."
    ''

    # A person reviews. Here the review is a list of orders that need a second look; the rest is approved.
    $reviewed = foreach ($payment in $payments) {
        if ($payment.OrderNumber -in $HoldBack) { $payment }
        else { $payment | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked against the contract' }
    }

    # A payment without a review is an error and a Refused result; the others go on.
    $results = @($reviewed | Confirm-LianPayment -ThrottleLimit $ThrottleLimit -Confirm:$false -ErrorAction SilentlyContinue)

    # Accepted means "in process", so the gateway is asked until it has paid: here the second answer is final.
    $accepted = @($results | Where-Object Status -EQ 'Accepted')
    $null = $accepted | Get-LianPayment
    $states = @($accepted | Get-LianPayment)

    'What came of each confirmation:'
    $results | Out-Host
    'Where the confirmed payments stand now, by the gateway''s own word:'
    $states | Out-Host

    $paid = @($states | Where-Object Status -EQ 'Paid')
    $amount = 0d
    $paid | ForEach-Object { $amount += $_.Amount }
    $left = @($results | Where-Object Status -NotIn 'Accepted', 'Paid')
    $total = $amount.ToString('0.00', [cultureinfo]::InvariantCulture)
    "$($paid.Count) of $($payments.Count) payments are paid, $total yuan in all. $($left.Count) were not confirmed:"
    $left | ForEach-Object { "  $($_.OrderNumber), $($_.Payee): $($_.Explanation)" }
    "A scheduled task would end with exit code $(($results | Measure-LianPayment).ExitCode): some rows were refused."
}
finally {
    Disconnect-LianPay
    Stop-LianPaySandbox -InputObject $sandbox
}
