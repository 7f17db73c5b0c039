BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $sandbox = Start-LianPaySandbox -HeldPayment 1
    $settings = @{
        Environment = 'Sandbox'; Gateway = $sandbox.Gateway; PartnerId = $sandbox.PartnerId
        PrivateKeyPath = $sandbox.PrivateKeyPath; PlatformKeyPath = $sandbox.PlatformKeyPath; Ledger = "$TestDrive/ledger.db"
    }
}

AfterAll {
    Stop-LianPaySandbox -InputObject $sandbox
}

Describe 'Connect-LianPay' {
    AfterEach { Disconnect-LianPay }

    It 'takes its settings splatted' {
        $connection = Connect-LianPay @settings -PassThru
        $connection | Should -BeOfType ([LianPay.LianPayConnection])
        $connection.Environment, $connection.PartnerId, $connection.Ledger | Should -Be 'Sandbox', $sandbox.PartnerId, "$TestDrive/ledger.db"
    }

    It 'writes nothing without -PassThru' {
        Connect-LianPay @settings | Should -BeNullOrEmpty
    }

    It 'takes the key as a SecureString, as Get-Secret gives it' {
        $secret = $settings.Clone()
        $secret.Remove('PrivateKeyPath')
        $secret.PrivateKey = [securestring]::new()
        [IO.File]::ReadAllText($sandbox.PrivateKeyPath).ToCharArray() | ForEach-Object { $secret.PrivateKey.AppendChar($_) }
        (Connect-LianPay @secret -PassThru).KeyFingerprint | Should -Be (Connect-LianPay @settings -PassThru).KeyFingerprint
    }

    It 'gives no sandbox to production: a gateway outside loopback is refused' {
        { Connect-LianPay @settings -Gateway 'https://gateway.example/paymentapi/' } | Should -Throw
        $abroad = $settings.Clone()
        $abroad.Gateway = 'https://gateway.example/paymentapi/'
        { Connect-LianPay @abroad } | Should -Throw -ErrorId 'GatewayInvalid,*'
    }

    It 'stops at a key that is not there, with a category that says so' {
        $missing = $settings.Clone()
        $missing.PrivateKeyPath = "$TestDrive/none.pem"
        { Connect-LianPay @missing } | Should -Throw -ErrorId 'Key*,LianPay.Commands.ConnectLianPayCommand'
        Get-LianPayConnection | Should -BeNullOrEmpty
    }

    It 'cannot be changed afterwards' {
        $connection = Connect-LianPay @settings -PassThru
        { $connection.Environment = 'Production' } | Should -Throw
    }
}
