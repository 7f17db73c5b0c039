BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'Stop-LianPaySandbox' {
    It 'leaves nothing behind' {
        $sandbox = Start-LianPaySandbox
        $sandbox.PrivateKeyPath | Should -Exist
        Stop-LianPaySandbox -InputObject $sandbox
        $sandbox.PrivateKeyPath | Should -Not -Exist
        Split-Path -Path $sandbox.PrivateKeyPath | Should -Not -Exist
    }

    It 'takes a sandbox from the pipeline, and twice' {
        $sandbox = Start-LianPaySandbox -HeldPayment 1
        $sandbox | Stop-LianPaySandbox
        { $sandbox | Stop-LianPaySandbox -ErrorAction Stop } | Should -Not -Throw
    }
}
