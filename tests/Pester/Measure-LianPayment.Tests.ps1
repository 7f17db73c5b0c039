BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Measure-LianPayment' {
    It 'counts results and errors, and gives an exit code' {
        $sandbox = Connect-NewSandbox
        $payments = @(Get-ApprovedPayment -Sandbox $sandbox | Select-Object -First 2) + $sandbox.HeldPayments[2]
        $payments[2].ReviewedBy = $null
        $results = $payments | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable bad
        $summary = @($results) + @($bad) | Measure-LianPayment
        $summary.Total, $summary.ExitCode, $summary.Counts['Accepted'], $summary.Counts['Refused'] | Should -Be 3, 2, 2, 1
        Disconnect-Sandbox -Sandbox $sandbox
    }

    It 'takes an error of the script itself for one that must be mended first' {
        $summary = try { Get-Item -Path "$TestDrive/none" -ErrorAction Stop } catch { $_ | Measure-LianPayment }
        $summary.ExitCode | Should -Be 8
    }
}
