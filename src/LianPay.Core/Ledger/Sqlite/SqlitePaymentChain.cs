using System.Text;

namespace LianPay.Core.Ledger;

/// <summary>
/// Proves that a ledger has no record of an order. Every order's name leads, under a keyed checksum, to the next one in
/// order, so that the row before a name tells whether that name exists.
/// </summary>
/// <remarks>
/// A damaged page of an index makes a record invisible without any error, and an order without a record is one that may be
/// sent. As in DNSSEC (RFC 4034, section 4), absence is believed only when the ledger signed it.
/// </remarks>
internal sealed class SqlitePaymentChain(SqlStatements statements, LedgerKey key, string ledger)
{
    /// <summary>Before the first name, and after the last.</summary>
    private const string End = "";

    private static readonly LedgerTable Table = new("payment_chain", "name", "next_name");
    private static readonly string BeforeSql = $"{Table.Select} WHERE name <= @p0 ORDER BY name DESC LIMIT 1";

    /// <summary>Starts the chain of a new ledger.</summary>
    internal void Create() => Insert(End, End);

    /// <summary>True when the ledger signed that it has a record of this order, false when it signed that it has none.</summary>
    /// <exception cref="LedgerException">Neither: it is damaged.</exception>
    internal bool Contains(PaymentKey payment)
    {
        string name = NameOf(payment);
        return Before(name).Name == name;
    }

    /// <summary>Adds an order that <see cref="Contains"/> said is not there.</summary>
    internal void Add(PaymentKey payment)
    {
        string name = NameOf(payment);
        (string before, string next) = Before(name);
        statements.Execute(Table.Update, Table.Seal([before, name], key));
        Insert(name, next);
    }

    private static string NameOf(PaymentKey payment) => $"{payment.OrderNumber}|{payment.PartnerId}|{payment.Gateway}";

    private void Insert(string name, string next) => statements.Execute(Table.Insert, Table.Seal([name, next], key));

    private (string Name, string Next) Before(string name)
    {
        using SqlRows rows = statements.Query(BeforeSql, name);
        if (rows.Read())
        {
            RowReader row = new(Table.Read(rows, key, ledger));
            string before = row.Text();
            string next = row.Text();
            if (before == name || (IsLess(before, name) && (next == End || IsLess(name, next))))
            {
                return (before, next);
            }
        }

        throw LedgerDamage.Of(ledger, $"whether it has a record of the order {LedgerDamage.Show(name.Split('|')[0])} cannot be told");
    }

    /// <summary>As SQLite compares text: by its bytes in UTF-8.</summary>
    private static bool IsLess(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)) < 0;
}
