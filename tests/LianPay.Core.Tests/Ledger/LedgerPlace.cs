using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

/// <summary>The engines on which a ledger can lie.</summary>
public enum LedgerEngine
{
    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>A server.</summary>
    Postgres,
}

/// <summary>Room for one ledger of a test's own, on either engine, with a way behind the ledger's back.</summary>
internal abstract class LedgerPlace : IDisposable
{
    /// <summary>An empty place.</summary>
    internal static LedgerPlace New(LedgerEngine engine) => engine == LedgerEngine.Sqlite ? new LedgerFolder() : new PostgresPlace();

    /// <summary>A place with a closed ledger of two records, <c>A1</c> and <c>A2</c>, the first with three events.</summary>
    internal static async Task<LedgerPlace> NewFilledAsync(LedgerEngine engine) =>
        engine == LedgerEngine.Sqlite ? await new LedgerFolder().FillAsync() : await new PostgresPlace().FillAsync();

    /// <summary>Opens the ledger, and makes it when there is none.</summary>
    internal abstract PaymentLedger Open();

    /// <summary>As <see cref="Open"/>, for tests in which many write at once on a slow machine.</summary>
    internal abstract PaymentLedger OpenPatiently();

    internal LedgerException OpenRefused() => Assert.Throws<LedgerException>(Open);

    /// <summary>How many transactions a ledger has committed.</summary>
    internal abstract long CommitsOf(PaymentLedger ledger);

    /// <summary>Changes the database behind the ledger's back.</summary>
    internal abstract int Tamper(string sql);

    /// <summary>The first column of the first row.</summary>
    internal abstract object? Ask(string sql);

    /// <summary>An assignment that changes a column, whatever is in it.</summary>
    internal abstract string ChangeOf(string table, string column);

    public abstract void Dispose();
}
