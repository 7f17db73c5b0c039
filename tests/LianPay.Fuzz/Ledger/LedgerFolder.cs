using System.Text.Json;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;

namespace LianPay.Fuzz.Ledger;

/// <summary>A folder with a sound ledger that is made once, and laid anew, changed, for each input. fuzz.sh has temporary folders in memory.</summary>
internal sealed class LedgerFolder : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 4, 9, 47, 123, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("lianpay-fuzz-").FullName;
    private readonly string _path;
    private readonly byte[] _sound;
    private readonly byte[] _key;

    internal LedgerFolder()
    {
        _path = Path.Combine(_folder, "ledger.db");
        using (SqliteLedgerScope scope = new(SqliteLedger.Open(Options)))
        {
            (PaymentKey Order, string Text, string History)[] written =
            [
                scope.Save(Full(KeyOf("A1")), Event(1), Event(2), Event(3)),
                .. Enumerable.Range(2, 20).Select(number => scope.Save(Bare(KeyOf(FormattableString.Invariant($"A{number}"))), Event(1))),
            ];
            Texts = written.Select(record => record.Text).ToHashSet(StringComparer.Ordinal);
            Asked = [written[0], written[10], written[^1]];
        }

        _sound = File.ReadAllBytes(_path);
        _key = File.ReadAllBytes(_path + ".key");
    }

    /// <summary>An order that every input tries to add.</summary>
    internal static PaymentKey NewOrder { get; } = KeyOf("A15x");

    /// <summary>An order that nobody ever adds.</summary>
    internal static PaymentKey NoOrder { get; } = KeyOf("A3x");

    /// <summary>Every record that was written.</summary>
    internal IReadOnlySet<string> Texts { get; }

    /// <summary>Of some of them the order, its record, and its history.</summary>
    internal IReadOnlyList<(PaymentKey Order, string Text, string History)> Asked { get; }

    internal SqliteLedgerOptions Options => new() { Path = _path, BusyTimeout = TimeSpan.Zero };

    internal static string Text<T>(T value) => JsonSerializer.Serialize(value);

    /// <summary>A record with nothing in every field that may be without.</summary>
    internal static LedgerRecord Bare(PaymentKey order) => new() { Key = order, CreatedAt = Start, UpdatedAt = Start };

    internal static LedgerEvent Event(int attempt) => new()
    {
        At = Start.AddSeconds(attempt),
        Kind = LedgerEventKind.Outcome,
        Attempt = attempt,
        Status = PaymentStatus.Accepted,
        Reason = "Verified",
        Actor = "host/1/2/3",
        Account = "payer",
        Evidence = "{\"ret_msg\":\"\u4ea4\u6613\u6210\u529f\"}",
        IsVerified = true,
    };

    /// <summary>Lays the ledger that an input describes, with its key and without a trace of the last one.</summary>
    /// <returns>The file of the ledger.</returns>
    internal byte[] Lay(byte[] input)
    {
        LedgerChanges changes = LedgerChanges.Of(input, _sound, _key);
        foreach (string left in Directory.EnumerateFiles(_folder))
        {
            if (left != _path && left != _path + ".key")
            {
                File.Delete(left);
            }
        }

        File.WriteAllBytes(_path, changes.File);
        File.WriteAllBytes(_path + ".key", changes.Key);
        if (changes.Log is { } log)
        {
            File.WriteAllBytes(_path + "-wal", log);
        }

        return changes.File;
    }

    internal bool IsStill(byte[] file) => File.ReadAllBytes(_path).AsSpan().SequenceEqual(file);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static PaymentKey KeyOf(string order) => new("instantpay.lianlianpay.com:443", "201408071000001543", order);

    /// <summary>A record with something in every field.</summary>
    private static LedgerRecord Full(PaymentKey order) => Bare(order) with
    {
        HeldFor = "4002",
        ReviewedBy = "\u738b\u5c0f\u660e O'Brien",
        ReviewedAt = Start.AddMinutes(-5),
        ConfirmedBy = "payer",
        Review = new LedgerReview(ReviewDecision.Approved, "\u738b\u5c0f\u660e O'Brien", "Checked by phone", Start.AddMinutes(-5), "reviewer", new string('A', 64)),
        CodeMac = new string('A', 64),
        WrongCodeMacs = [new string('B', 64), new string('C', 64)],
        Attempts = 3,
        Sends = 2,
        UnsentAttempts = [2],
        LastAttempt = AttemptState.Accepted,
        FirstSentAt = Start.AddMinutes(-4),
        LastSentAt = Start.AddMinutes(-3),
        RetCode = "0000",
        RetMessage = "\u4ea4\u6613\u6210\u529f",
        Reason = "Verified",
        Facts = PaymentFacts.Accepted | PaymentFacts.Paid,
        PaybillIds = ["2026112400000001"],
        LastCheckAt = Start.AddMinutes(-2),
        OrderedAt = Start.AddHours(-1),
        Owner = "host/1/2/3",
        Epoch = 7,
        ClaimExpiresAt = Start.AddMinutes(1),
    };

    /// <summary>The ledger while it is filled.</summary>
    private sealed class SqliteLedgerScope(SqliteLedger ledger) : IDisposable
    {
        internal (PaymentKey Order, string Text, string History) Save(LedgerRecord record, params LedgerEvent[] events)
        {
            ledger.WriteAsync(record.Key, transaction =>
            {
                transaction.Save(record, events);
                return true;
            }).GetAwaiter().GetResult();
            return (record.Key, Text(ledger.Find(record.Key)), Text(ledger.ReadHistory(record.Key).ToList()));
        }

        public void Dispose() => ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
