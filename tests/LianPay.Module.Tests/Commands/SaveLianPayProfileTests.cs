using System.Management.Automation;
using System.Text.Json;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Commands;

public sealed class SaveLianPayProfileTests : IDisposable
{
    private const string Cmdlet = "Save-LianPayProfile";
    private const string Least = "-Environment Production -PartnerId 201606221000921503";

    private readonly Engine _engine = new();
    private readonly ProfileFolder _profiles = new();
    private readonly KeyFolder _keys = new();

    [Fact]
    public void Every_setting_is_written_as_readable_JSON_with_full_paths_and_without_a_secret()
    {
        EngineAssert.Clean(_engine.Try($"""
            $null = $ExecutionContext.SessionState.Path.SetLocation('{_profiles.Folder}')
            Save-LianPayProfile 北京 -Path ./profiles.json {Least} -PrivateKeyPath ./merchant.pem -PassphraseSecretName pass -Vault Payments -PlatformKeyPath a.pem, ../b.pem -Gateway https://pay.example.com/ `
                -NotifyUrl 'https://pay.example.com/n?a=1&b=2' -CertificatePin 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= -Ledger ledger.db -LedgerKeyPath ledger.key -TimeoutSec 45
            """));

        Assert.Contains("\"北京\": {", _profiles.Text, StringComparison.Ordinal);
        using JsonDocument file = JsonDocument.Parse(_profiles.Text);
        JsonElement profile = file.RootElement.GetProperty("profiles").GetProperty("北京");
        Assert.Equal(1, file.RootElement.GetProperty("version").GetInt32());
        Assert.Equal("Production", profile.GetProperty("environment").GetString());
        Assert.Equal("201606221000921503", profile.GetProperty("partnerId").GetString());
        Assert.Equal(Path.Combine(_profiles.Folder, "merchant.pem"), profile.GetProperty("privateKeyPath").GetString());
        Assert.Equal("pass", profile.GetProperty("passphraseSecretName").GetString());
        Assert.Equal("Payments", profile.GetProperty("vault").GetString());
        Assert.Equal(
            [Path.Combine(_profiles.Folder, "a.pem"), Path.Combine(Path.GetDirectoryName(_profiles.Folder)!, "b.pem")],
            profile.GetProperty("platformKeyPath").EnumerateArray().Select(path => path.GetString()));
        Assert.Equal("https://pay.example.com/n?a=1&b=2", profile.GetProperty("notifyUrl").GetString());
        Assert.Equal(Path.Combine(_profiles.Folder, "ledger.db"), profile.GetProperty("ledger").GetString());
        Assert.Equal(45, profile.GetProperty("timeoutSec").GetInt32());
    }

