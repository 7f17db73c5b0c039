<#
.SYNOPSIS
    The reviewer's half: a person decides on the held payments of a file, and the ledger keeps the decisions.
.DESCRIPTION
    Shows each payment and asks: approve, skip or quit. Then it asks which of the others to deny. With -Approve and -Deny it takes
    lists that were reviewed already, and asks nothing. Nothing is sent.

    The decisions lie in the ledger of the connection. confirm-reviewed.ps1, which may run as another person on the same machine,
    finds them there: the file of held payments stays as it is, and needs no columns of a review.
.PARAMETER Path
    The file of held payments: CSV, JSON or JSON lines.
.PARAMETER SettingsPath
    A file of PowerShell data with the parameters of Connect-LianPay. Approving sends nothing: the reviewer's own key pair will do.
.PARAMETER Approve
    Orders that are approved, for -Reason.
.PARAMETER Deny
    Orders that are denied, for -Reason.
.PARAMETER Reviewer
    The person who has reviewed -Approve and -Deny.
.PARAMETER Reason
    Why the person decided so.
.EXAMPLE
    ./review-payments.ps1 -Path ./held.csv -SettingsPath ~/lianpay.psd1

    At the prompt: looks at each payment and decides.
.EXAMPLE
    ./review-payments.ps1 ./held.csv ~/lianpay.psd1 -Approve (Get-Content ./checked.txt) -Reviewer 'li.na' -Reason 'Checked against the contracts'

    Approves a list that was checked on paper.
#>
[CmdletBinding(DefaultParameterSetName = 'Ask')]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [Parameter(Mandatory, Position = 1)]
    [string] $SettingsPath,

    [Parameter(ParameterSetName = 'List')]
    [string[]] $Approve = @(),

    [Parameter(ParameterSetName = 'List')]
    [string[]] $Deny = @(),

    [Parameter(Mandatory, ParameterSetName = 'List')]
    [string] $Reviewer,

    [Parameter(Mandatory, ParameterSetName = 'List')]
    [string] $Reason
)

$ErrorActionPreference = 'Stop'
Import-Module -Name LianPay
$settings = Import-PowerShellDataFile -LiteralPath $SettingsPath
Connect-LianPay @settings
try {
    $payments = @(Import-LianPayment -LiteralPath $Path)
    if ($PSCmdlet.ParameterSetName -eq 'List') {
        $unknown = @(@($Approve) + @($Deny) | Where-Object { $_ -notin $payments.OrderNumber })
        if ($unknown) { throw "The file does not hold: $($unknown -join ', ')." }

        $review = @{ Reviewer = $Reviewer; Reason = $Reason }
        $approved = @($payments | Where-Object OrderNumber -In $Approve | Approve-LianPayment @review)
        $denied = @($payments | Where-Object OrderNumber -In $Deny | Deny-LianPayment @review)
    }
    else {
        $approved = @($payments | Approve-LianPayment)
        $denied = @($payments | Where-Object OrderNumber -NotIn $approved.OrderNumber | Deny-LianPayment)
    }

    $approved + $denied
    $left = $payments.Count - $approved.Count - $denied.Count
    Write-Information -InformationAction Continue -MessageData "$($approved.Count) approved, $($denied.Count) denied, $left left for later."
}
finally {
    Disconnect-LianPay
}
