using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>Asks the gateway where a payment stands. A query changes nothing, so it is repeated freely.</summary>
/// <param name="client">The gateway.</param>
/// <param name="clock">The clock.</param>
public sealed class Inquirer(GatewayClient client, TimeProvider clock)
{
    private const int MaxTries = 3;

    private readonly Backoff _backoff = new(clock);

    /// <summary>Asks until an answer is believed, at most three times.</summary>
    public async Task<PaymentState> AskAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            QueryReply reply = await client.QueryAsync(request, cancellationToken).ConfigureAwait(false);
            if (tries == MaxTries || !IsPassing(reply.Reason))
            {
                return new PaymentState(reply, request.OrderNumber, request.PaybillId);
            }

            try
            {
                await _backoff.WaitAsync(tries, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return new PaymentState(reply, request.OrderNumber, request.PaybillId);
            }
        }
    }

    /// <summary>True for a trouble of the moment; the gateway's own word, a wrong signature or a bad certificate is none.</summary>
    internal static bool IsPassing(OutcomeReason reason) => reason is OutcomeReason.NameResolution or OutcomeReason.Connect
        or OutcomeReason.TlsHandshake or OutcomeReason.Late or OutcomeReason.Proxy or OutcomeReason.Timeout or OutcomeReason.ConnectionLost
        or OutcomeReason.MalformedHttp or OutcomeReason.MalformedReply or OutcomeReason.HttpStatus or OutcomeReason.RateLimited;
}
