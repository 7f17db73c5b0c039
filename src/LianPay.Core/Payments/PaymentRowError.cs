namespace LianPay.Core.Payments;

/// <summary>A row that is left out, and why. Free of confirm codes.</summary>
public sealed class PaymentRowError : PaymentFileEntry
{
    internal PaymentRowError(string fileName, RawRow row, RowFault fault)
        : base(fileName, row)
    {
        Error = fault.Error;
        Field = fault.Field;
        Message = $"{Source}: {fault.Message}";
        OrderNumber = row.LegibleOrderNumber;
    }

    /// <summary>What is wrong.</summary>
    public RowError Error { get; }

    /// <summary>The wire name of the field that is wrong, or <see langword="null"/> when the row as a whole is.</summary>
    public string? Field { get; }

    /// <summary>Where, what and the likely cause, for the person who mends the file. It does not quote the value.</summary>
    public string Message { get; }

    /// <summary>The order number, when the row has one that is in its grammar and cannot be a confirm code in the wrong column.</summary>
    public string? OrderNumber { get; }

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
