BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $pair = New-LianPayKeyPair -Path "$TestDrive/merchant.pem"
}

Describe 'New-LianPaySignature' {
    It 'signs a hashtable, an object and JSON text alike' {
        $messages = @{ b = '2'; a = '1' }, [pscustomobject] @{ a = '1'; b = '2' }, '{"b":"2","a":"1"}'
        $signed = $messages | New-LianPaySignature -PrivateKeyPath $pair.PrivateKeyPath
        $signed.SignedText | Select-Object -Unique | Should -Be 'a=1&b=2&sign_type=RSA'
        @($signed.Signature | Select-Object -Unique).Count | Should -Be 1
    }

    It 'gives the fields with their signature, ready for JSON' {
        $signed = @{ a = '1' } | New-LianPaySignature -PrivateKeyPath $pair.PrivateKeyPath
        ($signed.Fields | ConvertTo-Json | ConvertFrom-Json).sign | Should -Be $signed.Signature
    }
}
