# A vault that has the merchant's key, and the folder of the task's account.
function Get-Secret {
    param([string] $Name, [string] $Vault)

    $text = [securestring]::new()
    [IO.File]::ReadAllText("$stageFolder/merchant.pem").ToCharArray() | ForEach-Object { $text.AppendChar($_) }
    $text
}

$null = [IO.Directory]::CreateDirectory("$stageFolder/home/lianpay")
