BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Start-LianPaySandbox' {
    It 'holds as many payments as asked for, on loopback' {
        $sandbox = Start-LianPaySandbox -HeldPayment 5
        $sandbox.HeldPayments.Count | Should -Be 5
        ([uri] $sandbox.Gateway).IsLoopback | Should -BeTrue
        Stop-LianPaySandbox -InputObject $sandbox
    }

    It 'holds the payments of a pipeline' {
        $sandbox = Import-LianPayment -Path "$PSScriptRoot/../../examples/held-payments.csv" | Start-LianPaySandbox
        $sandbox.HeldPayments.Count | Should -Be 14
        Stop-LianPaySandbox -InputObject $sandbox
    }

    It 'fails on demand: <Fault> gives <Status>' -ForEach @(
        @{ Fault = 'None'; Status = 'Accepted' }
        @{ Fault = 'Garbage'; Status = 'Unknown' }
        @{ Fault = 'Unsigned'; Status = 'Unknown' }
        @{ Fault = 'Status500'; Status = 'Unknown' }
    ) {
        $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 1; Fault = $Fault }
        (Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false).Status | Should -Be $Status
        Disconnect-Sandbox -Sandbox $sandbox
    }
}
