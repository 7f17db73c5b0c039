namespace LianPay.Core.Payments;

/// <summary>What one data row of a file became: a <see cref="HeldPaymentRow"/>, or a <see cref="PaymentRowError"/> in its place.</summary>
public abstract class PaymentFileEntry
{
    private protected PaymentFileEntry(string fileName, RawRow row)
    {
        Row = row.Row;
        Line = row.Line;
        Source = row.SourceIn(fileName);
    }

    /// <summary>The 1-based number of the data row: the header and blank lines do not count, refused rows do.</summary>
    public long Row { get; }

    /// <summary>The 1-based line of the file on which the row begins.</summary>
    public long Line { get; }

    /// <summary>File name and line, as in <c>held.csv:12</c>.</summary>
    public string Source { get; }
}
