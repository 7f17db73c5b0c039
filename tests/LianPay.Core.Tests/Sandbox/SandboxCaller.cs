using System.Net.Http.Headers;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Sandbox;

/// <summary>A sandbox with one held order, and a merchant that can send it anything: right, wrong, or malformed.</summary>
internal sealed class SandboxCaller : IAsyncDisposable
{
    internal const string OrderNumber = "20170208165924";
    internal const string ConfirmCode = "137007";

    private readonly HttpClient _http = new();

    private SandboxCaller(SandboxOptions options)
    {
        Server = SandboxServer.Start(options);
        MerchantKey = KeyReader.ReadPrivateKeyFile(Server.PrivateKeyPath!);
        PlatformKey = KeyReader.ReadPublicKeyFile(Server.PlatformKeyPath);
    }

    internal SandboxServer Server { get; }

    internal RsaPrivateKey MerchantKey { get; }

    internal RsaPublicKey PlatformKey { get; }

    internal static SandboxPayment Held { get; } = new() { OrderNumber = OrderNumber, ConfirmCode = ConfirmCode, Amount = 49.65m };

    internal static SandboxCaller Start(SandboxOptions? options = null) => new(options ?? new SandboxOptions { KeyBits = 1024, HeldPayments = [Held] });

    internal static SandboxCaller Start(SandboxFault fault, int? argument = null, TimeProvider? clock = null, bool faultsQueries = false) =>
        Start(new SandboxOptions
        {
            KeyBits = 1024,
            HeldPayments = [Held],
            Fault = fault,
            FaultArgument = argument,
            FaultsQueries = faultsQueries,
            Clock = clock ?? TimeProvider.System,
        });

    /// <summary>The fields of a right confirmation.</summary>
    internal MessageFields ConfirmFields(string orderNumber = OrderNumber, string confirmCode = ConfirmCode) =>
        new ConfirmRequest(Server.PartnerId, orderNumber, confirmCode, "https://merchant.example/notify").Fields;

    /// <summary>Signs, seals and posts a confirmation.</summary>
    internal Task<MessageFields> ConfirmAsync(string orderNumber = OrderNumber, string confirmCode = ConfirmCode) =>
        ConfirmAsync(ConfirmFields(orderNumber, confirmCode));

    internal async Task<MessageFields> ConfirmAsync(MessageFields fields) =>
        await ReadAsync(await PostAsync("confirmPayment.htm", Envelope(fields)));

    /// <summary>Signs and posts a query.</summary>
    internal Task<MessageFields> QueryAsync(string? orderNumber = OrderNumber, string? paybillId = null) =>
        QueryAsync(new QueryRequest(Server.PartnerId, orderNumber, paybillId).Fields);

    internal async Task<MessageFields> QueryAsync(MessageFields fields) =>
        await ReadAsync(await PostAsync("queryPayment.htm", Sign(fields).ToJson()));

    /// <summary>The body of a confirmation.</summary>
    internal byte[] Envelope(MessageFields fields) => Envelope(Sign(fields).ToJson());

    internal byte[] Envelope(byte[] text) => new MessageFields(
    [
        KeyValuePair.Create(FieldNames.PartnerId, Server.PartnerId),
        KeyValuePair.Create(FieldNames.Payload, Payload.Seal(text, PlatformKey)),
    ]).ToJson();

    internal MessageFields Sign(MessageFields fields) => fields.With(FieldNames.Sign, MessageSignature.Sign(fields, MerchantKey));

    internal Task<HttpResponseMessage> PostAsync(string page, byte[] body)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return _http.PostAsync(new Uri(Server.Gateway, page), content, TestContext.Current.CancellationToken);
    }

    internal static async Task<MessageFields> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            response.EnsureSuccessStatusCode();
            return MessageReader.Read(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    internal bool IsSignedByPlatform(MessageFields reply) =>
        reply[FieldNames.Sign] is { } signature && MessageSignature.FindVerifyingKey(reply, signature, [PlatformKey]) is not null;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
        MerchantKey.Dispose();
    }
}
