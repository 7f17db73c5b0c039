BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Set-LianPayPolicy' {
    BeforeEach { $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 1 } }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'makes the columns of a file no review, and an approval in the ledger one' {
        Set-LianPayPolicy -RequireLedgerApproval -Confirm:$false
        $row = Get-WireRow -Sandbox $sandbox -Reviewed
        ($row | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue).Status | Should -Be 'Refused'
        $sandbox.Requests | Should -Be 0
        $null = $row | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked'
        ($row | Confirm-LianPayment -Confirm:$false).Status | Should -Be 'Accepted'
    }

    It 'lets nobody confirm what the same account approved' {
        Set-LianPayPolicy -RequireSecondPerson -Confirm:$false
        (Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue).Status | Should -Be 'Refused'
        $sandbox.Requests | Should -Be 0
    }

    It 'changes nothing with -WhatIf' {
        Set-LianPayPolicy -RequireSecondPerson -WhatIf
        (Get-LianPayConnection).Policy.RequireSecondPerson | Should -BeFalse
    }
}
