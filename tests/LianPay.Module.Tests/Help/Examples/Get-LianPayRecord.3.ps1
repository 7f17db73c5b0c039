# A gateway that was out of reach, and is back.
Stop-LianPaySandbox -InputObject $stage
Confirm-Reviewed
Start-Stage
