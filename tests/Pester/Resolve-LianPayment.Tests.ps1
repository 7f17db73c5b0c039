BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Resolve-LianPayment' {
    BeforeEach {
        # The answers are lost after the confirmation took effect: paid or not, nobody here knows.
        $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 2; Fault = 'DropAfterApply' }
        $null = Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue
    }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'settles what is open by asking, and sends no confirmation' {
        (Get-LianPayRecord).Status | Select-Object -Unique | Should -Be 'Unknown'
        $results = Get-LianPayRecord -Status Unknown | Resolve-LianPayment -TimeoutSec 60
        $results.Status | Should -BeIn 'Accepted', 'Paid'
        $sandbox.HeldPayments | ForEach-Object { $sandbox.GetEffects($_.OrderNumber) } | Should -Be 1, 1
    }

    It 'asks nobody with -WhatIf' {
        $before = $sandbox.Requests
        Resolve-LianPayment -WhatIf | Should -BeNullOrEmpty
        $sandbox.Requests | Should -Be $before
    }
}
