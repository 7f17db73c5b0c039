BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $header = 'no_order,confirm_code,ret_code,money_order,acct_name'
}

Describe 'Import-LianPayment' {
    It 'keeps ids as text, amounts exact, and other columns' {
        Set-Content -Path "$TestDrive/held.csv" -Value "$header,department", '00170208165924,037007,4002,12.50,张三,north'
        $payment = Import-LianPayment -Path "$TestDrive/held.csv"
        $payment.OrderNumber, $payment.ConfirmCode, $payment.Amount, $payment.Payee, $payment.department |
            Should -Be '00170208165924', '037007', 12.50, '张三', 'north'
    }

    It 'reports a mangled row and reads the others' {
        Set-Content -Path "$TestDrive/mangled.csv" -Value $header, '2.01606E+17,137007,4002,1,a', 'A2,37007,4002,1,b', 'A3,137007,4002,1,c'
        $payments = Import-LianPayment -Path "$TestDrive/mangled.csv" -ErrorAction SilentlyContinue -ErrorVariable bad
        $payments.OrderNumber | Should -Be 'A3'
        $bad.Count | Should -Be 2
        $bad.CategoryInfo.Category | Select-Object -Unique | Should -Be 'InvalidData'
        "$bad" | Should -Not -Match '137007'
    }

    It 'takes wildcards with -Path, exact names with -LiteralPath, and files from the pipeline' {
        $folder = New-Item -ItemType Directory -Path "$TestDrive/many [1]"
        1..2 | ForEach-Object { Set-Content -LiteralPath "$folder/held$_.csv" -Value $header, "A$_,137007,4002,1,a" }
        (Import-LianPayment -LiteralPath "$folder/held1.csv").OrderNumber | Should -Be 'A1'
        (Get-ChildItem -LiteralPath $folder | Import-LianPayment).OrderNumber | Should -Be 'A1', 'A2'
        Push-Location -LiteralPath $folder
        (Import-LianPayment -Path ./held*.csv).OrderNumber | Should -Be 'A1', 'A2'
        Pop-Location
    }

    It 'stops reading when a later command has enough' {
        Set-Content -Path "$TestDrive/many.csv" -Value (@($header) + (1..1000 | ForEach-Object { "A$_,137007,4002,1,a" }))
        (Import-LianPayment -Path "$TestDrive/many.csv" | Select-Object -First 2).OrderNumber | Should -Be 'A1', 'A2'
    }

    It 'reads what Export-Csv and ConvertTo-Json wrote of payments: <_>' -ForEach 'csv', 'json' {
        $payments = Import-LianPayment -Path "$PSScriptRoot/../../examples/held-payments.csv"
        $copy = "$TestDrive/copy.$_"
        if ($_ -eq 'csv') { $payments | Export-Csv -Path $copy } else { $payments | ConvertTo-Json | Set-Content -Path $copy }
        $again = Import-LianPayment -Path $copy
        foreach ($name in 'OrderNumber', 'ConfirmCode', 'RetCode', 'Amount', 'Payee') {
            $again.$name | Should -Be $payments.$name
        }
    }
}
