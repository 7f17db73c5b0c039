<#
.SYNOPSIS
    Builds, tests and packages the module, in pwsh.
.EXAMPLE
    ./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE." }
}

if ('Build' -in $Task) {
    Invoke-DotNet build "$PSScriptRoot/LianPay.sln" --configuration $Configuration
}

if ('Test' -in $Task) {
    Invoke-DotNet test "$PSScriptRoot/LianPay.sln" --configuration $Configuration

    Import-Module Pester -MinimumVersion 5.0
    $pester = New-PesterConfiguration
    $pester.Run.Path = "$PSScriptRoot/tests/Pester"
    $pester.Run.Throw = $true
    Invoke-Pester -Configuration $pester
}

if ('Package' -in $Task) {
    $version = (Import-PowerShellDataFile "$PSScriptRoot/LianPay.psd1").ModuleVersion
    $output = "$PSScriptRoot/output/LianPay/$version"
    Remove-Item $output -Recurse -Force -ErrorAction Ignore
    $null = New-Item $output -ItemType Directory
    'LianPay.psd1', 'LICENSE', 'CHANGELOG.md', 'bin', 'en-US' | ForEach-Object { Copy-Item "$PSScriptRoot/$_" $output -Recurse }
    Write-Output "Packaged: $output"
}
