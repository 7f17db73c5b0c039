BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $sandbox = Start-LianPaySandbox -HeldPayment 1
    $settings = @{
        Environment = 'Sandbox'; Gateway = $sandbox.Gateway; PartnerId = $sandbox.PartnerId
        PrivateKeyPath = $sandbox.PrivateKeyPath; PlatformKeyPath = $sandbox.PlatformKeyPath; Ledger = "$TestDrive/ledger.db"
    }
    $path = "$TestDrive/profiles.json"
}

AfterAll {
    Stop-LianPaySandbox -InputObject $sandbox
}

Describe 'Save-LianPayProfile' {
    It 'saves a connection that Connect-LianPay makes again by its name' {
        Save-LianPayProfile -Name 'trial' -Path $path @settings
        $connection = Connect-LianPay -Profile 'trial' -ProfilePath $path -PassThru
        $connection.Gateway, $connection.PartnerId, $connection.Profile | Should -Be $sandbox.Gateway, $sandbox.PartnerId, 'trial'
        Disconnect-LianPay
    }

    It 'overwrites nothing without -Force and writes nothing with -WhatIf' {
        Save-LianPayProfile -Name 'kept' -Path $path @settings
        { Save-LianPayProfile -Name 'kept' -Path $path @settings -ErrorAction Stop } | Should -Throw
        Save-LianPayProfile -Name 'other' -Path "$TestDrive/none.json" @settings -WhatIf
        "$TestDrive/none.json" | Should -Not -Exist
    }

    It 'keeps the key by its path, never itself' {
        Save-LianPayProfile -Name 'key' -Path $path @settings
        $text = Get-Content -Path $path -Raw
        $text | Should -Match 'PrivateKeyPath|privateKeyPath'
        $text.Contains((Get-Content -Path $sandbox.PrivateKeyPath)[12], [StringComparison]::Ordinal) | Should -BeFalse
    }
}
