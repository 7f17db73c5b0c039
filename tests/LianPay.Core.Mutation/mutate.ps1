<#
.SYNOPSIS
    Mutation testing of the rooms of the Core on which money depends.
.DESCRIPTION
    Tries each mutant in a process of its own against the tests of its room (rooms.psd1): first against those of its class, and only when
    they let it live against the others.

    Writes one line for each room, and to output/mutation/<room>.csv every mutant with its verdict.
.PARAMETER Room
    Which rooms; all when not given.
.PARAMETER Id
    Only these mutants, by their ids in the csv, and writes them alone. They meet all tests of the room at once.
.PARAMETER Jobs
    How many processes at once.
.PARAMETER NoBuild
    Takes the mutants and the tests of the last time.
.PARAMETER Threshold
    The lowest share of mutants killed, in percent, that is no failure.
.EXAMPLE
    dotnet tool run pwsh -File tests/LianPay.Core.Mutation/mutate.ps1 -Room Signing, Sealing
#>
[CmdletBinding()]
param(
    [string[]] $Room,

    [string[]] $Id,

    [ValidateRange(1, 64)]
    [int] $Jobs = 2,

    [switch] $NoBuild,

    [double] $Threshold = 95
)

$ErrorActionPreference = 'Stop'
$rooms = Import-PowerShellDataFile -Path "$PSScriptRoot/rooms.psd1"
$output = [IO.Path]::GetFullPath("$PSScriptRoot/../../output/mutation")
if (-not $NoBuild) { & "$PSScriptRoot/New-Mutant.ps1" -Path $output }
$mutants = Get-Content -Path "$output/mutants.json" -Raw | ConvertFrom-Json

# Runs tests with a mutant switched on; -1 is none. By processor time: on a busy machine the clock says little of a loop without end.
$try = {
    param([string] $folder, [string] $id, [string[]] $classes, [int] $seconds)
    $arguments = @("$folder/LianPay.Core.Tests.dll", '-noColor', '-stopOnFail') + @($classes | ForEach-Object { '-class', "LianPay.Core.Tests.$_" })
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', [string[]]$arguments)
    $start.Environment['STRYKER_MUTANT_ID_CONTROL_VAR'] = 'LIANPAY_MUTANT'
    $start.Environment['LIANPAY_MUTANT'] = $id
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $reading = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (-not $process.WaitForExit(1000)) {
        if ($process.TotalProcessorTime.TotalSeconds -gt $seconds -or $watch.Elapsed.TotalSeconds -gt 20 * $seconds) {
            $process.Kill($true)
            return 'Timeout'
        }
    }

    $text = $reading[0].GetAwaiter().GetResult() + $reading[1].GetAwaiter().GetResult()
    if ($process.ExitCode -eq 0 -and $text -match 'Total: [1-9]') { return 'Alive' }

    # A process that broke down, by a stack that ran over, says nothing.
    if ($text.Contains('[FAIL]') -or $process.ExitCode -gt 127) { return 'Killed' }
    throw "Neither passed nor failed: $text"
}

$isBelow = $false
foreach ($name in ($Room ? $Room : ($rooms.Keys | Sort-Object))) {
    $classes = $rooms[$name].Tests
    $ofRoom = $mutants | Where-Object File -In $rooms[$name].Sources | Where-Object { -not $Id -or $_.Id -in $Id }
    if (-not $ofRoom) { continue }
    foreach ($folder in $ofRoom.Tests | Select-Object -Unique) {
        if ((& $try "$output/$folder" '-1' $classes 600) -ne 'Alive') { throw "The tests of $name fail without any mutant." }
    }

    # As they come, so that a run that is broken off keeps what it found.
    $csv = "$output/$name.csv"
    if (-not $Id) { Remove-Item -Path $csv -ErrorAction Ignore }
    $text = $try.ToString()
    $verdicts = $ofRoom | ForEach-Object -ThrottleLimit $Jobs -Parallel {
        $try = [scriptblock]::Create($using:text)
        $folder = "$using:output/$($_.Tests)"
        $own = @($using:classes -like "*.$([IO.Path]::GetFileNameWithoutExtension($_.File))*" | Where-Object { -not $using:Id })
        $others = @($using:classes | Where-Object { $_ -notin $own })
        $verdict = $own ? (& $try $folder $_.Id $own 120) : 'Alive'
        if ($verdict -eq 'Alive' -and $others) { $verdict = & $try $folder $_.Id $others 240 }
        $_ | Select-Object -Property @{ Name = 'Verdict'; Expression = { $verdict } }, Id, File, Line, Mutator, Source, Mutant
    } | ForEach-Object {
        if (-not $Id) { Export-Csv -InputObject $_ -Path $csv -Append }
        $_
    } | Sort-Object -Property File, Line, Id
    if ($Id) {
        $verdicts
        continue
    }

    $verdicts | Export-Csv -Path $csv
    $alive = @($verdicts | Where-Object Verdict -EQ 'Alive').Count
    $score = [Math]::Round(100 * (1 - ($alive / $verdicts.Count)), 1)
    $isBelow = $isBelow -or $score -lt $Threshold
    [pscustomobject]@{
        Room    = $name
        Mutants = $verdicts.Count
        Killed  = @($verdicts | Where-Object Verdict -EQ 'Killed').Count
        Timeout = @($verdicts | Where-Object Verdict -EQ 'Timeout').Count
        Alive   = $alive
        Score   = $score
    }
}

exit [int]$isBelow
