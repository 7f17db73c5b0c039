BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Get-LianPayment' {
    BeforeEach { $sandbox = Connect-NewSandbox }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'tells what the gateway says of each order, typed for sorting and grouping' {
        $null = Get-ApprovedPayment -Sandbox $sandbox | Select-Object -First 1 | Confirm-LianPayment -Confirm:$false
        $states = $sandbox.HeldPayments | Get-LianPayment
        $states.OrderNumber | Should -Be $sandbox.HeldPayments.OrderNumber
        $states[1].Status, $states[2].Status | Should -Be 'Held', 'Held'
        ($states | Sort-Object -Property Amount).Amount | Should -Be ($sandbox.HeldPayments.Amount | Sort-Object)
        ($states | Group-Object -Property Status | Where-Object Name -EQ 'Held').Count | Should -Be 2
    }

    It 'goes on after an order that is not one' {
        $states = 'A 1', $sandbox.HeldPayments[0].OrderNumber | ForEach-Object { [pscustomobject] @{ no_order = $_ } } |
            Get-LianPayment -ErrorAction SilentlyContinue -ErrorVariable refused
        @($states).Count, $refused.Count | Should -Be 1, 1
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'OrderNumberInvalid,*'
    }
}
