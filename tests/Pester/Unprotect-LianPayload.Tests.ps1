BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $pair = New-LianPayKeyPair -Path "$TestDrive/platform.pem"
    $sealed = @{ oid_partner = '201606221000921503'; no_order = 'A1' } | Protect-LianPayload -PublicKeyPath $pair.PublicKeyPath
}

Describe 'Unprotect-LianPayload' {
    It 'opens what was sealed: <From>' -ForEach @(
        @{ From = 'the object'; Text = { $sealed } }
        @{ From = 'the text'; Text = { "$sealed" } }
        @{ From = 'the posted body'; Text = { $sealed.ToJson() } }
    ) {
        (& $Text | Unprotect-LianPayload -PrivateKeyPath $pair.PrivateKeyPath).Fields.no_order | Should -Be 'A1'
    }

    It 'opens nothing that was altered' {
        { "$sealed".Remove(20, 1) | Unprotect-LianPayload -PrivateKeyPath $pair.PrivateKeyPath -ErrorAction Stop } | Should -Throw
    }
}
