BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Disconnect-LianPay' {
    It 'closes the connection of the session, and does nothing without one' {
        $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 1 }
        $connection = Get-LianPayConnection
        Disconnect-Sandbox -Sandbox $sandbox
        Get-LianPayConnection | Should -BeNullOrEmpty
        Disconnect-LianPay
        { Get-LianPayment -OrderNumber 'A1' -Connection $connection -ErrorAction Stop } | Should -Throw -ErrorId 'ConnectionClosed,*'
    }
}
