# A platform key of one's own, to sign what the gateway would send.
$platform = New-LianPayKeyPair -Path ./signing.pem
LianPay\Connect-LianPay -Environment Sandbox -Gateway $stage.Gateway -PartnerId $stage.PartnerId -PrivateKeyPath ./merchant.pem -PlatformKeyPath $platform.PublicKeyPath -Ledger ./ledger.db

function Write-Signed {
    param([string] $Order)

    $signed = @{ no_order = $Order; oid_partner = '201606221000921503'; result_pay = 'SUCCESS' } | New-LianPaySignature -PrivateKeyPath ./signing.pem
    '{' + (($signed.Fields.Keys | ForEach-Object { "`"$_`":`"$($signed.Fields[$_])`"" }) -join ',') + '}'
}

[IO.File]::WriteAllText("$stageFolder/notify.json", (Write-Signed A1))
