$pair = New-LianPayKeyPair -Path ./stand-in.pem
$bodies = 'A1', 'A2' | ForEach-Object {
    (Protect-LianPayload -InputObject @{ no_order = $_; oid_partner = '201606221000921503' } -PublicKeyPath $pair.PublicKeyPath).ToJson()
}
[IO.File]::WriteAllLines("$stageFolder/posted.jsonl", [string[]] $bodies)
