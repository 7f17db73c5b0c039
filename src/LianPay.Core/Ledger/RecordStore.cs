namespace LianPay.Core.Ledger;

/// <summary>Records and their histories over one connection, each row checked as it is read. The same for every database.</summary>
internal sealed class RecordStore(SqlStatements statements, LedgerKey key, string ledger)
{
    /// <summary>Takes an order number, a partner and a gateway.</summary>
    internal static readonly string FindSql = $"{PaymentTable.Table.Select} WHERE order_number = @p0 AND partner_id = @p1 AND gateway = @p2";
    private static readonly string HistorySql = $"{PaymentEventTable.Table.Select} WHERE payment_id = @p0 AND number <= @p1 ORDER BY number";

    /// <summary>The record of an order, or null when the database finds none.</summary>
    /// <exception cref="LedgerException">It is damaged.</exception>
    internal StoredRecord? Find(PaymentKey payment)
    {
        using SqlRows rows = statements.Query(FindSql, payment.OrderNumber, payment.PartnerId, payment.Gateway);
        if (!rows.Read())
        {
            return null;
        }

        StoredRecord found = PaymentTable.FromRow(PaymentTable.Table.Read(rows, key, ledger));
        return found.Record.Key == payment
            ? found
            : throw LedgerDamage.Of(ledger, $"the index leads from the order {LedgerDamage.Show(payment.OrderNumber)} to another one");
    }

    /// <summary>The number for the next record.</summary>
    internal long NextId() => (long)statements.Scalar("SELECT coalesce(max(id), 0) + 1 FROM payment")!;

    internal void Insert(StoredRecord record) =>
        statements.Execute(PaymentTable.Table.Insert, PaymentTable.Table.Seal(PaymentTable.ToRow(record), key));

    internal void Update(StoredRecord record)
    {
        if (statements.Execute(PaymentTable.Table.Update, PaymentTable.Table.Seal(PaymentTable.ToRow(record), key)) != 1)
        {
            throw LedgerDamage.Of(ledger, $"the record of the order {LedgerDamage.Show(record.Record.Key.OrderNumber)} cannot be found by its number");
        }
    }

    /// <summary>Adds a line to a history.</summary>
    internal void Insert(StoredRecord record, long number, LedgerEvent line) =>
        statements.Execute(PaymentEventTable.Table.Insert, PaymentEventTable.Table.Seal(PaymentEventTable.ToRow(record, number, line), key));

    /// <summary>Streams records, oldest change first, of two changes in the same millisecond the older record first; or all the other way round.</summary>
    internal IEnumerable<LedgerRecord> Read(LedgerQuery query)
    {
        (string condition, object?[] values) = QueryCondition.Of(query);
        string order = query.NewestFirst ? "updated_at DESC, id DESC" : "updated_at, id";
        using SqlRows rows = statements.Query($"{PaymentTable.Table.Select}{condition} ORDER BY {order}", values);
        while (rows.Read())
        {
            yield return PaymentTable.FromRow(PaymentTable.Table.Read(rows, key, ledger)).Record;
        }
    }

    /// <summary>Streams the history of a record, as long as it was when the record was read.</summary>
    internal IEnumerable<LedgerEvent> ReadHistory(StoredRecord record)
    {
        using SqlRows rows = statements.Query(HistorySql, record.Id, record.EventCount);
        long expected = 1;
        while (rows.Read())
        {
            (long number, LedgerEvent line) = PaymentEventTable.FromRow(PaymentEventTable.Table.Read(rows, key, ledger));
            if (number != expected)
            {
                break;
            }

            expected++;
            yield return line;
        }

        if (expected != record.EventCount + 1)
        {
            throw LedgerDamage.Of(ledger, $"lines are missing in the history of the order {LedgerDamage.Show(record.Record.Key.OrderNumber)}");
        }
    }
}
