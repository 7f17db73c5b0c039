BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
    $pair = New-LianPayKeyPair -Path "$TestDrive/platform.pem"
    $fields = @{ oid_partner = '201606221000921503'; no_order = 'An-order-that-no-chance-writes' }
}

Describe 'Protect-LianPayload' {
    It 'seals fields into text that only the platform can open' {
        $sealed = $fields | Protect-LianPayload -PublicKeyPath $pair.PublicKeyPath
        "$sealed" | Should -BeLike 'lianpay1_0_1$*'
        "$sealed" | Should -Not -Match 'An-order'
        $sealed.PartnerId | Should -Be '201606221000921503'
    }

    It 'gives the body to post' {
        ($fields | Protect-LianPayload -PublicKeyPath $pair.PublicKeyPath).ToJson() | ConvertFrom-Json |
            Select-Object -ExpandProperty oid_partner | Should -Be '201606221000921503'
    }
}
