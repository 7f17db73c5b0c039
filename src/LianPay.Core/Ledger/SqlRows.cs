namespace LianPay.Core.Ledger;

/// <summary>The rows of an answer, one after the other.</summary>
internal abstract class SqlRows : IDisposable
{
    /// <summary>Goes to the next row; false when there is none.</summary>
    internal abstract bool Read();

    /// <summary>A column of the row, from 0: text, a 64-bit integer, null, or whatever else lies there.</summary>
    internal abstract object? GetValue(int column);

    public abstract void Dispose();
}
