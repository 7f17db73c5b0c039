BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"

    # A code that is nowhere else: not in an order number, an amount or a time.
    $code = '730194'
    $held = 'A1', 'A2' | ForEach-Object { [pscustomobject] @{ no_order = $_; confirm_code = $code; ret_code = '4002'; money_order = '12.50'; acct_name = '张三' } }

    # Text of a private key that is not in its public half.
    function Get-KeyLine {
        param([Parameter(Mandatory)] [string] $Path)

        (Get-Content -Path $Path)[10..20]
    }

    function Assert-NoSecret {
        param([Parameter(Mandatory)] [AllowEmptyString()] [string] $Text, [Parameter(Mandatory)] $Sandbox)

        $Text | Should -Not -Match "(?<!\d)$code(?!\d)"
        $Text | Should -Not -Match 'lianpay1_0_1\$'
        foreach ($line in Get-KeyLine -Path $Sandbox.PrivateKeyPath) {
            $Text.Contains($line, [StringComparison]::Ordinal) | Should -BeFalse
        }
    }
}

Describe 'Confirm codes, keys and payloads' {
    BeforeEach {
        $sandbox = $held | Start-LianPaySandbox
        Connect-LianPay -Sandbox $sandbox
        $approved = $sandbox.HeldPayments[0] | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked'
        $results = $approved, $sandbox.HeldPayments[1] | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable bad
        $shown = @($results) + @(Get-LianPayConnection) + @(Get-LianPayRecord -History) + @($results | Get-LianPayment) + @($results | Measure-LianPayment) + @($bad)
    }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'are not in what <Name> makes of results, records, connections and errors' -ForEach @(
        @{ Name = 'Format-List *'; Make = { $shown | Format-List -Property * -Force | Out-String -Width 4096 } }
        @{ Name = 'ConvertTo-Json'; Make = { $shown | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] } | ConvertTo-Json -Depth 8 } }
        @{ Name = 'ConvertTo-Csv'; Make = { $shown | ForEach-Object { $_ | ConvertTo-Csv } | Out-String } }
        @{ Name = 'Export-Clixml'; Make = { $shown | Export-Clixml -Path "$TestDrive/shown.xml" -Depth 6; Get-Content -Path "$TestDrive/shown.xml" -Raw } }
        @{ Name = 'Get-Error'; Make = { $bad | ForEach-Object { Get-Error -InputObject $_ } | Out-String -Width 4096 } }
        @{ Name = 'Out-String'; Make = { $shown | Out-String -Width 4096 } }
    ) {
        $text = & $Make
        ($text -join "`n").Length | Should -BeGreaterThan 100
        Assert-NoSecret -Text ($text -join "`n") -Sandbox $sandbox
    }

    It 'are in no default view of a payment' {
        Assert-NoSecret -Text ($sandbox.HeldPayments | Out-String) -Sandbox $sandbox
        Assert-NoSecret -Text ($sandbox.HeldPayments | Format-List | Out-String) -Sandbox $sandbox
        Assert-NoSecret -Text ($sandbox | Out-String) -Sandbox $sandbox
    }

    It 'are in no transcript, even of a script that says everything' {
        $script = "$TestDrive/talkative.ps1"
        $transcript = "$TestDrive/transcript.txt"
        Set-Content -Path $script -Value @"
            Import-Module '$(Get-TestedModulePath)'
            Start-Transcript -Path '$transcript'
            `$VerbosePreference = `$DebugPreference = `$InformationPreference = 'Continue'
            `$settings = @{
                Environment = 'Sandbox'; Gateway = '$($sandbox.Gateway)'; PartnerId = '$($sandbox.PartnerId)'; Ledger = '$TestDrive/transcript.db'
                PrivateKeyPath = '$($sandbox.PrivateKeyPath)'; PlatformKeyPath = '$($sandbox.PlatformKeyPath)'
            }
            Connect-LianPay @settings
            `$payments = Import-LianPayment -Path '$TestDrive/held.csv'
            `$payments
            `$approved = `$payments | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked'
            `$approved
            `$approved | Confirm-LianPayment -WhatIf
            @(`$approved)[0], @(`$payments)[1] | Confirm-LianPayment -Confirm:`$false
            `$approved | Get-LianPayment
            Get-LianPayRecord -History
            Resolve-LianPayment -TimeoutSec 1
            `$approved | Confirm-LianPayment -ConfirmCode 1 -Confirm:`$false
            Disconnect-LianPay
            Stop-Transcript
"@
        $held | Export-Csv -Path "$TestDrive/held.csv"
        $result = Invoke-ScriptFile -Path $script
        $text = Get-Content -Path $transcript -Raw
        $text | Should -Match 'Accepted|Taken|Paid'
        Assert-NoSecret -Text $text -Sandbox $sandbox
        Assert-NoSecret -Text $result.Output -Sandbox $sandbox
    }

    It 'are not in $Error' {
        $Error.Clear()
        @{ no_order = 730194; confirm_code = $code }, @{ no_order = $code; confirm_code = 'A1' } | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue
        $Error.Count | Should -BeGreaterThan 0
        Assert-NoSecret -Text ($Error | Format-List -Property * -Force | Out-String -Width 4096) -Sandbox $sandbox
    }
}
