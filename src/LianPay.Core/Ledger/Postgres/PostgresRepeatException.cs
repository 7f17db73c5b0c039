namespace LianPay.Core.Ledger;

/// <summary>Nothing of a transaction counts, and the same work is to be run again: another session was faster, or its commit is known to have failed.</summary>
internal sealed class PostgresRepeatException : Exception
{
    internal PostgresRepeatException()
        : base("The transaction is to be run again.")
    {
    }
}
