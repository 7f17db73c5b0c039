using LianPay.Benchmarks.References;
using LianPay.Sandbox;

namespace LianPay.Benchmarks;

/// <summary>A session that is connected with keys of its own, so that a pipeline takes them from the connection. Nothing is sent.</summary>
internal sealed class Connection : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lianpay-bench-");

    /// <summary>Connects.</summary>
    /// <param name="merchant">The key that signs.</param>
    /// <param name="platform">The key that is sealed to and that verifies.</param>
    internal Connection(BareRsa merchant, BareRsa platform)
    {
        Session.Set("merchantKey", Write("merchant.pem", merchant.PrivatePem));
        Session.Set("platformKey", Write("platform.pem", platform.PublicPem));
        Session.Set("ledger", Path.Combine(_folder.FullName, "ledger.db"));
        Session.Run(
            $"Connect-LianPay -Environment Sandbox -Gateway http://127.0.0.1:1/paymentapi/ -PartnerId '{SandboxOptions.DefaultPartnerId}' -PrivateKeyPath $merchantKey"
            + " -PlatformKeyPath $platformKey -Ledger $ledger -WarningAction SilentlyContinue");
    }

    internal ModuleSession Session { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Run("Disconnect-LianPay");
        Session.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Write(string name, string pem)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, pem);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }
}
