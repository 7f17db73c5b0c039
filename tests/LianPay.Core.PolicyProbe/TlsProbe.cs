using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Messages;

namespace LianPay.Core.PolicyProbe;

/// <summary>Calls a server that speaks one version of TLS alone, as the product does and as a client does that takes what it gets.</summary>
internal static class TlsProbe
{
#pragma warning disable SYSLIB0039, CA5397 // The old versions of TLS, to show that they are refused.
    private static readonly SslProtocols[] Versions = [SslProtocols.Tls, SslProtocols.Tls11, SslProtocols.Tls12];
#pragma warning restore SYSLIB0039, CA5397

    internal static async Task<Dictionary<string, string>> RunAsync()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=Probe", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using RsaPrivateKey merchant = KeyReader.ReadPrivateKey(Convert.ToBase64String(key.ExportPkcs8PrivateKey()).AsMemory());
        Dictionary<string, string> report = new(StringComparer.Ordinal);
        foreach (SslProtocols version in Versions)
        {
            report[$"{version}, any client"] = await TalkAsync(certificate, version, port => SpeakAsync(port, version));
            report[$"{version}, LianPay"] = await TalkAsync(certificate, version, port => ConfirmAsync(port, merchant));
        }

        return report;
    }

    /// <summary>Runs one client against a server, and tells what the client says and how much plain text the server has read.</summary>
    private static async Task<string> TalkAsync(X509Certificate2 certificate, SslProtocols version, Func<int, Task<string>> call)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<int> serving = ServeAsync(listener, certificate, version);
        string said = await call(((IPEndPoint)listener.LocalEndpoint).Port);
        int read = await serving;
        return $"{said}, {read} byte{(read == 1 ? "" : "s")} of plain text";
    }

    private static async Task<int> ServeAsync(TcpListener listener, X509Certificate2 certificate, SslProtocols version)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using SslStream tls = new(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = version });
            return await tls.ReadAsync(new byte[4096]);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return 0;
        }
    }

    private static async Task<string> SpeakAsync(int port, SslProtocols version)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using SslStream tls = new(client.GetStream());
        try
        {
#pragma warning disable RS0030, CA5359 // The control takes any certificate: its version of TLS is all that counts.
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "127.0.0.1",
                EnabledSslProtocols = version,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            });
#pragma warning restore RS0030, CA5359
            await tls.WriteAsync(new byte[1]);
            return tls.SslProtocol == version ? "spoken" : $"spoken in {tls.SslProtocol}";
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return $"not spoken: {exception.InnerException?.Message ?? exception.Message}";
        }
    }

    private static async Task<string> ConfirmAsync(int port, RsaPrivateKey merchant)
    {
        GatewayClient client = new(
            new GatewayOptions
            {
                Address = new Uri($"https://127.0.0.1:{port}/paymentapi/"),
                PartnerId = "209901010000000001",
                MerchantKey = merchant,
                PlatformKeys = [merchant.PublicKey],
            },
            TimeProvider.System);
        ConfirmReply reply = await client.ConfirmAsync(
            new ConfirmRequest("209901010000000001", "20170208165924", "137007", "https://merchant.example/notify"), CancellationToken.None);
        return $"{reply.Outcome} {reply.Reason}";
    }
}
