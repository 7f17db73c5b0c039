BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Confirm-LianPayment' {
    BeforeEach { $sandbox = Connect-NewSandbox }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'confirms what was approved, in the order of the input' {
        $results = Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -ThrottleLimit 3 -Confirm:$false
        $results.Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
        $results.OrderNumber | Should -Be $sandbox.HeldPayments.OrderNumber
        $results.Environment | Select-Object -Unique | Should -Be 'Sandbox'
    }

    It 'refuses what nobody has reviewed, and sends nothing' {
        $results = $sandbox.HeldPayments | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable refused
        $results.Status | Select-Object -Unique | Should -Be 'Refused'
        $refused.FullyQualifiedErrorId | Select-Object -Unique | Should -BeLike 'NotReviewed,*'
        $sandbox.Requests | Should -Be 0
    }

    It 'sends nothing with -WhatIf' {
        Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -WhatIf | Should -BeNullOrEmpty
        $sandbox.Requests | Should -Be 0
    }

    It 'pays nothing twice when a script is run twice' {
        $approved = Get-ApprovedPayment -Sandbox $sandbox
        $first = $approved | Confirm-LianPayment -Confirm:$false
        $second = $approved | Confirm-LianPayment -Confirm:$false
        $first.Status | Select-Object -Unique | Should -Be 'Accepted'
        $second.Status | Select-Object -Unique | Should -Be 'Taken'
        $sandbox.HeldPayments | ForEach-Object { $sandbox.GetEffects($_.OrderNumber) } | Should -Be 1, 1, 1
    }

    It 'says Unknown, never Failed, when the answer is lost' {
        Disconnect-Sandbox -Sandbox $sandbox
        $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 2; Fault = 'CutReply' }
        $results = Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false
        $results.Status | Select-Object -Unique | Should -Be 'Unknown'
        ($results | Measure-LianPayment).ExitCode | Should -Be 3
    }

    It 'takes the values as parameters, for one payment' {
        $payment = $sandbox.HeldPayments[0]
        $one = @{
            OrderNumber = $payment.OrderNumber; ConfirmCode = $payment.ConfirmCode; RetCode = $payment.RetCode
            ReviewedBy = 'li.na'; ReviewedAt = [DateTimeOffset]::Now.ToString('o'); Confirm = $false
        }
        (Confirm-LianPayment @one).Status | Should -Be 'Accepted'
    }

    It 'needs a connection, and says how to make one' {
        Disconnect-LianPay
        { $sandbox.HeldPayments | Confirm-LianPayment -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
        Connect-LianPay -Sandbox $sandbox
    }

    It 'refuses to prompt where nobody can answer, and sends nothing' {
        $script = "$TestDrive/prompt.ps1"
        Set-Content -Path $script -Value @"
            Import-Module '$(Get-TestedModulePath)'
            `$s = Start-LianPaySandbox -HeldPayment 1
            Connect-LianPay -Sandbox `$s
            `$s.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment
            "requests: `$(`$s.Requests)"
"@
        (Invoke-ScriptFile -Path $script).Output | Should -Match 'NonInteractive[\s\S]*requests: 0$'
    }
}
