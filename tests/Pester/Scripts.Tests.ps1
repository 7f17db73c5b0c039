BeforeDiscovery {
    $root = (Resolve-Path -Path "$PSScriptRoot/../..").Path
    $scripts = Get-ChildItem -Path "$root/build.ps1", "$root/LianPay.psd1", "$root/examples", "$root/tests/Pester" -Recurse -File -Include '*.ps1', '*.psd1' |
        ForEach-Object { @{ Path = $_.FullName; Name = $_.FullName.Substring($root.Length + 1).Replace('\', '/') } }
    $hasAnalyzer = [bool] (Get-Module -Name PSScriptAnalyzer -ListAvailable)
}

Describe 'The script <Name>' -ForEach $scripts {
    It 'is clean for PSScriptAnalyzer' -Skip:(-not $hasAnalyzer) {
        # A variable of BeforeAll is used in another block: the analyzer does not know Pester.
        $exclude = @(if ($Name -match '\.Tests\.ps1$') { 'PSUseDeclaredVarsMoreThanAssignments' })
        Invoke-ScriptAnalyzer -Path $Path -Settings "$PSScriptRoot/../../PSScriptAnalyzerSettings.psd1" -ExcludeRule $exclude |
            ForEach-Object { "$($_.RuleName), line $($_.Line): $($_.Message)" } | Should -BeNullOrEmpty
    }

}

Describe 'The script <Name>, which a user would copy,' -ForEach ($scripts | Where-Object Name -Match '^(examples/(?!.*\.Tests).*|build)\.ps1$') {
    It 'says what it does, and every parameter' {
        $help = Get-Help -Name $Path -Full
        $help.Synopsis | Should -Not -Match '\.ps1 ?\['
        $help.parameters.parameter | Where-Object { -not $_.description.Text } | Should -BeNullOrEmpty
    }
}

Describe 'The suite' {
    It 'has a file of tests for <_>' -ForEach ((Import-PowerShellDataFile -Path "$PSScriptRoot/../../LianPay.psd1").CmdletsToExport) {
        "$PSScriptRoot/$_.Tests.ps1" | Should -Exist
    }
}
