using System.Collections;
using System.Globalization;
using System.Management.Automation;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;

namespace LianPay.Completion;

/// <summary>Order numbers out of the connection's ledger, the latest change first, with where each payment stands.</summary>
/// <remarks>It is asked in the middle of a line that somebody types: it takes little time, and whatever is wrong with the ledger it offers nothing and says nothing.</remarks>
internal class OrderNumberCompleter : WordCompleter
{
    private const int Most = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private protected override IEnumerable<CompletionWord> Find(string begun, IDictionary bound)
    {
        LianPayConnection? connection = Unwrap(bound["Connection"]) as LianPayConnection ?? CurrentConnection.Value;
        if (connection is null or { IsClosed: true })
        {
            return [];
        }

        LedgerQuery query = new()
        {
            Gateway = connection.Client.GatewayName,
            PartnerId = connection.PartnerId,
            OrderNumberPrefix = begun,
            Statuses = StatusesFor(bound),
            NewestFirst = true,
        };

        // Not on this thread: a ledger that another program holds keeps a reader waiting for seconds.
        Task<CompletionWord[]> reading = Task.Run(() => Read(connection.PaymentLedger, query));
        return reading.Wait(Patience) ? reading.Result : [];
    }

    /// <summary>The statuses of the orders that the command can do something with; null: all.</summary>
    private protected virtual IReadOnlyList<Core.Confirmation.PaymentStatus>? StatusesFor(IDictionary bound) => null;

    private static CompletionWord[] Read(PaymentLedger ledger, LedgerQuery query)
    {
        try
        {
            return [.. ledger.Read(query).Take(Most).Select(WordOf)];
        }
        catch (Exception exception) when (exception is LedgerException or ObjectDisposedException)
        {
            return [];
        }
    }

    private static CompletionWord WordOf(LedgerRecord record)
    {
        string order = record.Key.OrderNumber;
        string changed = record.UpdatedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new CompletionWord(order, $"{order} {record.Status}", $"{record.Status} since {changed} UTC. {Explanations.Of(record.Status)}", IsId: true);
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
