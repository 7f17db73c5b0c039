[IO.File]::Delete("$stageFolder/merchant.pem")
