BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Get-LianPayRecord' {
    BeforeEach {
        $sandbox = Connect-NewSandbox
        $null = Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false
    }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'reads what was sent, by status, order and time' {
        (Get-LianPayRecord -Status Accepted).OrderNumber | Sort-Object | Should -Be ($sandbox.HeldPayments.OrderNumber | Sort-Object)
        Get-LianPayRecord -Status Unknown, Review | Should -BeNullOrEmpty
        (Get-LianPayRecord -OrderNumber $sandbox.HeldPayments[0].OrderNumber).Attempts | Should -Be 1
        Get-LianPayRecord -Since ([DateTimeOffset]::Now.AddMinutes(5).ToString('o')) | Should -BeNullOrEmpty
    }

    It 'gives the history on demand' {
        (Get-LianPayRecord -OrderNumber $sandbox.HeldPayments[0].OrderNumber -History).History.Count | Should -BeGreaterThan 1
    }

    It 'sorts and groups by typed properties' {
        (Get-LianPayRecord | Sort-Object -Property LastSentAt)[0].LastSentAt | Should -BeOfType ([DateTimeOffset])
        @(Get-LianPayRecord | Group-Object -Property Status).Name | Should -Be 'Accepted'
    }
}
