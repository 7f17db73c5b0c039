using System.Security.Cryptography.X509Certificates;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Gateway;

/// <summary>
/// Tests with a gateway that speaks plain HTTP. Whatever derives from them and <see cref="SpeaksTls"/> runs every one of them over TLS: the
/// gateway has a certificate of an authority of the test's own, and the client, on the product's handler, has that authority in the place of the
/// system's. The certificate is judged as always.
/// </summary>
public abstract class GatewayTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly Lazy<X509Certificate2> _certificate;

    private protected GatewayTests()
    {
        _certificate = new Lazy<X509Certificate2>(() => _authority.Issue());
    }

    /// <summary>Whether the gateway of these tests is reached over TLS.</summary>
    protected virtual bool SpeaksTls => false;

    /// <summary>The gateway's certificate; null: it speaks plain HTTP.</summary>
    private protected X509Certificate2? Certificate => SpeaksTls ? _certificate.Value : null;

    /// <summary>An address for tests that keep the socket from opening.</summary>
    private protected Uri Nowhere => new($"{(SpeaksTls ? "https" : "http")}://127.0.0.1/");

    /// <summary>Disposes of the authority and its certificates.</summary>
    public void Dispose()
    {
        _authority.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a handler trust the gateway's authority.</summary>
    private protected void Trust(SocketsHttpHandler handler) => _authority.Trust(handler);

    /// <inheritdoc cref="RawServer.PerRequest"/>
    private protected RawServer PerRequest(Func<RawConnection, byte[], Task> script) => RawServer.PerRequest(script, Certificate);

    /// <inheritdoc cref="RawServer.PerConnection"/>
    private protected RawServer PerConnection(Func<RawConnection, Task> script) => RawServer.PerConnection(script, Certificate);

    /// <inheritdoc cref="RawServer.Answering"/>
    private protected RawServer Answering(byte[] reply) => RawServer.Answering(reply, Certificate);

    /// <summary>A merchant that calls the gateway at an address.</summary>
    private protected GatewayCaller Caller(Uri address, TimeProvider? clock = null, Action<SocketsHttpHandler>? bend = null) =>
        new(address, clock, Trust + bend);

    /// <summary>A merchant that calls a sandbox.</summary>
    private protected GatewayCaller Caller(SandboxServer sandbox, TimeProvider? clock = null) => new(sandbox, clock, Trust);
}
