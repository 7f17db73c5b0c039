BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Approve-LianPayment' {
    It 'puts reviewer, time, reason and decision on a payment and keeps its other columns' {
        $row = [pscustomobject] @{ no_order = 'A1'; confirm_code = '137007'; ret_code = '4002'; department = 'north' }
        $payment = $row | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked by phone'
        $payment | Should -BeOfType ([LianPay.HeldPayment])
        $payment.OrderNumber, $payment.ReviewedBy, $payment.ReviewReason, $payment.Decision, $payment.department |
            Should -Be 'A1', 'li.na', 'Checked by phone', 'Approved', 'north'
        $payment.ReviewedAt | Should -BeOfType ([DateTimeOffset])
    }

    It 'approves nothing with -WhatIf' {
        [pscustomobject] @{ no_order = 'A1' } | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' -WhatIf | Should -BeNullOrEmpty
    }

    It 'refuses an id that came as a number' {
        $row = [pscustomobject] @{ no_order = 20170208165924; confirm_code = '137007'; ret_code = '4002' }
        $row | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $refused.FullyQualifiedErrorId | Should -BeLike 'NumericId,*'
    }

    It 'takes its reviewer from the default values of the session' {
        $PSDefaultParameterValues = @{ 'Approve-LianPayment:Reviewer' = 'wang.wei'; 'Approve-LianPayment:Reason' = 'Standing order' }
        ([pscustomobject] @{ no_order = 'A1' } | Approve-LianPayment).ReviewedBy | Should -Be 'wang.wei'
    }
}
