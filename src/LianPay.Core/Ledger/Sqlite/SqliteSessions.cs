namespace LianPay.Core.Ledger;

/// <summary>Who has the ledger open, durable: a session that its process did not live to close shows that a tail of the log may be lost.</summary>
internal sealed class SqliteSessions(SqlStatements statements, LedgerKey key, string ledger)
{
    /// <summary>
    /// When a session of another machine (a container that is gone has another name) counts as left behind. Too early does
    /// little harm: orders without a record are queried before they are sent.
    /// </summary>
    private static readonly TimeSpan ForeignLifetime = TimeSpan.FromHours(24);

    private static LedgerTable Table { get; } = new("ledger_session", "owner", "opened_at");

    internal void Add(string owner, DateTimeOffset openedAt) =>
        statements.Execute(Table.Insert, Table.Seal([owner, LedgerTime.Text(openedAt)], key));

    /// <returns>False when it was not there any more.</returns>
    internal bool Remove(string owner) => statements.Execute("DELETE FROM ledger_session WHERE owner = @p0", owner) == 1;

    /// <summary>The sessions that were left open, and how many there are in all.</summary>
    internal (IReadOnlyList<string> Dead, long Count) FindDead(DateTimeOffset now)
    {
        List<string> dead = [];
        long count = 0;
        using SqlRows rows = statements.Query(Table.Select);
        while (rows.Read())
        {
            RowReader row = new(Table.Read(rows, key, ledger));
            string owner = row.Text();
            count++;
            if (IsDead(owner, row.Time(), now))
            {
                dead.Add(owner);
            }
        }

        return (dead, count);
    }

    private static bool IsDead(string owner, DateTimeOffset openedAt, DateTimeOffset now) =>
        ProcessIdentity.Parse(owner) is not { } process
        || process.IsDead()
        || (process.Machine != ProcessIdentity.Current.Machine && now - openedAt > ForeignLifetime);
}
