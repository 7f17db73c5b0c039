BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Measure-LianPayment' {
    It 'counts results and errors, and gives an exit code' {
        $sandbox = Connect-NewSandbox
        $results = Get-ApprovedPayment -Sandbox $sandbox -Skip 2 | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable bad
        $summary = @($results) + @($bad) | Measure-LianPayment
        $summary.Total, $summary.ExitCode, $summary.Counts['Accepted'], $summary.Counts['Refused'] | Should -Be 3, 2, 2, 1
        Disconnect-Sandbox -Sandbox $sandbox
    }

    It 'takes an error of the script itself for one that must be mended first' {
        $summary = try { Get-Item -Path "$TestDrive/none" -ErrorAction Stop } catch { $_ | Measure-LianPayment }
        $summary.ExitCode | Should -Be 8
    }
}
