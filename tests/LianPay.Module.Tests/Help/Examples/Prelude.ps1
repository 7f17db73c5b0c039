<#
    The stage on which every example of the help runs, exactly as it is printed.

    It starts in a folder of its own that holds what the examples name:
        held.csv            three held payments that nobody has reviewed
        reviewed.csv        two that somebody has
        examples/           the repository's own example file
        merchant.pem, ~/keys/merchant.pem, platform.pem
    and the runspace is connected to a sandbox that holds all of these payments. A connection that an example opens to
    Production is checked as it stands, which opens nothing on the network, and then made to the sandbox; a file stands in
    for a database server as its ledger. Profiles are saved in a file of the stage's own, and one that is tested is connected to in the same way, and the sandbox tested.

    What a single example presumes beyond that is made by <Cmdlet>.<number>.ps1 beside this file, which runs before it:
    variables, records in the ledger, other files. It may set
        $expectedErrors     the error ids that the example is about; every other error fails the test
        $answers            what a person answers to its questions, instead of Yes
    A new cmdlet needs a file here only when its examples presume something.

    The engine of the tests has the commands of Microsoft.PowerShell.Core alone. What the examples use of others stands in
    below, as far as they use it.
#>

$null = $ExecutionContext.SessionState.Path.SetLocation($stageFolder)
$ExecutionContext.SessionState.Provider.GetOne('FileSystem').Home = "$stageFolder/home"
$expectedErrors = @()
$answers = @()
$PSDefaultParameterValues['Save-LianPayProfile:Path'] = "$stageFolder/profiles.json"

function Start-Stage {
    # (Re)starts the sandbox, on the port that it had, and connects to it with a ledger that stays.
    param([LianPay.SandboxFault] $Fault = 'None')

    $port = 0
    if ($stage) {
        $port = ([uri] $stage.Gateway).Port
        Stop-LianPaySandbox -InputObject $stage
    }

    $payments = @('held.csv', 'reviewed.csv', 'examples/held-payments.csv' | ForEach-Object { Import-LianPayment -LiteralPath $_ })
    $seen = @{}
    $distinct = $payments | Where-Object { -not $seen[$_.OrderNumber] } | ForEach-Object { $seen[$_.OrderNumber] = $true; $_ }
    $script:stage = $distinct | Start-LianPaySandbox -PartnerId '201606221000921503' -Port $port -Fault $Fault
    foreach ($copy in 'merchant.pem', 'home/keys/merchant.pem') { [IO.File]::Copy($stage.PrivateKeyPath, "$stageFolder/$copy", $true) }
    [IO.File]::Copy($stage.PlatformKeyPath, "$stageFolder/platform.pem", $true)
    Connect-Stage
}

function Connect-Stage {
    param([string] $Ledger = './ledger.db')

    LianPay\Connect-LianPay -Sandbox $stage -Ledger $Ledger
}

function Confirm-Reviewed {
    # What became of the reviewed payments when an example begins, without a word.
    Import-LianPayment -LiteralPath reviewed.csv | Confirm-LianPayment -Confirm:$false -ErrorAction SilentlyContinue
}

# The parameters of the real one; what they are used for is checked by the real one too.
$metadata = [System.Management.Automation.CommandMetadata]::new((Get-Command LianPay\Connect-LianPay))
${function:Connect-LianPay} = [scriptblock]::Create(@"
    $([System.Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($metadata))
    param($([System.Management.Automation.ProxyCommand]::GetParamBlock($metadata)))
    end { Connect-AsPrinted `$PSBoundParameters }
"@)

function Connect-AsPrinted {
    param($Arguments)

    if ($Arguments.ContainsKey('Profile') -and -not $Arguments.ContainsKey('ProfilePath')) { $Arguments['ProfilePath'] = "$stageFolder/profiles.json" }
    if ($Arguments['Environment'] -ne 'Production' -and -not $Arguments.ContainsKey('Profile')) {
        LianPay\Connect-LianPay @Arguments
        return
    }

    if ($Arguments['Ledger'] -match '^Host=') {
        $null = $Arguments.Remove('Ledger')
        $null = $Arguments.Remove('LedgerKeyPath')
    }

    $null = LianPay\Connect-LianPay @Arguments
    LianPay\Disconnect-LianPay
    $kept = @{ Sandbox = $stage; Ledger = './ledger.db' }
    foreach ($name in 'NotifyUrl', 'Ledger', 'LedgerKeyPath', 'TimeoutSec', 'PassThru') {
        if ($Arguments.ContainsKey($name)) { $kept[$name] = $Arguments[$name] }
    }

    LianPay\Connect-LianPay @kept
}

function Test-LianPayConnection {
    param([string] $Profile, [string] $ProfilePath, [int] $TimeoutSec = 10, [switch] $Quiet)

    if ($Profile) {
        $checked = LianPay\Connect-LianPay -Profile $Profile -ProfilePath "$stageFolder/profiles.json" -PassThru
        LianPay\Disconnect-LianPay
        if ($checked.Environment -eq 'Sandbox') {
            LianPay\Test-LianPayConnection -Profile $Profile -ProfilePath "$stageFolder/profiles.json" -TimeoutSec $TimeoutSec -Quiet:$Quiet
            return
        }

        Connect-Stage
    }

    LianPay\Test-LianPayConnection -TimeoutSec $TimeoutSec -Quiet:$Quiet
}

function Save-SandboxProfile {
    # What an example presumes that connects as a profile says.
    param([string] $Name, [string] $NotifyUrl = 'https://pay.example.com/notify')

    Save-LianPayProfile -Name $Name -Environment Sandbox -Gateway $stage.Gateway -PartnerId $stage.PartnerId -PrivateKeyPath ./merchant.pem `
        -PlatformKeyPath ./platform.pem -NotifyUrl $NotifyUrl -Ledger ./ledger.db
}

function Format-List {
    param([Parameter(ValueFromPipeline)] $InputObject)

    process { $InputObject }
}

function Get-Content {
    param([Parameter(Position = 0)] [string] $Path, [switch] $Raw)

    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    if ($Raw) { [IO.File]::ReadAllText($file) } else { [IO.File]::ReadLines($file) }
}

function Import-Csv {
    # Without quotes and commas in values: the files of the stage have none.
    param([Parameter(Position = 0)] [string] $Path)

    $lines = @(Get-Content $Path)
    $names = $lines[0] -split ','
    foreach ($line in $lines[1..($lines.Count - 1)]) {
        $row = [ordered] @{}
        $values = $line -split ','
        for ($column = 0; $column -lt $names.Count; $column++) { $row[$names[$column]] = $values[$column] }
        [pscustomobject] $row
    }
}

function Export-Csv {
    param([Parameter(ValueFromPipeline)] $InputObject, [Parameter(Position = 0)] [string] $Path)

    begin { $lines = @() }
    process {
        $properties = @($InputObject.psobject.Properties)
        if ($lines.Count -eq 0) { $lines += ($properties | ForEach-Object { '"' + $_.Name + '"' }) -join ',' }
        $lines += ($properties | ForEach-Object { '"' + "$($_.Value)".Replace('"', '""') + '"' }) -join ','
    }
    end { [IO.File]::WriteAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), [string[]] $lines) }
}

Start-Stage
