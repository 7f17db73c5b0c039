<#
    How to test a script that confirms payments: run it, unchanged, against a sandbox. No money moves.

    Invoke-Pester ./examples/confirm-reviewed.Tests.ps1       (Pester 5, and the module LianPay installed)
#>

BeforeAll {
    Import-Module -Name LianPay

    # A sandbox that holds three payments, a file of them, and the settings with which a script finds it.
    function Start-TestGateway {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Files of the test')]
        param([hashtable] $Sandbox = @{})

        $folder = New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())"
        $started = Start-LianPaySandbox -HeldPayment 3 @Sandbox
        $started.HeldPayments | Select-Object -Property OrderNumber, ConfirmCode, RetCode, RetMessage, Amount, Payee | Export-Csv -Path "$folder/held.csv"
        Set-Content -Path "$folder/settings.psd1" -Value @"
            @{
                Environment     = 'Sandbox'
                Gateway         = '$($started.Gateway)'
                PartnerId       = '$($started.PartnerId)'
                PrivateKeyPath  = '$($started.PrivateKeyPath)'
                PlatformKeyPath = '$($started.PlatformKeyPath)'
                NotifyUrl       = 'https://pay.example.com/notify'
                Ledger          = '$folder/ledger.db'
            }
"@
        [pscustomobject] @{ Sandbox = $started; Orders = $started.HeldPayments.OrderNumber; Files = @{ Path = "$folder/held.csv"; SettingsPath = "$folder/settings.psd1" } }
    }

    # The reviewer's session: it approves some orders and denies others.
    function Approve-TestPayment {
        param($Gateway, [string[]] $Approve = $Gateway.Orders, [string[]] $Deny = @())

        $files = $Gateway.Files
        $null = & "$PSScriptRoot/review-payments.ps1" @files -Approve $Approve -Deny $Deny -Reviewer 'li.na' -Reason 'Checked' 6> $null
    }

    # The scheduled task, as it is. `exit` in a script that is called with & ends that script alone, and sets $LASTEXITCODE.
    function Invoke-TestTask {
        param($Gateway, [hashtable] $Parameter = @{})

        $files = $Gateway.Files
        $written = @(& "$PSScriptRoot/confirm-reviewed.ps1" @files @Parameter 2> $null)
        [pscustomobject] @{
            ExitCode = $LASTEXITCODE
            Results  = @($written | Where-Object { $_ -is [LianPay.ConfirmationResult] } | Sort-Object -Property { [array]::IndexOf($Gateway.Orders, $_.OrderNumber) })
        }
    }
}

Describe 'confirm-reviewed.ps1' {
    AfterEach {
        Stop-LianPaySandbox -InputObject $gateway.Sandbox
    }

    It 'confirms what the reviewer approved, sees it paid, and ends with 0' {
        $gateway = Start-TestGateway
        Approve-TestPayment -Gateway $gateway
        $run = Invoke-TestTask -Gateway $gateway
        $run.ExitCode | Should -Be 0
        $run.Results.Status | Should -Be 'Paid', 'Paid', 'Paid'
    }

    It 'sends nothing for what is denied or not reviewed, and ends with 2' {
        $gateway = Start-TestGateway
        Approve-TestPayment -Gateway $gateway -Approve $gateway.Orders[0] -Deny $gateway.Orders[1]
        $run = Invoke-TestTask -Gateway $gateway
        $run.ExitCode | Should -Be 2
        $run.Results.Status | Should -Be 'Paid', 'Refused', 'Refused'
        $run.Results.Reason | Should -Be $null, 'ReviewDenied', 'NotReviewed'
        $gateway.Orders | ForEach-Object { $gateway.Sandbox.GetEffects($_) } | Should -Be 1, 0, 0
    }

    It 'pays nothing twice when it runs twice' {
        $gateway = Start-TestGateway
        Approve-TestPayment -Gateway $gateway
        $null = Invoke-TestTask -Gateway $gateway
        $again = Invoke-TestTask -Gateway $gateway
        $again.ExitCode | Should -Be 0
        $again.Results.Status | Select-Object -Unique | Should -Be 'Taken'
        $gateway.Orders | ForEach-Object { $gateway.Sandbox.GetEffects($_) } | Should -Be 1, 1, 1
    }

    It 'settles what is unknown when every answer is lost' {
        $gateway = Start-TestGateway -Sandbox @{ Fault = 'DropAfterApply' }
        Approve-TestPayment -Gateway $gateway
        $run = Invoke-TestTask -Gateway $gateway
        $run.ExitCode | Should -Be 0
        $gateway.Orders | ForEach-Object { $gateway.Sandbox.GetEffects($_) } | Should -Be 1, 1, 1
    }

    It 'ends with 3 while an outcome is unknown' {
        $gateway = Start-TestGateway -Sandbox @{ Fault = 'DropAfterApply' }
        Approve-TestPayment -Gateway $gateway
        Mock -CommandName Resolve-LianPayment -MockWith { }
        (Invoke-TestTask -Gateway $gateway).ExitCode | Should -Be 3
    }

    It 'ends with 7 when the answers are signed by somebody else' {
        $gateway = Start-TestGateway -Sandbox @{ Fault = 'WrongSignature' }
        Approve-TestPayment -Gateway $gateway
        (Invoke-TestTask -Gateway $gateway -Parameter @{ ThrottleLimit = 1; SettleSeconds = 0 }).ExitCode | Should -Be 7
    }

    It 'ends with 8 when its settings are not there' {
        $gateway = Start-TestGateway
        $gateway.Files.SettingsPath = "$TestDrive/none.psd1"
        (Invoke-TestTask -Gateway $gateway).ExitCode | Should -Be 8
    }

    It 'writes a summary with what needs a person, and without a confirm code' {
        $gateway = Start-TestGateway
        Approve-TestPayment -Gateway $gateway -Approve $gateway.Orders[0] -Deny $gateway.Orders[1]
        $null = Invoke-TestTask -Gateway $gateway -Parameter @{ SummaryPath = "$TestDrive/summary.txt" }
        $text = Get-Content -Path "$TestDrive/summary.txt" -Raw
        $text | Should -Match 'exit code 2, 3 payments'
        $text | Should -Match "$($gateway.Orders[1])  Refused"
        $gateway.Sandbox.HeldPayments | ForEach-Object { $text | Should -Not -Match "(?<!\d)$($_.ConfirmCode)(?!\d)" }
    }
}

Describe 'write-summary.ps1' {
    It 'hands subject and body to a script that mails them' {
        $mailer = "$TestDrive/send.ps1"
        Set-Content -Path $mailer -Value "param(`$Subject, `$Body) Set-Content -Path '$TestDrive/mail.txt' -Value `$Subject, `$Body"
        $null = [LianPay.ConfirmationResult] @{ OrderNumber = 'A1'; Status = 'Unknown'; Explanation = 'Ask again.' } | & "$PSScriptRoot/write-summary.ps1" -Send $mailer
        Get-Content -Path "$TestDrive/mail.txt" -Raw | Should -Match '^LianPay: exit code 3, 1 payments: 1 Unknown[\s\S]*A1  Unknown  Ask again\.'
    }
}
