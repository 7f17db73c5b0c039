using LianPay.Core.Ledger;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Ledger;

/// <summary>Opens a ledger; the product's <see cref="SqliteLedger.Open"/>, or a broken one that the oracle must catch.</summary>
internal delegate PaymentLedger OpenLedger(SqliteLedgerOptions options);

/// <summary>
/// Ledgers that somebody, or a bad disk, has changed: one that is refused stays as it is, one that opens tells of each order what was written, or
/// refuses; it never tells of an order that it does not know it, and never forgets what it has just written.
/// </summary>
/// <remarks>An input is a whole file when it begins as SQLite's files do, else a list of changes to a sound ledger (see <see cref="LedgerChanges"/>).</remarks>
internal sealed class LedgerTarget(OpenLedger open) : IFuzzTarget, IDisposable
{
    internal static OpenLedger Product { get; } = SqliteLedger.Open;

    private readonly Lazy<LedgerFolder> _folder = new(() => new LedgerFolder());

    public string Name => "ledger";

    public void Run(byte[] input)
    {
        LedgerFolder folder = _folder.Value;
        byte[] file = folder.Lay(input);
        PaymentLedger ledger;
        try
        {
            ledger = open(folder.Options);
        }
        catch (LedgerException)
        {
            Require(folder.IsStill(file), "A ledger that was refused has been changed.");
            return;
        }

        Use(ledger, folder).AsTask().GetAwaiter().GetResult();
    }

    public IEnumerable<Seed> Seeds() => LedgerChanges.Seeds();

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            _folder.Value.Dispose();
        }
    }

    private static async ValueTask Use(PaymentLedger ledger, LedgerFolder folder)
    {
        await using (ledger)
        {
            CheckRecords(ledger, folder);
            bool isWritten = Asked(() => ledger.WriteAsync(LedgerFolder.NewOrder, Add).GetAwaiter().GetResult(), out _);
            Require(
                !Asked(() => ledger.Find(LedgerFolder.NewOrder), out LedgerRecord? added) || (added is not null) == isWritten,
                isWritten ? "What was written is not there." : "What could not be written is there.");
            CheckAll(ledger, folder);
        }
    }

    private static bool Add(LedgerTransaction transaction)
    {
        Require(transaction.Find(LedgerFolder.NewOrder) is null, "There is an order that nobody wrote.");
        transaction.Save(LedgerFolder.Bare(LedgerFolder.NewOrder), LedgerFolder.Event(1));
        return true;
    }

    /// <summary>By their names, each of which leads through an index and the proof of absence.</summary>
    private static void CheckRecords(PaymentLedger ledger, LedgerFolder folder)
    {
        foreach ((PaymentKey order, string text, string history) in folder.Asked)
        {
            Require(!Asked(() => ledger.Find(order), out LedgerRecord? found) || LedgerFolder.Text(found) == text, "An order is not told as it was written.");
            Require(!Asked(() => ledger.ReadHistory(order).ToList(), out List<LedgerEvent>? events) || LedgerFolder.Text(events) == history, "A history is not told as it was written.");
        }

        Require(!Asked(() => ledger.Find(LedgerFolder.NoOrder), out LedgerRecord? none) || none is null, "There is an order that nobody wrote.");
    }

    /// <summary>One after the other, as they lie there.</summary>
    private static void CheckAll(PaymentLedger ledger, LedgerFolder folder)
    {
        if (Asked(() => ledger.Read(new LedgerQuery()).ToList(), out List<LedgerRecord>? all))
        {
            foreach (LedgerRecord record in all!)
            {
                Require(record.Key == LedgerFolder.NewOrder || folder.Texts.Contains(LedgerFolder.Text(record)), "A record is read that nobody wrote.");
            }
        }
    }

    /// <summary>Asks, where only the product's own exception may say that there is no answer.</summary>
    private static bool Asked<T>(Func<T> ask, out T? answer)
    {
        try
        {
            answer = ask();
            return true;
        }
        catch (LedgerException)
        {
            answer = default;
            return false;
        }
    }
}
