using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;

namespace LianPay.Core.Gateway;

/// <summary>Calls the gateway: one call, one classified outcome. Never throws for what the network or the gateway does.</summary>
public sealed class GatewayClient
{
    private readonly GatewayOptions _options;
    private readonly HttpPoster _poster;
    private readonly AnswerReader _answers;
    private readonly Uri _confirmAddress;
    private readonly Uri _queryAddress;

    /// <summary>Creates a client on the connections that the process shares.</summary>
    public GatewayClient(GatewayOptions options, TimeProvider clock)
        : this(options, clock, ConnectionPool.For(options))
    {
    }

    internal GatewayClient(GatewayOptions options, TimeProvider clock, HttpMessageInvoker http)
    {
        _options = options;
        _poster = new HttpPoster(http, options.Timeout, clock);
        _answers = new AnswerReader(options.PartnerId, options.PlatformKeys);
        _confirmAddress = new Uri(options.Address, "confirmPayment.htm");
        _queryAddress = new Uri(options.Address, "queryPayment.htm");
    }

    /// <summary>Host and port of the gateway, in lower case: what names it in a ledger.</summary>
    public string GatewayName => $"{_options.Address.IdnHost}:{_options.Address.Port}";

    /// <summary>商户编号, 18 digits.</summary>
    public string PartnerId => _options.PartnerId;

    /// <summary>The deadline of a whole call.</summary>
    public TimeSpan Timeout => _options.Timeout;

    /// <summary>Sends one confirmation at once, with no recorded intent to be late for.</summary>
    /// <param name="request">A request that nobody has sent before, or whose resending is allowed.</param>
    /// <param name="cancellationToken">Ends the wait; what was sent by then is Unknown.</param>
    public Task<ConfirmReply> ConfirmAsync(ConfirmRequest request, CancellationToken cancellationToken) =>
        ConfirmAsync(request, fence: null, cancellationToken);

    /// <summary>Sends one confirmation, signed and sealed.</summary>
    /// <param name="request">A request that nobody has sent before, or whose resending is allowed.</param>
    /// <param name="fence">Until when the first byte may leave.</param>
    /// <param name="cancellationToken">Ends the wait; what was sent by then is Unknown.</param>
    public async Task<ConfirmReply> ConfirmAsync(ConfirmRequest request, SendFence? fence, CancellationToken cancellationToken)
    {
        MessageFields signed = Sign(request.Fields, _options.MerchantKey);
        MessageFields envelope = new(
        [
            KeyValuePair.Create(FieldNames.PartnerId, _options.PartnerId),
            KeyValuePair.Create(FieldNames.Payload, Payload.Seal(signed.ToJson(), _options.PlatformKeys[0])),
        ]);
        HttpExchange exchange = await _poster.PostAsync(_confirmAddress, envelope.ToJson(), fence, cancellationToken).ConfigureAwait(false);
        return new ConfirmReply(exchange, Read(exchange, ReplyShape.Confirm, request.OrderNumber, paybillId: null));
    }

    /// <summary>Asks for the state of one payout.</summary>
    /// <param name="request">Which one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<QueryReply> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        byte[] body = Sign(request.Fields, _options.MerchantKey).ToJson();
        HttpExchange exchange = await _poster.PostAsync(_queryAddress, body, fence: null, cancellationToken).ConfigureAwait(false);
        return new QueryReply(exchange, Read(exchange, ReplyShape.Query, request.OrderNumber, request.PaybillId));
    }

    private static MessageFields Sign(MessageFields fields, RsaPrivateKey key) =>
        fields.With(FieldNames.Sign, MessageSignature.Sign(fields, key));

    private Answer? Read(HttpExchange exchange, ReplyShape shape, string? orderNumber, string? paybillId) =>
        exchange.Failure == OutcomeReason.None ? _answers.Read(exchange.Body, shape, orderNumber, paybillId) : null;
}
