using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>
/// A stateful stand-in for LianLian's gateway, on loopback and in this process: held payments are confirmed once, codes
/// are counted, orders expire, answers are signed, and faults happen on demand. No money moves.
/// </summary>
public sealed class SandboxServer : IDisposable, IAsyncDisposable
{
    private readonly SandboxKeys _keys;
    private readonly OrderBook _orders;
    private readonly LateApplications _late;
    private readonly RequestLog _log;
    private readonly HttpServer _http;
    private int _disposed;

    private SandboxServer(SandboxOptions options, SandboxKeys keys)
    {
        _keys = keys;
        PartnerId = options.PartnerId;
        HeldPayments = options.HeldPayments ?? PaymentGenerator.Create(options.HeldPaymentCount, options.Clock.GetUtcNow());
        FaultPlan faults = new(options);
        _orders = new OrderBook(HeldPayments, options.Outcome, options.Clock);
        _late = new LateApplications(options.Clock);
        _log = new RequestLog(options.RecordedRequests);
        RequestPipeline pipeline = new(
            new SandboxGateway(options, keys, _orders),
            faults,
            _late,
            _log,
            new ReplyEncoder(keys, _orders, options.SignsMemo),
            new HttpReplyWriter(options.Clock),
            options.Clock);
        _http = new HttpServer(options.Port, options.Certificate, pipeline);
        Gateway = new UriBuilder(options.Certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, "127.0.0.1", _http.Port, SandboxGateway.Folder).Uri;
    }

    /// <summary>The address to connect to: <c>http://127.0.0.1:port/paymentapi/</c>, or https with a certificate.</summary>
    public Uri Gateway { get; }

    /// <summary>商户编号 of the one merchant that the sandbox knows.</summary>
    public string PartnerId { get; }

    /// <summary>The file of the merchant's private key, PKCS#8 in PEM, deleted with the sandbox; null when the merchant brought a public key.</summary>
    public string? PrivateKeyPath => _keys.PrivateKeyPath;

    /// <summary>The file of the platform's public key, in PEM, deleted with the sandbox.</summary>
    public string PlatformKeyPath => _keys.PlatformKeyPath;

    /// <summary>The payments that were held at the start, confirm codes among their properties.</summary>
    public IReadOnlyList<SandboxPayment> HeldPayments { get; }

    /// <summary>How many requests to the two endpoints were seen, those that a fault lost among them.</summary>
    public long Requests => _log.Count;

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">How it is set up; null: all defaults.</param>
    /// <exception cref="ArgumentException">An option is not sound; the message says which.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">No keys of that length can be made.</exception>
    /// <exception cref="Core.Keys.KeyException">Keys of that length are too short.</exception>
    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        if (!FieldGrammar.IsPartnerId(options.PartnerId))
        {
            throw new ArgumentException("A partner id is 18 digits.", nameof(options));
        }

        return Start(options, new SandboxKeys(options.MerchantKeys, options.KeyBits));
    }

    /// <summary>Starts a sandbox on keys that end with it, or at once when it cannot start.</summary>
    internal static SandboxServer Start(SandboxOptions options, SandboxKeys keys)
    {
        try
        {
            return new SandboxServer(options, keys);
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>The latest requests, in the order in which they were answered.</summary>
    public IReadOnlyList<SandboxRequest> GetRequests() => _log.Snapshot();

    /// <summary>How often a confirmation of this order was applied: 0 or 1, unless the sandbox itself is wrong; 0 for an order that it does not know.</summary>
    public int EffectsOf(string orderNumber) => _orders.Find(orderNumber, paybillId: null)?.Effects ?? 0;

    /// <summary>Applies now what <see cref="SandboxFault.LateApply"/> has left waiting.</summary>
    /// <returns>How many confirmations waited.</returns>
    public int ApplyLate() => _late.ApplyAll();

    /// <summary>As <see cref="DisposeAsync"/>, and waits for it.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Frees the port, ends every connection, forgets what waits to be applied, and deletes the key files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            await _http.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _late.Dispose();
            _keys.Dispose();
        }
    }
}
