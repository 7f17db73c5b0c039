using LianPay.Core.Confirmation;

namespace LianPay.Core.Ledger;

/// <summary>The table <c>payment_event</c>: the history of each order. Rows are only ever added.</summary>
internal static class PaymentEventTable
{
    internal static LedgerTable Table { get; } = new(
        "payment_event",
        "payment_id", "number", "order_number", "at", "kind", "attempt", "status", "reason", "actor", "account", "evidence", "is_verified");

    /// <param name="record">Whose history it belongs to.</param>
    /// <param name="number">Which line of the history, from 1.</param>
    /// <param name="line">The line.</param>
    internal static object?[] ToRow(StoredRecord record, long number, LedgerEvent line) =>
    [
        record.Id,
        number,
        record.Record.Key.OrderNumber,
        LedgerTime.Text(line.At),
        line.Kind.ToString(),
        (long)line.Attempt,
        line.Status.ToString(),
        line.Reason,
        line.Actor,
        line.Account,
        line.Evidence,
        line.IsVerified ? 1L : 0L,
    ];

    /// <summary>Which line of the history it is, and the line.</summary>
    internal static (long Number, LedgerEvent Line) FromRow(object?[] row)
    {
        RowReader reader = new(row);
        reader.Skip(); // payment_id: the query asked for it
        long number = reader.Number();
        reader.Skip(); // order_number: for people, and for the message when a row is damaged
        LedgerEvent line = new()
        {
            At = reader.Time(),
            Kind = reader.Word<LedgerEventKind>(),
            Attempt = (int)reader.Number(),
            Status = reader.Word<PaymentStatus>(),
            Reason = reader.TextOrNull(),
            Actor = reader.TextOrNull(),
            Account = reader.TextOrNull(),
            Evidence = reader.TextOrNull(),
            IsVerified = reader.Number() != 0,
        };
        return (number, line);
    }
}
