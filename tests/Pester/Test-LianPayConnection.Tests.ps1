BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Test-LianPayConnection' {
    BeforeEach { $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 1 } }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'shows a check list that a person can read, and nothing has failed' {
        $checks = Test-LianPayConnection
        $checks.Count | Should -BeGreaterThan 3
        $checks.Result | Should -Not -Contain 'Failed'
        $checks | Out-String | Should -Not -BeNullOrEmpty
        Test-LianPayConnection -Quiet | Should -BeTrue
    }

    It 'is false where nobody listens, and confirms nothing' {
        Stop-LianPaySandbox -InputObject $sandbox
        Test-LianPayConnection -Quiet -TimeoutSec 5 | Should -BeFalse
    }
}
