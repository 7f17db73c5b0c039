BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $module = Get-TestedModulePath

    # What a scheduled task runs, against a sandbox of its own. What is special of a case comes in between.
    function Get-TaskScript {
        param([string] $Sandbox = '', [string] $Before = '', [string] $After = '')

        $path = "$TestDrive/task.ps1"
        Set-Content -Path $path -Value @"
            Import-Module '$module'
            `$summary = `$null
            try {
                `$s = Start-LianPaySandbox -HeldPayment 2 $Sandbox
                Connect-LianPay -Sandbox `$s -Ledger '$TestDrive/$([guid]::NewGuid()).db'
                `$payments = `$s.HeldPayments | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked'
                $Before
                `$results = `$payments | Confirm-LianPayment -Confirm:`$false -ErrorVariable bad -ErrorAction SilentlyContinue
                $After
                `$summary = @(`$results) + @(`$bad) | Measure-LianPayment
            }
            catch {
                `$summary = `$_ | Measure-LianPayment
            }
            finally {
                Disconnect-LianPay
                if (`$s) { Stop-LianPaySandbox -InputObject `$s }
            }
            exit `$summary.ExitCode
"@
        $path
    }
}

Describe 'pwsh -File ends with' {
    It '<ExitCode> when <When>' -ForEach @(
        @{ ExitCode = 0; When = 'everything is accepted'; Case = @{} }
        @{ ExitCode = 0; When = 'everything was taken care of before'; Case = @{ Before = '$null = $payments | Confirm-LianPayment -Confirm:$false' } }
        @{ ExitCode = 2; When = 'a row has no review'; Case = @{ Before = '$payments += [pscustomobject] @{ no_order = "A9"; confirm_code = "137007"; ret_code = "4002" }' } }
        @{ ExitCode = 3; When = 'answers are lost'; Case = @{ Sandbox = '-Fault DropAfterApply' } }
        @{ ExitCode = 4; When = 'the bank refuses'; Case = @{ Sandbox = '-Outcome Failure'; After = '$null = $results | Get-LianPayment; $results = $results | Get-LianPayment' } }
        @{ ExitCode = 7; When = 'answers are signed by somebody else'; Case = @{ Sandbox = '-Fault WrongSignature' } }
        @{ ExitCode = 8; When = 'nobody listens'; Case = @{ Before = 'Stop-LianPaySandbox -InputObject $s; $s = $null' } }
        @{ ExitCode = 8; When = 'the script itself fails'; Case = @{ Before = 'throw "a fault in the script"' } }
        @{ ExitCode = 10; When = 'a payment still waits'; Case = @{ After = '$results = $s.HeldPayments | Get-LianPayment'; Before = '$payments = @()' } }
    ) {
        (Invoke-ScriptFile -Path (Get-TaskScript @Case)).ExitCode | Should -Be $ExitCode
    }

    It '143 after SIGTERM, and what was in flight is recorded' -Skip:$IsWindows {
        $slow = Start-LianPaySandbox -HeldPayment 12 -Fault Delay -FaultArgument 1500
        try {
            $slow.HeldPayments | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' | Export-Csv -Path "$TestDrive/term.csv"
            $settings = [ordered] @{
                Environment = 'Sandbox'; Gateway = $slow.Gateway; PartnerId = $slow.PartnerId; PrivateKeyPath = $slow.PrivateKeyPath; PlatformKeyPath = $slow.PlatformKeyPath
                NotifyUrl = 'https://pay.example.com/notify'; Ledger = "$TestDrive/term.db"
            }
            $named = ($settings.GetEnumerator() | ForEach-Object { "-$($_.Key) '$($_.Value)'" }) -join ' '
            Set-Content -Path "$TestDrive/term.ps1" -Value @(
                "Import-Module '$module'"
                "Connect-LianPay $named"
                "Import-LianPayment -Path '$TestDrive/term.csv' | Confirm-LianPayment -ThrottleLimit 4 -Confirm:`$false | Out-Null"
            )
            $process = Start-ScriptFile -Path "$TestDrive/term.ps1"
            while ($slow.Requests -eq 0 -and -not $process.HasExited) { Start-Sleep -Milliseconds 50 }
            kill -TERM $process.Id
            $process.WaitForExit()

            $process.ExitCode | Should -Be 143
            Connect-LianPay @settings
            $records = @(Get-LianPayRecord)
            $records.Count | Should -BeGreaterThan 0
            $records.Count | Should -BeLessThan 12
            $records.Status | Select-Object -Unique | Should -Be 'Accepted'
        }
        finally {
            Disconnect-LianPay
            Stop-LianPaySandbox -InputObject $slow
        }
    }

    It '8 when the module is not there: the example of a scheduled task' {
        $before = $env:PSModulePath
        try {
            $env:PSModulePath = "$TestDrive/none"
            $task = Invoke-ScriptFile -Path "$PSScriptRoot/../../examples/confirm-reviewed.ps1" -ArgumentList '-Path', "$TestDrive/held.csv", '-SettingsPath', "$TestDrive/settings.psd1"
            $task.ExitCode | Should -Be 8
        }
        finally {
            $env:PSModulePath = $before
        }
    }
}
