<#
.SYNOPSIS
    Builds, packages and tests the module, in pwsh.
.DESCRIPTION
    Build    builds everything; then the module can be imported from the checkout.
    Package  lays the module out in output/LianPay/<version>, and packs it for a gallery beside that.
    Test     packages, and runs every test against the packaged module.
    Pester   is the part of Test that is written in Pester, against what was packaged last.

    A machine with the .NET SDK alone has a pwsh after `dotnet tool restore`:
    dotnet tool run pwsh -File build.ps1 -Task Test
.PARAMETER Task
    What to do; in this order, however they are given.
.PARAMETER Configuration
    Of Build and of the tests. What is packaged is always the release build.
.EXAMPLE
    ./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Package', 'Test', 'Pester')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
if ('Build' -in $Task) {
    dotnet build "$PSScriptRoot/LianPay.sln" --configuration $Configuration
}

if ('Package' -in $Task -or 'Test' -in $Task) {
    dotnet pack "$PSScriptRoot/src/LianPay" --configuration Release
}

$version = (Import-PowerShellDataFile -Path "$PSScriptRoot/LianPay.psd1").ModuleVersion
$modulePath = $env:PSModulePath
$env:LIANPAY_MODULE_PATH = "$PSScriptRoot/output/LianPay/$version/LianPay.psd1"
$env:PSModulePath = "$PSScriptRoot/output", $modulePath -join [IO.Path]::PathSeparator
try {
    if ('Test' -in $Task) {
        dotnet test "$PSScriptRoot/LianPay.sln" --configuration $Configuration
    }

    if ('Pester' -in $Task -or 'Test' -in $Task) {
        $project = "$PSScriptRoot/tests/LianPay.Module.Tests"
        dotnet restore $project
        Import-Module -Name (dotnet msbuild $project -getProperty:PesterManifest)
        $pester = New-PesterConfiguration
        $pester.Run.Path = "$PSScriptRoot/tests/Pester", "$PSScriptRoot/examples"
        $pester.Run.Throw = $true
        Invoke-Pester -Configuration $pester
    }
}
finally {
    $env:LIANPAY_MODULE_PATH = $null
    $env:PSModulePath = $modulePath
}
