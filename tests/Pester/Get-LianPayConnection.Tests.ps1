BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Get-LianPayConnection' {
    It 'gives the connection of the session, and nothing without one' {
        Get-LianPayConnection | Should -BeNullOrEmpty
        $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 1 }
        (Get-LianPayConnection).Gateway | Should -Be $sandbox.Gateway
        "$(Get-LianPayConnection)" | Should -BeLike 'Sandbox (127.0.0.1:*'
        Disconnect-Sandbox -Sandbox $sandbox
    }
}
