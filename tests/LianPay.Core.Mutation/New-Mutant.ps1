<#
.SYNOPSIS
    Makes the mutants of all rooms, and the list of them.
.DESCRIPTION
    Two copies of the Core's tests, each beside a Core with mutants behind switches: in tests those of Stryker, in tests-by-hand those of
    by-hand.psd1. mutants.json lists them. Takes minutes. Needs `dotnet tool restore`.
.PARAMETER Path
    The folder for them. What is in it is gone.
.EXAMPLE
    ./New-Mutant.ps1 -Path ../../output/mutation
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$rooms = Import-PowerShellDataFile -Path "$PSScriptRoot/rooms.psd1"
$Path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
Remove-Item -Path $Path -Recurse -Force -ErrorAction Ignore
$null = New-Item -Path $Path -ItemType Directory

# Stryker's. It takes its Core away when it is done: the one test that it runs keeps it.
$env:LIANPAY_MUTANTS = "$Path/LianPay.Core.dll"
Push-Location -Path $PSScriptRoot
try {
    $mutate = $rooms.Values.Sources | ForEach-Object { '--mutate', $_ }
    dotnet tool run dotnet-stryker -- --output "$Path/stryker" $mutate > "$Path/stryker.log"
    dotnet build ../LianPay.Core.Tests --verbosity quiet
}
finally {
    Pop-Location
    $env:LIANPAY_MUTANTS = $null
}

Copy-Item -Path "$PSScriptRoot/../LianPay.Core.Tests/bin/Debug/net10.0" -Destination "$Path/tests" -Recurse
Copy-Item -Path "$Path/LianPay.Core.dll" -Destination "$Path/tests"
$report = Get-Content -Path "$Path/stryker/reports/mutation-report.json" -Raw | ConvertFrom-Json -AsHashtable
$mutants = @(
    foreach ($file in $report.files.Keys) {
        $lines = $report.files[$file].source -split "`n"

        # Ignored is a file of no room, or a block whose lines are mutated one by one.
        foreach ($mutant in $report.files[$file].mutants | Where-Object status -NotIn 'Ignored', 'CompileError') {
            [pscustomobject]@{
                Id      = $mutant.id
                Tests   = 'tests'
                File    = $file -replace '\\', '/' -replace '^.*/LianPay\.Core/'
                Line    = $mutant.location.start.line
                Mutator = $mutant.mutatorName
                Source  = $lines[$mutant.location.start.line - 1].Trim()
                Mutant  = $mutant.replacement -replace '\s+', ' '
            }
        }
    }
)

# Those by hand: one build of a copy of the Core in which each {n} has become a switch.
$sources = "$Path/by-hand"
Copy-Item -Path "$PSScriptRoot/../../src/LianPay.Core" -Destination $sources -Recurse
Remove-Item -Path "$sources/bin", "$sources/obj" -Recurse -Force -ErrorAction Ignore
$number = 0
$mutants += foreach ($place in (Import-PowerShellDataFile -Path "$PSScriptRoot/by-hand.psd1").Mutants) {
    $text = Get-Content -Path "$sources/$($place.File)" -Raw
    if ($text.Split($place.Find).Length -ne 2) { throw "Not there once, in $($place.File): $($place.Find)" }
    $line = $text.Substring(0, $text.IndexOf($place.Find, [StringComparison]::Ordinal)).Split("`n").Length
    $put = $place.Put
    for ($switch = 0; $put.Contains("{$switch}"); $switch++) {
        [pscustomobject]@{ Id = "H$number"; Tests = 'tests-by-hand'; File = $place.File; Line = $line; Mutator = 'By hand'; Source = $place.Find; Mutant = "{$switch} of $($place.Put)" }
        $put = $put.Replace("{$switch}", "ByHand.Is($number)")
        $number++
    }

    Set-Content -Path "$sources/$($place.File)" -Value $text.Replace($place.Find, $put) -NoNewline
}

Set-Content -Path "$sources/ByHand.cs" -Value @'
namespace LianPay.Core;

internal static class ByHand
{
    private static readonly string? Chosen = Environment.GetEnvironmentVariable("LIANPAY_MUTANT");

    internal static bool Is(int number) => Chosen == $"H{number}";
}
'@
dotnet build $sources --verbosity quiet -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false
Copy-Item -Path "$Path/tests" -Destination "$Path/tests-by-hand" -Recurse
Copy-Item -Path "$sources/bin/Debug/net8.0/LianPay.Core.dll" -Destination "$Path/tests-by-hand"
$mutants | ConvertTo-Json | Set-Content -Path "$Path/mutants.json"
