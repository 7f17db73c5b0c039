using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using Microsoft.Data.Sqlite;

namespace LianPay.Core.Tests.Ledger;

/// <summary>A folder with a SQLite ledger in it, and what tests put into ledgers.</summary>
internal sealed class LedgerFolder : LedgerPlace
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 24, 4, 9, 47, 123, TimeSpan.Zero);

    /// <summary>Made once: to make a ledger flushes the disk several times.</summary>
    private static readonly Lazy<Task<LedgerFolder>> Filled = new(MakeAsync);

    private readonly TempDirectory _folder = new();

    internal string Path => _folder.File("ledger.db");

    internal string KeyPath => Path + ".key";

    internal SqliteLedgerOptions Options => new() { Path = Path, BusyTimeout = TimeSpan.FromMilliseconds(100) };

    /// <summary>Waits long: for tests in which many write at once on a slow machine.</summary>
    internal SqliteLedgerOptions PatientOptions => new() { Path = Path, BusyTimeout = TimeSpan.FromSeconds(30) };

    internal static PaymentKey Key(string order, string gateway = "instantpay.lianlianpay.com:443") => new(gateway, "201408071000001543", order);

    /// <summary>A record with something in every field.</summary>
    internal static LedgerRecord Full(string order) => new()
    {
        Key = Key(order),
        HeldFor = "4002",
        ReviewedBy = "王小明 O'Brien",
        ReviewedAt = Start.AddMinutes(-5),
        ConfirmedBy = "payer",
        Review = new LedgerReview(ReviewDecision.Approved, "王小明 O'Brien", "Checked by phone", Start.AddMinutes(-5), "reviewer", new string('A', 64)),
        CodeMac = new string('A', 64),
        WrongCodeMacs = [new string('B', 64), new string('C', 64)],
        Attempts = 3,
        Sends = 2,
        UnsentAttempts = [2],
        LastAttempt = AttemptState.Accepted,
        FirstSentAt = Start.AddMinutes(-4),
        LastSentAt = Start.AddMinutes(-3),
        RetCode = "0000",
        RetMessage = "交易成功\u2028\"quoted\"",
        Reason = "Verified",
        Facts = PaymentFacts.Accepted | PaymentFacts.Paid,
        PaybillIds = ["2026112400000001"],
        LastCheckAt = Start.AddMinutes(-2),
        OrderedAt = Start.AddHours(-1),
        LastNoRecordAt = Start.AddMinutes(-1),
        PersonStatus = PaymentStatus.Paid,
        PersonFacts = PaymentFacts.Accepted,
        Owner = "host/1/2/3",
        Epoch = 7,
        ClaimExpiresAt = Start.AddMinutes(1),
        CreatedAt = Start.AddMinutes(-4),
        UpdatedAt = Start,
    };

    /// <summary>A record with nothing in every field that may be without.</summary>
    internal static LedgerRecord Bare(string order, DateTimeOffset? updatedAt = null) =>
        new() { Key = Key(order), CreatedAt = Start, UpdatedAt = updatedAt ?? Start };

    internal static LedgerEvent Event(int attempt) => new()
    {
        At = Start.AddSeconds(attempt),
        Kind = LedgerEventKind.Outcome,
        Attempt = attempt,
        Status = PaymentStatus.Accepted,
        Reason = "Verified",
        Actor = "host/1/2/3",
        Account = "payer",
        Evidence = "{\"ret_msg\":\"交易成功\"}",
        IsVerified = true,
    };

    /// <summary>A record as text: records hold lists, which compare by reference.</summary>
    internal static string Text(LedgerRecord? record) => System.Text.Json.JsonSerializer.Serialize(record);

    internal static Task SaveAsync(PaymentLedger ledger, LedgerRecord record, params LedgerEvent[] events) =>
        ledger.WriteAsync(record.Key, transaction =>
        {
            transaction.Save(record, events);
            return true;
        });

    /// <summary>Reads a record, or makes one, and counts its epoch up with a line of the history.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="order">The order.</param>
    /// <param name="ran">Called each time that the work runs.</param>
    internal static Task<long> CountUpAsync(PaymentLedger ledger, string order, Action? ran = null) =>
        ledger.WriteAsync(Key(order), transaction =>
        {
            ran?.Invoke();
            LedgerRecord record = transaction.Find(Key(order)) ?? Bare(order);
            transaction.Save(record with { Epoch = record.Epoch + 1 }, Event((int)record.Epoch + 1) with { Actor = ledger.Owner });
            return record.Epoch + 1;
        });

    internal override SqliteLedger Open() => SqliteLedger.Open(Options);

    internal override SqliteLedger OpenPatiently() => SqliteLedger.Open(PatientOptions);

    internal override long CommitsOf(PaymentLedger ledger) => ((SqliteLedger)ledger).Commits;

    /// <summary>A closed ledger with two records, <c>A1</c> and <c>A2</c>, the first with three events.</summary>
    internal async Task<LedgerFolder> FillAsync()
    {
        LedgerFolder filled = await Filled.Value;
        File.Copy(filled.Path, Path);
        File.Copy(filled.KeyPath, KeyPath);
        return this;
    }

    private static async Task<LedgerFolder> MakeAsync()
    {
        LedgerFolder folder = new();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        await using SqliteLedger ledger = folder.Open();
        await SaveAsync(ledger, Full("A1"), Event(1), Event(2), Event(3));
        await SaveAsync(ledger, Bare("A2"));
        return folder;
    }

    internal override int Tamper(string sql)
    {
        using SqliteConnection connection = OpenRaw();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA foreign_keys = OFF; {sql}";
        return command.ExecuteNonQuery();
    }

    internal override object? Ask(string sql)
    {
        using SqliteConnection connection = OpenRaw();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    internal override string ChangeOf(string table, string column) =>
        $"{column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 100 WHEN 'null' THEN 'x' ELSE {column} || 'x' END";

    internal SqliteConnection OpenRaw()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public override void Dispose() => _folder.Dispose();
}
