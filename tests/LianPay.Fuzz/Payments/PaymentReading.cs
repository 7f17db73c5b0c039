using System.Text;
using LianPay.Core.Payments;

namespace LianPay.Fuzz.Payments;

/// <summary>Everything that a file of payments came to.</summary>
/// <param name="PaymentCount">How many sound rows the check counted.</param>
/// <param name="ErrorCount">How many others.</param>
/// <param name="Entries">What the second reading gave.</param>
internal sealed record PaymentReading(long PaymentCount, long ErrorCount, IReadOnlyList<PaymentFileEntry> Entries)
{
    private const string FileName = "held";

    /// <summary>The product's.</summary>
    internal static ReadPayments Product { get; } = (content, format, encoding) =>
    {
        PaymentSource source = new(FileName, () => new MemoryStream(content, writable: false));
        PaymentFile file = PaymentFile.Open(source, format, encoding, checking: null, CancellationToken.None);
        return new PaymentReading(file.PaymentCount, file.ErrorCount, [.. file.ReadRows()]);
    };
}

/// <summary>Reads a file of payments; <see cref="PaymentReading.Product"/>, or a broken one that the oracle must catch.</summary>
internal delegate PaymentReading ReadPayments(byte[] content, PaymentFileFormat format, Encoding? encoding);
