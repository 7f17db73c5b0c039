# A parallel runspace finds the module as it finds an installed one: by its name, in a folder of PSModulePath.
$null = [IO.Directory]::CreateDirectory("$stageFolder/modules")
$null = [IO.Directory]::CreateSymbolicLink("$stageFolder/modules/LianPay", (Get-Module LianPay).ModuleBase)
[Environment]::SetEnvironmentVariable('PSModulePath', "$stageFolder/modules")
