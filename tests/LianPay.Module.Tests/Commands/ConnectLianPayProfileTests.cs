using System.Management.Automation;

namespace LianPay.Module.Tests.Commands;

/// <summary>Connect-LianPay -Profile: what comes out of the profile, what may be said beside it, and how secrets are fetched.</summary>
public sealed class ConnectLianPayProfileTests : IDisposable
{
    private const string Cmdlet = "Connect-LianPay";

    private readonly Engine _engine = new();
    private readonly ProfileFolder _profiles = new();
    private readonly KeyFolder _keys = new();

    [Fact]
    public void Everything_comes_out_of_the_profile_and_the_connection_shows_its_name()
    {
        Save("North", $"-PrivateKeyPath '{_keys.MerchantFile}' -NotifyUrl https://pay.example.com/n -Ledger '{_keys.Path}/ledger.db' -TimeoutSec 7");

        PSObject connection = Connection("north");

        Assert.Equal("North", connection.Text("Profile"));
        Assert.Equal("Production", connection.Text("Environment"));
        Assert.Equal("201606221000921503", connection.Text("PartnerId"));
        Assert.Equal("https://pay.example.com/n", connection.Text("NotifyUrl"));
        Assert.Equal(Path.Combine(_keys.Path, "ledger.db"), connection.Text("Ledger"));
        Assert.Contains("Profile", _engine.Run("Get-LianPayConnection | Out-Host").Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_without_a_profile_shows_none()
    {
        PSObject connection = Assert.Single(EngineAssert.Clean(_engine.Try($"Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{_keys.MerchantFile}' -PassThru")).Output);

        Assert.Null(connection.Value("Profile"));
        Assert.DoesNotContain("Profile", _engine.Run("Get-LianPayConnection | Out-Host").Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sandbox_profile_confirms_there()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($"""
            $sandbox = Start-LianPaySandbox
            Save-LianPayProfile trial -Path '{_profiles.Path}' -Connection (Connect-LianPay -Sandbox $sandbox -PassThru)
            Disconnect-LianPay
            Connect-LianPay -Profile trial -ProfilePath '{_profiles.Path}'
            $sandbox.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false
            Stop-LianPaySandbox -InputObject $sandbox
            """));

        Assert.Equal(3, run.Output.Count);
        Assert.All(run.Output, result => Assert.Equal(("Accepted", "Sandbox"), (result.Text("Status"), result.Text("Environment"))));
    }

    [Theory]
    [InlineData("-Environment Sandbox")]
    [InlineData("-PartnerId 201606221000921503")]
    [InlineData("-Gateway https://pay.example.com/")]
    [InlineData("-NotifyUrl https://pay.example.com/n")]
    [InlineData("-Ledger ledger.db")]
    [InlineData("-LedgerKeyPath ledger.key")]
    [InlineData("-PlatformKeyPath platform.pem")]
    [InlineData("-CertificatePin 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("-PrivateKeyPath merchant.pem")]
    public void What_a_profile_is_cannot_be_changed_beside_it(string arguments)
    {
        Save("north", $"-PrivateKeyPath '{_keys.MerchantFile}'");

        EngineRun run = Connect("north", arguments);

        Assert.IsType<ParameterBindingException>((run.FailureRecord ?? Assert.Single(run.Errors)).Exception, exactMatch: false);
        Assert.Empty(_engine.Run("Get-LianPayConnection").Output);
    }

    [Fact]
    public void The_deadline_and_a_passphrase_may_be_given_beside_it()
    {
        Save("north", $"-PrivateKeyPath '{_keys.Encrypted("locked.pem", "right")}' -PassphraseSecretName never-asked -TimeoutSec 7");
        _engine.Set("passphrase", KeyFolder.Secret("right"));

        EngineAssert.Clean(Connect("north", "-Passphrase $passphrase -TimeoutSec 9"));
        EngineAssert.Clean(_engine.Try($"Save-LianPayProfile again -Path '{_profiles.Path}' -Connection (Get-LianPayConnection)"));

        Assert.Contains("\"timeoutSec\": 9", _profiles.Text, StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "PrivateKeyInvalid")]
    public void A_key_is_given_when_the_profile_names_none_and_not_when_it_names_one()
    {
        Save("bare", "");
        Save("named", $"-PrivateKeyPath '{_keys.MerchantFile}'");
        _engine.Set("key", KeyFolder.Secret(KeyFolder.Merchant.ExportPkcs8PrivateKeyPem()));

        EngineAssert.Error(Connect("bare"), Cmdlet, "PrivateKeyInvalid");
        EngineAssert.Error(Connect("named", "-PrivateKey $key"), Cmdlet, "PrivateKeyInvalid");
        EngineAssert.Clean(Connect("bare", "-PrivateKey $key"));
    }

    [Fact]
    [ErrorId(Cmdlet, "ProfileNotFound")]
    public void A_name_that_is_not_there_is_told_with_those_that_are()
    {
        EngineAssert.Error(Connect("north"), Cmdlet, "ProfileNotFound");
        Save("south", "");
        Save("east", "");

        EngineRun run = Connect("north");

        Assert.Contains("south, east", EngineAssert.Error(run, Cmdlet, "ProfileNotFound").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_engine.Run("Get-LianPayConnection").Output);
    }

    [Fact]
    [ErrorId(Cmdlet, "ProfileInvalid")]
    public void A_file_that_is_not_sound_is_told_with_its_line()
    {
        _profiles.Write("{ \"version\": 1, \"profiles\": {\n\"north\": { \"environment\": \"Production\",\n\"partnerId\": 201606221000921503 } } }");

        Assert.Contains("line 3", EngineAssert.Error(Connect("north"), Cmdlet, "ProfileInvalid").Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "ProfileFileTooOpen")]
    public void A_file_that_others_can_write_leads_nowhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in the place of modes.");
        Save("north", "");
        _profiles.Write(_profiles.Text, UnixFileMode.GroupWrite);

        EngineAssert.Error(Connect("north"), Cmdlet, "ProfileFileTooOpen");
    }

    [Fact]
    [ErrorId(Cmdlet, "ProfileFileUnreadable")]
    public void A_directory_is_no_file_of_profiles() =>
        EngineAssert.Error(_engine.Try($"Connect-LianPay -Profile north -ProfilePath '{_profiles.Folder}'"), Cmdlet, "ProfileFileUnreadable");

    [Theory]
    [ErrorId(Cmdlet, "ProfilePathInvalid")]
    [InlineData("''")]
    [InlineData("$key")]
    public void What_is_no_path_is_refused_without_being_quoted(string path)
    {
        string key = Convert.ToBase64String(KeyFolder.Merchant.ExportPkcs8PrivateKey());
        _engine.Set("key", key);

        EngineRun run = _engine.Try($"Connect-LianPay -Profile north -ProfilePath {path}");

        EngineAssert.Error(run, Cmdlet, "ProfilePathInvalid");
        Assert.DoesNotContain(key[40..80], run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "SecretManagementMissing")]
    public void Without_Get_Secret_it_says_how_to_get_it()
    {
        Save("north", "-PrivateKeySecretName merchant");

        ErrorRecord error = EngineAssert.Error(Connect("north"), Cmdlet, "SecretManagementMissing");

        Assert.Contains("Install-Module Microsoft.PowerShell.SecretManagement", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secure")]
    [InlineData("text")]
    [InlineData("pem bytes")]
    [InlineData("DER bytes")]
    [InlineData("credential")]
    public void A_key_is_asked_for_by_its_name_in_its_vault_whatever_it_is_kept_as(string form)
    {
        string pem = KeyFolder.Merchant.ExportPkcs8PrivateKeyPem();
        _engine.Set("secret", form switch
        {
            "secure" => KeyFolder.Secret(pem),
            "text" => pem,
            "pem bytes" => System.Text.Encoding.ASCII.GetBytes(pem),
            "DER bytes" => KeyFolder.Merchant.ExportPkcs8PrivateKey(),
            _ => new PSCredential("merchant", KeyFolder.Secret(pem)),
        });
        _engine.Run("function Get-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault) $global:asked = \"$Name of $Vault\"; , $secret }");
        Save("north", "-PrivateKeySecretName 'merchant key; $x' -Vault Payments");

        Assert.Equal("North", Connection("north").Text("Profile"), ignoreCase: true);
        Assert.Equal("merchant key; $x of Payments", _engine.Get("asked"));
    }

    [Fact]
    public void A_passphrase_is_asked_for_by_its_name_and_without_a_vault_when_none_is_named()
    {
        Save("north", $"-PrivateKeyPath '{_keys.Encrypted("locked.pem", "right")}' -PassphraseSecretName pass");
        _engine.Set("secret", KeyFolder.Secret("right"));
        _engine.Run("function Get-Secret { param($Name) $global:asked = @($Name) + $args; $secret }");

        Connection("north");

        Assert.DoesNotContain("Vault", string.Join(' ', (object[])_engine.Get("asked")!), StringComparison.Ordinal);
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("SecretUnavailable", "throw 'hunter2 is locked'")]
    [InlineData("SecretUnavailable", "Write-It")]
    [InlineData("SecretUnavailable", "")]
    [InlineData("SecretInvalid", "'a', 'b'")]
    [InlineData("SecretInvalid", "@{ key = 'hunter2' }")]
    [InlineData("SecretInvalid", "''")]
    [InlineData("SecretInvalid", ", [byte[]]::new(0)")]
    [InlineData("SecretInvalid", ", $null")]
    public void What_a_vault_does_not_hand_out_is_told_without_its_words(string id, string body)
    {
        Save("north", "-PrivateKeySecretName hunter1");
        _engine.Run("function Write-It { [CmdletBinding()] param() $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('hunter2'), 'GetSecretNotFound', 'ObjectNotFound', 'hunter2')) }");
        _engine.Run($"function Get-Secret {{ [CmdletBinding()] param($Name) {body} }}");

        EngineRun run = Connect("north");

        ErrorRecord error = EngineAssert.Error(run, Cmdlet, id);
        Assert.DoesNotContain("hunter", run.EveryStream(), StringComparison.Ordinal);
        Assert.Contains("PrivateKeySecretName", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(body == "Write-It", error.Exception.Message.Contains("(GetSecretNotFound)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_while_the_vault_is_asked_is_a_stop()
    {
        Save("north", "-PrivateKeySecretName merchant");
        _engine.Run("function Get-Secret { [CmdletBinding()] param($Name) throw [System.Management.Automation.PipelineStoppedException]::new() }");

        EngineRun run = Connect("north");

        Assert.IsType<PipelineStoppedException>(run.Failure, exactMatch: false);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _profiles.Dispose();
        _keys.Dispose();
    }

    private void Save(string name, string arguments) =>
        EngineAssert.Clean(_engine.Try($"Save-LianPayProfile {name} -Path '{_profiles.Path}' -Environment Production -PartnerId 201606221000921503 {arguments}"));

    private EngineRun Connect(string name, string arguments = "") => _engine.Try($"Connect-LianPay -Profile {name} -ProfilePath '{_profiles.Path}' -PassThru {arguments}");

    private PSObject Connection(string name) => Assert.Single(EngineAssert.Clean(Connect(name)).Output);
}
