BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $pair = New-LianPayKeyPair -Path "$TestDrive/merchant.pem"
    $signed = @{ a = '1' } | New-LianPaySignature -PrivateKeyPath $pair.PrivateKeyPath
}

Describe 'Test-LianPaySignature' {
    It 'is true of what was signed, and false of anything else' {
        $signed.Fields | Test-LianPaySignature -PublicKeyPath $pair.PublicKeyPath | Should -BeTrue
        @{ a = '2' } | Test-LianPaySignature -PublicKeyPath $pair.PublicKeyPath -Signature $signed.Signature | Should -BeFalse
    }

    It 'verifies JSON text as it came' {
        $signed.Fields | ConvertTo-Json | Test-LianPaySignature -PublicKeyPath $pair.PublicKeyPath | Should -BeTrue
    }

    It 'says why with -Detailed' {
        (@{ a = '2' } | Test-LianPaySignature -PublicKeyPath $pair.PublicKeyPath -Signature $signed.Signature -Detailed).Reason | Should -Not -BeNullOrEmpty
    }
}
