BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Deny-LianPayment' {
    BeforeEach { $sandbox = Connect-NewSandbox -Sandbox @{ HeldPayment = 1 } }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'has a payment refused, and nothing is sent' {
        $result = $sandbox.HeldPayments | Deny-LianPayment -Reviewer 'li.na' -Reason 'Paid twice' |
            Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable refused
        $result.Status | Should -Be 'Refused'
        $refused.FullyQualifiedErrorId | Should -BeLike 'ReviewDenied,*'
        $sandbox.Requests | Should -Be 0
    }

    It 'is not forgotten in a file: <_>' -ForEach 'json', 'csv' {
        $denied = $sandbox.HeldPayments | Deny-LianPayment -Reviewer 'li.na' -Reason 'Paid twice'
        $file = "$TestDrive/denied.$_"
        if ($_ -eq 'json') { $denied | ConvertTo-Json -AsArray | Set-Content -Path $file }
        else { $denied | Select-Object -Property *, @{ Name = 'reviewed_at'; Expression = { $_.ReviewedAt.ToString('o') } } -ExcludeProperty ReviewedAt | Export-Csv -Path $file }

        Import-LianPayment -Path $file | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue |
            Select-Object -ExpandProperty Reason | Should -Be 'ReviewDenied'
        $sandbox.Requests | Should -Be 0
    }
}
