using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LianPay.Core.Gateway;

/// <summary>The connections of the process, shared by all connections to gateways that trust the same certificates.</summary>
internal static class ConnectionPool
{
    // A longer life would outlast a fail-over of the gateway's name (FAULTS N28).
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    // Shorter than servers commonly keep an idle connection (5 seconds and more): what is sent into one that is just being closed is Unknown.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> Shared = new(StringComparer.Ordinal);

    /// <summary>The shared pool for these pins and kind of address.</summary>
    internal static HttpMessageInvoker For(GatewayOptions options)
    {
        bool isLoopback = options.Address.IsLoopback;
        string key = $"{isLoopback} {string.Join(' ', options.CertificatePins.Order(StringComparer.Ordinal))}";
        return Shared.GetOrAdd(key, _ => new Lazy<HttpMessageInvoker>(
            () => new HttpMessageInvoker(CreateHandler(options.CertificatePins, isLoopback)))).Value;
    }

    /// <summary>A handler that does what DESIGN section 5 says and nothing by itself.</summary>
    /// <param name="pins">See <see cref="GatewayOptions.CertificatePins"/>.</param>
    /// <param name="isLoopback">True when no proxy may stand between.</param>
    /// <param name="observe">Is shown each new connection to the gateway, its certificate judged by the platform and not yet held against the pins. It may end the connection by throwing, and cannot mend it.</param>
    internal static SocketsHttpHandler CreateHandler(IReadOnlyList<string> pins, bool isLoopback, Action<Stream>? observe = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !isLoopback,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PreAuthenticate = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = IdleTimeout,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        PlaintextStreamFilter = (context, _) =>
        {
            // A proxy is asked for its tunnel on a connection of its own, which comes by here too: the gateway's is yet to come.
            if (context.InitialRequestMessage.Method != HttpMethod.Connect)
            {
                observe?.Invoke(context.PlaintextStream);

                // The platform has judged the certificate by now: a pin narrows that judgement and cannot widen it.
                CheckPin(context.PlaintextStream, pins);
            }

            return ValueTask.FromResult(context.PlaintextStream);
        },
    };

    /// <summary>Base64 SHA-256 of the SubjectPublicKeyInfo.</summary>
    internal static string PinOf(X509Certificate2 certificate) =>
        Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    private static void CheckPin(Stream stream, IReadOnlyList<string> pins)
    {
        if (pins.Count == 0)
        {
            return;
        }

        if ((stream as SslStream)?.RemoteCertificate is not { } certificate)
        {
            throw new CertificatePinException();
        }

        using X509Certificate2 peer = new(certificate);
        if (!pins.Contains(PinOf(peer), StringComparer.Ordinal))
        {
            throw new CertificatePinException();
        }
    }
}
