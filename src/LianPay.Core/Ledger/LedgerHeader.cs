namespace LianPay.Core.Ledger;

/// <summary>The one row of the table <c>ledger</c>: what is true of the ledger as a whole.</summary>
internal sealed record LedgerHeader
{
    private static LedgerTable Table { get; } = new(
        "ledger", "id", "created_at", "key_check", "payment_count", "event_count", "session_count", "unclean_since",
        "requires_ledger_approval", "requires_second_person", "policy_set_by", "policy_set_at");

    internal required DateTimeOffset CreatedAt { get; init; }

    /// <summary><see cref="LedgerKey.CheckValue"/> of the key that this ledger belongs to.</summary>
    internal required string KeyCheck { get; init; }

    /// <summary>How many records there are: one that was removed is missed.</summary>
    internal long PaymentCount { get; init; }

    /// <summary>How many lines all histories have together.</summary>
    internal long EventCount { get; init; }

    /// <summary>How many ledgers are open, or were left open by a process that died.</summary>
    internal long SessionCount { get; init; }

    /// <summary>When a session of a dead process was last found.</summary>
    internal DateTimeOffset? UncleanSince { get; init; }

    /// <summary>What the ledger asks of reviews.</summary>
    internal LedgerPolicy Policy { get; init; } = new();

    /// <summary>Asks for it.</summary>
    internal static string SelectSql => Table.Select;

    /// <summary>Reads it.</summary>
    /// <exception cref="LedgerException">It is damaged, or it is of another key.</exception>
    internal static LedgerHeader Read(SqlStatements statements, LedgerKey key, string ledger)
    {
        using SqlRows rows = statements.Query(Table.Select);
        return Read(rows, key, ledger);
    }

    /// <summary>Reads it out of the answer to <see cref="SelectSql"/>.</summary>
    /// <exception cref="LedgerException">It is damaged, or it is of another key.</exception>
    internal static LedgerHeader Read(SqlRows rows, LedgerKey key, string ledger)
    {
        if (!rows.Read())
        {
            throw LedgerDamage.Of(ledger, "its first row is missing");
        }

        CheckKey(rows, key, ledger);
        RowReader row = new(Table.Read(rows, key, ledger));
        row.Skip();
        return new LedgerHeader
        {
            CreatedAt = row.Time(),
            KeyCheck = row.Text(),
            PaymentCount = row.Number(),
            EventCount = row.Number(),
            SessionCount = row.Number(),
            UncleanSince = row.TimeOrNull(),
            Policy = new LedgerPolicy
            {
                RequireLedgerApproval = row.Number() != 0,
                RequireSecondPerson = row.Number() != 0,
                SetBy = row.TextOrNull(),
                SetAt = row.TimeOrNull(),
            },
        };
    }

    /// <summary>Writes the row of a new ledger.</summary>
    internal void Insert(SqlStatements statements, LedgerKey key) => statements.Execute(Table.Insert, Table.Seal(ToRow(), key));

    /// <summary>Writes it over the one that is there.</summary>
    internal void Update(SqlStatements statements, LedgerKey key) => statements.Execute(Table.Update, Table.Seal(ToRow(), key));

    /// <summary>The statement that writes it over the one that is there, and its values.</summary>
    internal (string Sql, object?[] Row) UpdateOf(LedgerKey key) => (Table.Update, Table.Seal(ToRow(), key));

    /// <summary>Asked before the checksum, which a wrong key fails as well: a person has to mend the one or the other.</summary>
    private static void CheckKey(SqlRows rows, LedgerKey key, string ledger)
    {
        if (rows.GetValue(Table.IndexOf("key_check")) is string check && check != key.CheckValue && LedgerKey.IsWholeCheckValue(check))
        {
            throw new LedgerException(
                LedgerError.KeyUnusable,
                $"The record key does not belong to the ledger {LedgerDamage.Show(ledger)}. Give the key file that was made together with it: without it no record can be trusted.");
        }
    }

    private object?[] ToRow() =>
    [
        1L,
        LedgerTime.Text(CreatedAt),
        KeyCheck,
        PaymentCount,
        EventCount,
        SessionCount,
        LedgerTime.Text(UncleanSince),
        Policy.RequireLedgerApproval ? 1L : 0L,
        Policy.RequireSecondPerson ? 1L : 0L,
        Policy.SetBy,
        LedgerTime.Text(Policy.SetAt),
    ];
}
