BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'New-LianPayKeyPair' {
    It 'writes a pair that signs and verifies, the private half for its owner alone' {
        $pair = New-LianPayKeyPair -Path "$TestDrive/merchant.pem"
        $signed = @{ no_order = 'A1' } | New-LianPaySignature -PrivateKeyPath $pair.PrivateKeyPath
        $signed.Fields | Test-LianPaySignature -PublicKeyPath $pair.PublicKeyPath | Should -BeTrue
        if (-not $IsWindows) { (Get-Item -Path $pair.PrivateKeyPath).UnixMode | Should -Be '-rw-------' }
    }

    It 'overwrites nothing without -Force and writes nothing with -WhatIf' {
        $path = "$TestDrive/kept.pem"
        Set-Content -Path $path -Value 'mine'
        { New-LianPayKeyPair -Path $path -ErrorAction Stop } | Should -Throw
        Get-Content -Path $path | Should -Be 'mine'
        New-LianPayKeyPair -Path "$TestDrive/none.pem" -WhatIf | Should -BeNullOrEmpty
        "$TestDrive/none.pem" | Should -Not -Exist
    }
}
