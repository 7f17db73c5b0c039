using System.Management.Automation;
using System.Security.Cryptography;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

public sealed class NewLianPayKeyPairTests : IDisposable
{
    private const string Cmdlet = "New-LianPayKeyPair";

    private readonly Engine _engine = new();
    private readonly TempDirectory _directory = new();

    [Fact]
    public void Both_halves_are_written_and_the_private_one_is_its_owners_alone()
    {
        PSObject pair = Make("");

        string path = pair.Text("PrivateKeyPath")!;
        Assert.Equal(_directory.File("merchant.pem"), path);
        Assert.Equal(path + ".pub", pair.Text("PublicKeyPath"));
        Assert.Equal(2048, pair.Value("Bits"));
        using RSA key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(path));
        Assert.Equal(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), pair.Text("PublicKey"));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), pair.Text("Fingerprint"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_path_is_one_of_the_current_location_and_the_pair_connects()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($"""
            $null = $ExecutionContext.SessionState.Path.SetLocation('{_directory.Path}')
            $pair = New-LianPayKeyPair ./merchant.pem
            Connect-LianPay -Environment Production -PartnerId '201606221000921503' -PrivateKeyPath ./merchant.pem -PassThru
            """));

        Assert.Single(run.Output);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void With_a_passphrase_the_private_half_is_encrypted()
    {
        _engine.Set("passphrase", KeyFolder.Secret("right"));

        string text = File.ReadAllText(Make("-Passphrase $passphrase").Text("PrivateKeyPath")!);

        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", text, StringComparison.Ordinal);
        using RSA key = RSA.Create();
        key.ImportFromEncryptedPem(text, "right");
        Assert.Equal(2048, key.KeySize);
    }

    [Fact]
    [ErrorId(Cmdlet, "KeyFileExists")]
    public void An_existing_file_is_kept_unless_Force_says_otherwise()
    {
        string? first = Make("").Text("Fingerprint");

        EngineAssert.Error(Try(""), Cmdlet, "KeyFileExists");
        Assert.NotEqual(first, Make("-Force").Text("Fingerprint"));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("KeyFileUnwritable", "/none/merchant.pem")]
    [InlineData("KeyNetworkPath", @"\\server\share\merchant.pem")]
    [InlineData("KeyFileNotFound", " ")]
    [InlineData("KeyFileNotFound", "-----BEGIN PRIVATE KEY-----")]
    public void A_path_that_cannot_be_written_is_refused(string id, string path)
    {
        _engine.Set("path", path.StartsWith('/') ? _directory.Path + path : path);

        EngineAssert.Error(_engine.Try("New-LianPayKeyPair -Path $path"), Cmdlet, id);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Empty(EngineAssert.Clean(Try("-WhatIf")).Output);

        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void A_length_that_the_portal_does_not_take_cannot_be_bound()
    {
        Assert.IsType<ParameterBindingException>(Assert.Single(Try("-Bits 1024").Errors).Exception, exactMatch: false);

        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void A_longer_key_is_made_on_demand() => Assert.Equal(3072, Make("-Bits 3072").Value("Bits"));

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }

    private EngineRun Try(string arguments) => _engine.Try($"New-LianPayKeyPair -Path '{_directory.File("merchant.pem")}' {arguments}");

    private PSObject Make(string arguments) => Assert.Single(EngineAssert.Clean(Try(arguments)).Output);
}
