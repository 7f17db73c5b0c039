# A user's own tests replace the commands that would send: each can be mocked, and its parameters' types can be named.
BeforeDiscovery {
    . "$PSScriptRoot/TestModule.ps1"
    $cmdlets = Get-Command -Module LianPay | ForEach-Object { @{ Name = $_.Name } }
}

BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'In a test with mocks' {
    It '<Name> can be replaced' -ForEach $cmdlets {
        Mock -CommandName $Name -MockWith { 'mocked' } -RemoveParameterValidation Reviewer, Reason
        Should -Invoke -CommandName $Name -Times 0 -Exactly
        foreach ($parameter in (Get-Command -Name $Name -Module LianPay).Parameters.Values) {
            { [type] $parameter.ParameterType.FullName } | Should -Not -Throw
        }
    }

    It 'a connection can be made up for a mocked command' {
        Mock -CommandName Confirm-LianPayment -MockWith { [LianPay.ConfirmationResult] @{ OrderNumber = $OrderNumber; Status = 'Unknown' } }
        $connection = New-MockObject -Type ([LianPay.LianPayConnection])
        $result = [pscustomobject] @{ no_order = 'A1'; confirm_code = '137007' } | Confirm-LianPayment -Connection $connection -Confirm:$false
        $result.OrderNumber, $result.Status | Should -Be 'A1', 'Unknown'
        Should -Invoke -CommandName Confirm-LianPayment -Times 1 -Exactly -ParameterFilter { $ConfirmCode -eq '137007' }
    }

    It 'the results of a mock are counted as real ones are' {
        Mock -CommandName Get-LianPayRecord -MockWith { [LianPay.ConfirmationResult] @{ OrderNumber = 'A1'; Status = 'Held' } }
        (Get-LianPayRecord | Measure-LianPayment).ExitCode | Should -Be 10
    }
}
