BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'LianPay in pipelines' {
    BeforeEach { $sandbox = Connect-NewSandbox }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'confirms rows of Import-Csv with the wire names as headings' {
        Get-WireRow -Sandbox $sandbox -Reviewed | Export-Csv -Path "$TestDrive/held.csv"
        $results = Import-Csv -Path "$TestDrive/held.csv" | Confirm-LianPayment -Confirm:$false
        $results.Status | Select-Object -Unique | Should -Be 'Accepted'
        $results.Payee | Should -Be $sandbox.HeldPayments.Payee
    }

    It 'writes results that can be sorted out again from a file' {
        Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false | Export-Csv -Path "$TestDrive/results.csv"
        $read = Import-Csv -Path "$TestDrive/results.csv"
        $read.OrderNumber | Should -Be $sandbox.HeldPayments.OrderNumber
        $read.Status | Select-Object -Unique | Should -Be 'Accepted'
        $read.PaybillId | Should -Match '^\d{1,18}$'
        ($read | Get-LianPayment).Status | Should -Not -Contain 'Unknown'
    }

    It 'hands reviewed payments on in a file of JSON, with the time of the review' {
        Get-ApprovedPayment -Sandbox $sandbox | ConvertTo-Json | Set-Content -Path "$TestDrive/reviewed.json"
        $results = Import-LianPayment -Path "$TestDrive/reviewed.json" | Confirm-LianPayment -Confirm:$false
        $results.Status | Select-Object -Unique | Should -Be 'Accepted'
    }

    It 'hands reviewed payments on in a file of CSV, when the time is written in ISO 8601' {
        $time = @{ Name = 'reviewed_at'; Expression = { $_.ReviewedAt.ToString('o') } }
        Get-ApprovedPayment -Sandbox $sandbox | Select-Object -Property *, $time -ExcludeProperty ReviewedAt | Export-Csv -Path "$TestDrive/reviewed.csv"
        $results = Import-LianPayment -Path "$TestDrive/reviewed.csv" | Confirm-LianPayment -Confirm:$false
        $results.Status | Select-Object -Unique | Should -Be 'Accepted'
    }

    It 'stops when a later command has enough: <_>' -ForEach 'Confirm-LianPayment', 'Get-LianPayment', 'Get-LianPayRecord', 'Approve-LianPayment' {
        $approved = Get-ApprovedPayment -Sandbox $sandbox
        $first = switch ($_) {
            'Confirm-LianPayment' { $approved | Confirm-LianPayment -Confirm:$false | Select-Object -First 1 }
            'Get-LianPayment' { $approved | Get-LianPayment | Select-Object -First 1 }
            'Get-LianPayRecord' { $null = $approved | Confirm-LianPayment -Confirm:$false; Get-LianPayRecord | Select-Object -First 1 }
            'Approve-LianPayment' { $sandbox.HeldPayments | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' | Select-Object -First 1 }
        }
        @($first).Count | Should -Be 1
        if ($_ -like '*-LianPayment' -and $_ -notlike 'Approve-*') { $sandbox.Requests | Should -Be 1 }
    }

    It 'works in parallel runspaces when the connection is passed' {
        $connection = Get-LianPayConnection
        $module = Get-TestedModulePath
        $results = Get-ApprovedPayment -Sandbox $sandbox | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module -Name $using:module
            $_ | Confirm-LianPayment -Connection $using:connection -Confirm:$false
        }
        $results.Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
        $sandbox.HeldPayments | ForEach-Object { $sandbox.GetEffects($_.OrderNumber) } | Should -Be 1, 1, 1
    }

    It 'keeps the connection of one runspace out of the others' {
        $module = Get-TestedModulePath
        1 | ForEach-Object -Parallel { Import-Module -Name $using:module; Get-LianPayConnection } | Should -BeNullOrEmpty
    }

    Context 'a batch with one row that nobody has reviewed, and -ErrorAction <Action>' -ForEach @(
        @{ Action = 'Continue'; Written = 3; Sent = 2; Errors = 1; Throws = $false }
        @{ Action = 'SilentlyContinue'; Written = 3; Sent = 2; Errors = 1; Throws = $false }
        @{ Action = 'Ignore'; Written = 3; Sent = 2; Errors = 0; Throws = $false }
        @{ Action = 'Stop'; Written = 1; Sent = 1; Errors = 0; Throws = $true }
    ) {
        It 'gives <Written> results, <Errors> errors, and stops: <Throws>' {
            $rows = @(Get-ApprovedPayment -Sandbox $sandbox -Skip 1)
            $results = [Collections.Generic.List[object]]::new()
            $bad = $null
            $thrown = $false
            try {
                $rows | Confirm-LianPayment -Confirm:$false -ErrorAction $Action -ErrorVariable bad 2> $null | ForEach-Object { $results.Add($_) }
            }
            catch {
                $thrown = $true
                $_.FullyQualifiedErrorId | Should -BeLike 'NotReviewed,*'
            }

            $thrown, $results.Count, $sandbox.Requests | Should -Be $Throws, $Written, $Sent
            @($bad | Where-Object FullyQualifiedErrorId -Like 'NotReviewed,LianPay.Commands.*').Count | Should -Be $Errors
        }
    }

    It 'obeys the preferences of a script' {
        $WhatIfPreference = $true
        Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment | Should -BeNullOrEmpty
        $WhatIfPreference = $false
        $ErrorActionPreference = 'Stop'
        { $sandbox.HeldPayments | Confirm-LianPayment -Confirm:$false } | Should -Throw -ErrorId 'NotReviewed,*'
        $sandbox.Requests | Should -Be 0
    }
}
