BeforeDiscovery {
    Import-Module "$PSScriptRoot/../../LianPay.psd1" -Force
}

Describe 'Confirm-LianPayment' {
    BeforeEach {
        $sandbox = Start-LianPaySandbox -HeldPayment 3
        Connect-LianPay -Sandbox $sandbox
    }

    AfterEach {
        Disconnect-LianPay
        Stop-LianPaySandbox -InputObject $sandbox
    }

    It 'confirms what was approved' {
        $results = $sandbox.HeldPayments |
            Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' |
            Confirm-LianPayment -Confirm:$false
        $results.Status | Should -Be @('Accepted', 'Accepted', 'Accepted')
    }

    It 'refuses what nobody has reviewed, and sends nothing' {
        $results = $sandbox.HeldPayments | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable refused
        $results.Status | Select-Object -Unique | Should -Be 'Refused'
        $refused.FullyQualifiedErrorId | Select-Object -Unique | Should -BeLike 'NotReviewed,*'
        $sandbox.Requests | Should -Be 0
    }

    It 'sends nothing with -WhatIf' {
        $sandbox.HeldPayments | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' | Confirm-LianPayment -WhatIf
        $sandbox.Requests | Should -Be 0
    }

    It 'stops when a later command has enough' {
        $first = $sandbox.HeldPayments |
            Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' |
            Confirm-LianPayment -Confirm:$false |
            Select-Object -First 1
        $first.Status | Should -Be 'Accepted'
        $sandbox.Requests | Should -Be 1
    }

    It 'takes rows of Import-Csv with the wire names as headings' {
        $path = Join-Path $TestDrive 'held.csv'
        $sandbox.HeldPayments | ForEach-Object {
            [pscustomobject]@{
                no_order = $_.OrderNumber; confirm_code = $_.ConfirmCode; ret_code = $_.RetCode
                reviewed_by = 'li.na'; reviewed_at = [DateTimeOffset]::Now.ToString('o')
            }
        } | Export-Csv -Path $path
        $results = Import-Csv -Path $path | Confirm-LianPayment -Confirm:$false
        $results.Status | Select-Object -Unique | Should -Be 'Accepted'
    }

    It 'works in parallel runspaces when the connection is passed' {
        $connection = Get-LianPayConnection
        $results = $sandbox.HeldPayments |
            Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' |
            ForEach-Object -Parallel {
                Import-Module $using:PSScriptRoot/../../LianPay.psd1
                $_ | Confirm-LianPayment -Connection $using:connection -Confirm:$false
            }
        $results.Status | Select-Object -Unique | Should -Be 'Accepted'
    }
}
