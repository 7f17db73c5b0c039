<#
.SYNOPSIS
    Writes what came of a batch as a page of text, for a file or a mail: what needs a person first.
.DESCRIPTION
    Without -Path the text goes to the pipeline. To mail it, name a script of yours with -Send: it is called with -Subject and
    -Body, both text, and decides by what server and to whom. No confirm code and no key is in the text.
.PARAMETER InputObject
    Results of Confirm-LianPayment or Resolve-LianPayment, or records of Get-LianPayRecord.
.PARAMETER Summary
    What Measure-LianPayment made of them and of the errors. Without it, of the results alone.
.PARAMETER Path
    The file to write, replaced when it is there.
.PARAMETER Send
    A script with the parameters -Subject and -Body, to mail the text.
.EXAMPLE
    Get-LianPayRecord -Since '2026-11-23T00:00:00+08:00' | ./write-summary.ps1 -Path ./today.txt

    What the ledger says of one day.
.EXAMPLE
    $results | ./write-summary.ps1 -Send ./send-mail.ps1

    With a send-mail.ps1 of yours, such as: param($Subject, $Body) $Body | mail -s $Subject payments@example.com
#>
[CmdletBinding()]
param(
    [Parameter(ValueFromPipeline)]
    [object[]] $InputObject,

    [object] $Summary,

    [string] $Path,

    [string] $Send
)

begin {
    $fine = 'Accepted', 'Paid', 'Taken'
    $items = [Collections.Generic.List[object]]::new()
}

process {
    foreach ($item in $InputObject) { $items.Add($item) }
}

end {
    $Summary ??= $items | Measure-LianPayment
    $counts = @($Summary.Counts.GetEnumerator() | ForEach-Object { "$($_.Value) $($_.Key)" }) -join ', '
    $open = @($items | Where-Object Status -NotIn $fine | Sort-Object -Property Status, OrderNumber)
    $subject = "LianPay: exit code $($Summary.ExitCode), $($Summary.Total) payments$(if ($counts) { ": $counts" })"

    $lines = @($subject, '')
    if ($Summary.StopReason) { $lines += "The batch stopped before its end: $($Summary.StopReason).", '' }
    $lines += if ($open) { 'These need a person:' } else { 'Nothing needs a person.' }
    $lines += $open | ForEach-Object { "  $($_.OrderNumber)  $($_.Status)  $($_.Explanation ?? $_.Reason)" }
    $body = $lines -join [Environment]::NewLine

    if ($Path) { Set-Content -LiteralPath $Path -Value $body } else { $body }
    if ($Send) { & $Send -Subject $subject -Body $body }
}
