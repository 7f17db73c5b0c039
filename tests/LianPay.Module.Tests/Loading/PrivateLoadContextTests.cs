using System.Reflection;
using System.Reflection.Emit;
using LianPay.Core.Tests;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Loading;

/// <summary>The module's libraries live in a room of their own, so that no other module's can get in their way.</summary>
public sealed class PrivateLoadContextTests
{
    private const string BouncyCastle = "BouncyCastle.Cryptography";

    /// <summary>Signs, seals and confirms, then lists every loaded assembly with its context.</summary>
    private const string UseEverything = """
        param($Manifest, $Folder)
        Import-Module $Manifest
        $s = Start-LianPaySandbox -HeldPayment 2
        Connect-LianPay -Sandbox $s
        $sealed = @{ oid_partner = $s.PartnerId; no_order = 'A1' } | Protect-LianPayload -Sign
        "sealed: $($sealed.Payload.Split('$')[0])"
        $s.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false | ForEach-Object { "confirmed: $($_.Status)" }
        Import-Module $Manifest -Force
        Import-Module $Manifest -Force
        $pair = New-LianPayKeyPair -Path "$Folder/new.pem" -Force
        "signed: $((@{ a = '1' } | New-LianPaySignature -PrivateKeyPath $pair.PrivateKeyPath).SignedText)"
        Stop-LianPaySandbox -InputObject $s
        [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object {
            "loaded: $($_.GetName().Name) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)"
        }
        """;

    private static readonly string[] Works = ["sealed: lianpay1_0_1", "confirmed: Accepted", "confirmed: Accepted", "signed: a=1&sign_type=RSA"];

    [Fact]
    public async Task Only_the_module_itself_is_in_the_default_context()
    {
        using TempDirectory folder = new();

        HostResult result = await HostProcess.RunAsync(UseEverything, Engine.ManifestPath, folder.Path);

        Assert.Equal(Works, result.Lines[..Works.Length]);
        Assert.Contains("loaded: LianPay in Default", result.Lines);
        foreach (string name in (string[])["LianPay.Core", "LianPay.Sandbox", BouncyCastle])
        {
            Assert.Equal($"loaded: {name} in LianPay", Assert.Single(result.Lines, line => line.StartsWith($"loaded: {name} ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_library_of_another_module_under_the_same_identity_does_no_harm()
    {
        using TempDirectory folder = new();
        string foreign = folder.File($"{BouncyCastle}.dll");
        WriteForeign(foreign);
        string script = UseEverything.Replace("Import-Module $Manifest\n", $"$null = [System.Reflection.Assembly]::LoadFrom('{foreign}')\nImport-Module $Manifest\n", StringComparison.Ordinal);
        Assert.NotEqual(UseEverything, script);

        HostResult result = await HostProcess.RunAsync(script, Engine.ManifestPath, folder.Path);

        Assert.Equal(Works, result.Lines[..Works.Length]);
        Assert.Equal(
            [$"loaded: {BouncyCastle} in Default", $"loaded: {BouncyCastle} in LianPay"],
            result.Lines.Where(line => line.Contains(BouncyCastle, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_foreign_library_would_be_taken_outside_of_the_private_context()
    {
        using TempDirectory folder = new();
        string foreign = folder.File($"{BouncyCastle}.dll");
        WriteForeign(foreign);
        AssemblyName identity = AssemblyName.GetAssemblyName(RealPath);

        HostResult result = await HostProcess.RunAsync($$"""
            $null = [System.Reflection.Assembly]::LoadFrom('{{foreign}}')
            [System.Reflection.Assembly]::Load('{{identity.FullName}}').GetTypes().Length
            """);

        Assert.Equal("0", Assert.Single(result.Lines));
    }

    private static string RealPath => Path.Combine(Engine.ModuleRoot, "bin", "deps", $"{BouncyCastle}.dll");

    /// <summary>An assembly without a type, under the very name, version and public key of the one that the module brings.</summary>
    private static void WriteForeign(string path)
    {
        AssemblyName real = AssemblyName.GetAssemblyName(RealPath);
        AssemblyName name = new(BouncyCastle) { Version = real.Version };
        name.SetPublicKey(real.GetPublicKey());
        PersistedAssemblyBuilder assembly = new(name, typeof(object).Assembly);
        assembly.DefineDynamicModule(BouncyCastle);
        assembly.Save(path);
        Assert.Equal(real.FullName, AssemblyName.GetAssemblyName(path).FullName);
    }
}
