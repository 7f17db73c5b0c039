[IO.File]::AppendAllText("$stageFolder/reviewed.csv", "2.01702E+13,137007,4002,1.00,li.na,2026-11-23T08:30:00+08:00`n")
$expectedErrors = 'PaymentRowOrderNumberInvalid'
