BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Export-LianPayReport' {
    BeforeEach {
        $sandbox = Connect-NewSandbox
        $results = Get-ApprovedPayment -Sandbox $sandbox | Confirm-LianPayment -Confirm:$false
    }
    AfterEach { Disconnect-Sandbox -Sandbox $sandbox }

    It 'writes one page with every row and no confirm code' {
        $results | Export-LianPayReport -Path "$TestDrive/report.html"
        $page = Get-Content -Path "$TestDrive/report.html" -Raw
        $page | Should -Match '^<!doctype html>'
        foreach ($payment in $sandbox.HeldPayments) {
            $page | Should -Match $payment.OrderNumber
            $page | Should -Not -Match "(?<!\d)$($payment.ConfirmCode)(?!\d)"
        }
    }

    It 'gives the file with -PassThru, keeps another with -NoClobber, and writes nothing with -WhatIf' {
        ($results | Export-LianPayReport -Path "$TestDrive/kept.html" -PassThru).Name | Should -Be 'kept.html'
        { $results | Export-LianPayReport -Path "$TestDrive/kept.html" -NoClobber -ErrorAction Stop } | Should -Throw
        $results | Export-LianPayReport -Path "$TestDrive/none.html" -WhatIf
        "$TestDrive/none.html" | Should -Not -Exist
    }
}
