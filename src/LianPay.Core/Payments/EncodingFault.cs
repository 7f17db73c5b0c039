using System.Text;
using System.Text.Unicode;

namespace LianPay.Core.Payments;

/// <summary>Finds the line at which a file stops being UTF-8, and what it probably is instead. Only ever run on a file that has been refused.</summary>
internal static class EncodingFault
{
    private const int Gb18030CodePage = 54936;

    /// <summary>The error of a file that is not UTF-8; <see langword="null"/> when it is, or when it cannot be said.</summary>
    internal static PaymentFileException? Find(PaymentSource source)
    {
        try
        {
            return FindLine(source);
        }
        catch (PaymentFileException)
        {
            // A line too long, or the file is gone: the error that led here says enough.
            return null;
        }
    }

    private static PaymentFileException? FindLine(PaymentSource source)
    {
        using Stream file = source.Open();
        using ByteWindow window = new(file, source.Name);
        for (bool first = true; window.TryReadLine(out ReadOnlySpan<byte> line, out long number); first = false)
        {
            if (first && (line.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || line.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])))
            {
                return Error(source.Name, number, "it is UTF-16, as Excel's 'Unicode text'. Save it as 'CSV UTF-8', or give -Encoding unicode");
            }

            if (!Utf8.IsValid(line))
            {
                return Error(source.Name, number, IsGbk(line)
                    ? "its bytes look like GBK, as Excel saves plain 'CSV' on a Chinese Windows. Save it as 'CSV UTF-8', or give -Encoding gbk"
                    : "save it as UTF-8, or give its -Encoding");
            }
        }

        return null;
    }

    private static PaymentFileException Error(string name, long line, string advice) =>
        new(PaymentFileError.Encoding, FormattableString.Invariant($"{name}:{line}: the file is not UTF-8: {advice}."), line);

    private static bool IsGbk(ReadOnlySpan<byte> line)
    {
        // Asked of the provider itself: registering it would change what every other part of the process means by an encoding.
        Encoding? gbk = CodePagesEncodingProvider.Instance.GetEncoding(Gb18030CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try
        {
            return gbk is not null && gbk.GetCharCount(line) > 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
