namespace LianPay.Core.Payments;

/// <summary>Takes a file apart into rows, one at a time.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>Reads the next row; <see langword="false"/> after the last one, when the whole file has been read.</summary>
    /// <exception cref="PaymentFileException">The file as a whole is refused.</exception>
    bool Read(RawRow row);
}
