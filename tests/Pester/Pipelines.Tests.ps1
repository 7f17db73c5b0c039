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

    Context 'in the culture <Culture>' -ForEach @(
        @{ Culture = 'de-DE' }
        @{ Culture = 'tr-TR' }
        @{ Culture = 'zh-CN' }
        @{ Culture = 'th-TH' }
    ) {
        BeforeEach {
            $before = [cultureinfo]::CurrentCulture

            # A machine without ICU knows the name alone.
            $commas = [cultureinfo]::new($Culture)
            $commas.NumberFormat.NumberDecimalSeparator = ','
            $commas.DateTimeFormat.ShortDatePattern = 'dd.MM.yyyy'
            [Threading.Thread]::CurrentThread.CurrentCulture = $commas
        }
        AfterEach { [Threading.Thread]::CurrentThread.CurrentCulture = $before }

        It 'hands reviewed payments on in a file of CSV, for <Reader> to read' -ForEach @(
            @{ Reader = 'Import-LianPayment'; Read = { Import-LianPayment -Path $args[0] } }
            @{ Reader = 'Import-Csv'; Read = { Import-Csv -Path $args[0] } }
        ) {
            $approved = Get-ApprovedPayment -Sandbox $sandbox
            $approved | Export-Csv -Path "$TestDrive/reviewed.csv"
            $results = & $Read "$TestDrive/reviewed.csv" | Confirm-LianPayment -Confirm:$false
            $results.Status | Select-Object -Unique | Should -Be 'Accepted'
            $results.Amount | Should -Be $approved.Amount
        }

        It 'hands them on after Select-Object, and in a file of JSON' {
            $approved = Get-ApprovedPayment -Sandbox $sandbox
            $approved | Select-Object -Property * | Export-Csv -Path "$TestDrive/selected.csv"
            $approved | ConvertTo-Json | Set-Content -Path "$TestDrive/reviewed.json"
            foreach ($path in "$TestDrive/selected.csv", "$TestDrive/reviewed.json") {
                $read = Import-LianPayment -Path $path
                $read.ReviewedAt | Should -Be $approved.ReviewedAt
                $read.Amount | Should -Be $approved.Amount
            }
        }

        It 'writes results and records that are the same in every culture' {
            $null = Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false | Export-Csv -Path "$TestDrive/results.csv"
            Get-LianPayRecord | Export-Csv -Path "$TestDrive/records.csv"
            $iso = '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$'
            $results = Import-Csv -Path "$TestDrive/results.csv"
            $results.SentAt | Should -Match $iso
            $results.Amount | Should -Match '^\d+\.\d\d$'
            $records = Import-Csv -Path "$TestDrive/records.csv"
            $records.ReviewedAt + $records.LastSentAt + $records.UpdatedAt | Should -Match $iso
        }
    }

    It 'lets amounts and times be sorted, grouped, measured and compared by what they are' {
        $sandbox.HeldPayments[0].Amount, $sandbox.HeldPayments[1].Amount, $sandbox.HeldPayments[2].Amount = 9, 10, 9.00
        $approved = $sandbox.HeldPayments | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked'
        ($approved | Sort-Object -Property Amount)[-1].Amount | Should -Be 10
        @($approved | Group-Object -Property Amount).Count | Should -Be 2
        ($approved | Measure-Object -Property Amount -Sum).Sum | Should -Be 28
        @($approved | Where-Object Amount -GT 9.5).Count | Should -Be 1
        @($approved | Where-Object ReviewedAt -GT (Get-Date).AddHours(-1)).Count | Should -Be 3
        @($approved | Sort-Object -Property ReviewedAt -Descending).Count | Should -Be 3
        ($approved[0] | ConvertTo-Json | ConvertFrom-Json).Amount | Should -Be 9
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
