. "$examples/Test-LianPaySignature.1.ps1"
[IO.File]::Copy($platform.PublicKeyPath, "$stageFolder/platform.pem", $true)
[IO.File]::WriteAllLines("$stageFolder/replies.jsonl", [string[]] ((Write-Signed A1), (Write-Signed A2).Replace('SUCCESS', 'FAILURE')))