    [Fact]
    public void Nothing_that_is_named_has_to_exist_and_nothing_is_made_but_the_file()
    {
        EngineAssert.Clean(Save("north", $"-PrivateKeyPath '{_profiles.Folder}/none.pem' -Ledger '{_profiles.Folder}/none.db'"));

        Assert.Equal([_profiles.Path, _profiles.Path + ".lock"], Directory.GetFiles(_profiles.Folder).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_profiles.Path));
        }
    }

    [Fact]
    public void Without_a_path_it_is_the_users_own_file()
    {
        EngineAssert.Clean(_engine.Try($"Save-LianPayProfile 'users own {Guid.NewGuid():N}' {Least}"));

        Assert.SkipWhen(OperatingSystem.IsWindows(), "XDG is for Unix");
        Assert.True(File.Exists(Path.Combine(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME")!, "LianPay", "profiles.json")));
    }

    [Fact]
    [ErrorId(Cmdlet, "ProfileExists")]
    public void A_profile_that_is_there_is_kept_unless_Force_says_otherwise()
    {
        EngineAssert.Clean(Save("north", "-TimeoutSec 10"));

        EngineAssert.Error(Save("NORTH", "-TimeoutSec 20"), Cmdlet, "ProfileExists");
        EngineAssert.Error(Save("north", "-TimeoutSec 20 -WhatIf"), Cmdlet, "ProfileExists");
        Assert.Contains("\"timeoutSec\": 10", _profiles.Text, StringComparison.Ordinal);

        EngineAssert.Clean(Save("north", "-TimeoutSec 20 -Force"));
        Assert.Contains("\"timeoutSec\": 20", _profiles.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"timeoutSec\": 10", _profiles.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_says_where_payments_would_go_and_writes_nothing()
    {
        EngineRun run = EngineAssert.Clean(Save("north", "-WhatIf"));

        Assert.Contains("Save the profile for Production (instantpay.lianlianpay.com, merchant 201606221000921503)", run.Screen, StringComparison.Ordinal);
        Assert.Contains($"north in {_profiles.Path}", run.Screen, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_profiles.Folder));
    }

    [Fact]
    public void A_person_is_asked_with_Confirm_and_a_no_writes_nothing()
    {
        _engine.Host.Answer("No");

        EngineAssert.Clean(Save("north", "-Confirm"));

        Assert.Contains("Production", Assert.Single(_engine.Host.Prompts), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_profiles.Folder));
    }

    [Fact]
    public void A_connection_is_saved_with_everything_that_it_was_made_from()
    {
        using KeyFolder keys = new();
        EngineAssert.Clean(_engine.Try($"""
            $connection = Connect-LianPay {Least} -PrivateKeyPath '{keys.MerchantFile}' -PlatformKeyPath '{keys.PlatformFile}' -NotifyUrl https://pay.example.com/n -Ledger '{keys.Path}/l.db' -TimeoutSec 7 -PassThru
            Save-LianPayProfile north -Path '{_profiles.Path}' -Connection $connection
            Disconnect-LianPay
            """));

        PSObject again = Assert.Single(EngineAssert.Clean(_engine.Try($"Connect-LianPay -Profile north -ProfilePath '{_profiles.Path}' -PassThru")).Output);

        Assert.Equal("https://pay.example.com/n", again.Text("NotifyUrl"));
        Assert.Equal(Path.Combine(keys.Path, "l.db"), again.Text("Ledger"));
        Assert.Contains("\"timeoutSec\": 7", _profiles.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_came_as_a_secret_is_in_no_profile_unless_its_name_is_given()
    {
        _engine.Set("key", KeyFolder.Secret(KeyFolder.Merchant.ExportPkcs8PrivateKeyPem()));

        EngineAssert.Clean(_engine.Try($"""
            $connection = Connect-LianPay {Least} -PrivateKey $key -PassThru
            Save-LianPayProfile bare -Path '{_profiles.Path}' -Connection $connection
            Save-LianPayProfile named -Path '{_profiles.Path}' -Connection $connection -PrivateKeySecretName merchant -Vault Payments
            """));

        Assert.DoesNotContain("PRIVATE", _profiles.Text, StringComparison.Ordinal);
        using JsonDocument file = JsonDocument.Parse(_profiles.Text);
        JsonElement profiles = file.RootElement.GetProperty("profiles");
        Assert.Equal(["environment", "partnerId"], profiles.GetProperty("bare").EnumerateObject().Select(field => field.Name));
        Assert.Equal("merchant", profiles.GetProperty("named").GetProperty("privateKeySecretName").GetString());
    }

    [Fact]
    public void Another_key_takes_the_place_of_the_connections_with_its_passphrase()
    {
        EngineAssert.Clean(Save("first", "-PrivateKeySecretName merchant -PassphraseSecretName pass -Vault Payments"));
        _engine.Run($"function Get-Secret {{ param($Name, $Vault) [IO.File]::ReadAllText('{_keys.MerchantFile}') }}");

        EngineAssert.Clean(_engine.Try($"""
            $connection = Connect-LianPay -Profile first -ProfilePath '{_profiles.Path}' -PassThru
            Save-LianPayProfile second -Path '{_profiles.Path}' -Connection $connection -PrivateKeyPath '{_keys.MerchantFile}'
            """));

        using JsonDocument file = JsonDocument.Parse(_profiles.Text);
        Assert.Equal(
            ["environment", "partnerId", "privateKeyPath"],
            file.RootElement.GetProperty("profiles").GetProperty("second").EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("PartnerIdInvalid", "-Environment Production -PartnerId 1")]
    [InlineData("NumericId", "-Environment Production -PartnerId $number")]
    [InlineData("GatewayInvalid", Least + " -Gateway http://pay.example.com/")]
    [InlineData("GatewayInvalid", "-Environment Sandbox -PartnerId 201606221000921503 -Gateway https://pay.example.com/")]
    [InlineData("NotifyUrlInvalid", Least + " -NotifyUrl /n")]
    [InlineData("CertificatePinInvalid", Least + " -CertificatePin AAAA")]
    [InlineData("PlatformKeyPathInvalid", "-Environment Sandbox -PartnerId 201606221000921503 -Gateway http://127.0.0.1:9/")]
    [InlineData("PrivateKeySecretNameInvalid", Least + " -PrivateKeyPath a.pem -PrivateKeySecretName a")]
    [InlineData("PrivateKeySecretNameInvalid", Least + " -PrivateKeySecretName ''")]
    [InlineData("PrivateKeySecretNameInvalid", Least + " -PrivateKeySecretName $key")]
    [InlineData("PassphraseSecretNameInvalid", Least + " -PassphraseSecretName $key")]
    [InlineData("VaultInvalid", Least + " -Vault Payments")]
    [InlineData("VaultInvalid", Least + " -Vault $key -PassphraseSecretName a")]
    [InlineData("KeyFileNotFound", Least + " -PrivateKeyPath $key")]
    [InlineData("KeyFileNotFound", Least + " -PlatformKeyPath $key")]
    [InlineData("KeyNetworkPath", Least + @" -PrivateKeyPath \\server\share\merchant.pem")]
    [InlineData("LedgerUnreachable", Least + " -Ledger $key")]
    [InlineData("LedgerUnreachable", Least + " -LedgerKeyPath $key")]
    public void A_bad_setting_is_refused_without_being_quoted_and_nothing_is_written(string id, string arguments)
    {
        string key = Convert.ToBase64String(KeyFolder.Merchant.ExportPkcs8PrivateKey());
        _engine.Set("key", key);
        _engine.Set("number", 201606221000921503L);

        EngineRun run = _engine.Try($"Save-LianPayProfile north -Path '{_profiles.Path}' {arguments}");

        EngineAssert.Error(run, Cmdlet, id);
        Assert.DoesNotContain(key[40..80], run.EveryStream(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_profiles.Folder));
    }

    [Theory]
    [ErrorId(Cmdlet, "NameInvalid")]
    [InlineData("''")]
    [InlineData("'a*'")]
    [InlineData("' a'")]
    [InlineData("\"a`nb\"")]
    [InlineData("$key")]
    public void What_is_no_name_is_refused_without_being_quoted(string name)
    {
        string key = Convert.ToBase64String(KeyFolder.Merchant.ExportPkcs8PrivateKey());
        _engine.Set("key", key);

        EngineRun run = _engine.Try($"Save-LianPayProfile -Name {name} -Path '{_profiles.Path}' {Least}");

        EngineAssert.Error(run, Cmdlet, "NameInvalid");
        Assert.DoesNotContain(key[40..80], run.EveryStream(), StringComparison.Ordinal);
    }

    [Theory]
    [ErrorId(Cmdlet, "PathInvalid")]
    [InlineData("''")]
    [InlineData("$key")]
    public void What_is_no_path_is_refused_without_being_quoted(string path)
    {
        string key = Convert.ToBase64String(KeyFolder.Merchant.ExportPkcs8PrivateKey());
        _engine.Set("key", key);

        EngineRun run = _engine.Try($"Save-LianPayProfile north -Path {path} {Least}");

        EngineAssert.Error(run, Cmdlet, "PathInvalid");
        Assert.DoesNotContain(key[40..80], run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "ProfileInvalid")]
    public void A_file_that_is_not_sound_is_left_as_it_is()
    {
        _profiles.Write("{ \"version\": 1, \"profiles\": { \"a\": 1 } }");

        EngineAssert.Error(Save("north", "-Force"), Cmdlet, "ProfileInvalid");

        Assert.Equal("{ \"version\": 1, \"profiles\": { \"a\": 1 } }", _profiles.Text);
    }

    [Fact]
    [ErrorId(Cmdlet, "ProfileFileTooOpen")]
    public void A_file_that_others_can_write_is_not_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in the place of modes.");
        _profiles.Write("{ \"version\": 1, \"profiles\": {} }", UnixFileMode.OtherWrite);

        EngineAssert.Error(Save("north", ""), Cmdlet, "ProfileFileTooOpen");
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("ProfileFileUnreadable", "")]
    [InlineData("ProfileFileUnwritable", "/none/profiles.json")]
    public void A_place_for_no_file_is_refused(string id, string path) =>
        EngineAssert.Error(_engine.Try($"Save-LianPayProfile north -Path '{_profiles.Folder}{path}' {Least}"), Cmdlet, id);

    [Fact]
    [ErrorId(Cmdlet, "ProfileFileLocked")]
    public void A_file_that_another_is_writing_is_refused_after_a_while()
    {
        using FileStream other = new(_profiles.Path + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        EngineAssert.Error(Save("north", ""), Cmdlet, "ProfileFileLocked");

        Assert.False(File.Exists(_profiles.Path));
    }

    [Fact]
    public async Task Of_two_processes_that_save_at_once_none_loses_a_profile_of_the_other()
    {
        const int Each = 25;
        const string Script = """
            param($manifest, $path, $who)
            Import-Module $manifest
            'ready'
            $null = [Console]::In.ReadLine()
            1..25 | ForEach-Object { Save-LianPayProfile "$who-$_" -Path $path -Environment Production -PartnerId 201606221000921503 }
            """;
        using HostProcess first = HostProcess.Start(Script, Engine.ManifestPath, _profiles.Path, "first");
        using HostProcess second = HostProcess.Start(Script, Engine.ManifestPath, _profiles.Path, "second");
        await first.ReadToAsync("ready");
        await second.ReadToAsync("ready");

        await first.TypeAsync("\n");
        await second.TypeAsync("\n");

        Assert.Equal("", (await first.WaitAsync()).Error);
        Assert.Equal("", (await second.WaitAsync()).Error);
        using JsonDocument file = JsonDocument.Parse(_profiles.Text);
        Assert.Equal(2 * Each, file.RootElement.GetProperty("profiles").EnumerateObject().Count());
    }

    [Fact]
    public void Settings_and_a_connection_are_not_mixed()
    {
        EngineRun run = _engine.Try($"Save-LianPayProfile north -Path '{_profiles.Path}' -Connection $null {Least}");

        Assert.IsType<ParameterBindingException>((run.FailureRecord ?? Assert.Single(run.Errors)).Exception, exactMatch: false);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _profiles.Dispose();
        _keys.Dispose();
    }

    private EngineRun Save(string name, string arguments) => _engine.Try($"Save-LianPayProfile -Name '{name}' -Path '{_profiles.Path}' {Least} {arguments}");
}
