using System.Globalization;
using System.Text;

namespace LianPay.Sandbox;

/// <summary>Reads the head of an HTTP/1.1 request, as strictly as one client needs: what is doubtful is refused.</summary>
internal static class HttpHeadParser
{
    /// <summary>The longest body that is read, in bytes. A sealed confirmation has about 1500.</summary>
    internal const int MaxBody = Core.Messages.MessageReader.MaxBytes;

    private const int BadRequest = 400;
    private const int LengthRequired = 411;
    private const int ContentTooLarge = 413;
    private const int ExpectationFailed = 417;
    private const int VersionNotSupported = 505;

    /// <summary>Reads a head.</summary>
    /// <param name="head">From the request line to before the empty line.</param>
    internal static HttpHead Parse(ReadOnlySpan<byte> head)
    {
        if (!Ascii.IsValid(head))
        {
            return HttpHead.Refused(BadRequest);
        }

        string[] lines = Encoding.ASCII.GetString(head).Split("\r\n");
        string[] requestLine = lines[0].Split(' ');
        if (requestLine.Length != 3 || !requestLine[1].StartsWith('/'))
        {
            return HttpHead.Refused(BadRequest);
        }

        if (requestLine[2] != "HTTP/1.1")
        {
            return HttpHead.Refused(VersionNotSupported);
        }

        int? length = null;
        bool keepsAlive = true;
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(" \t"))
            {
                return HttpHead.Refused(BadRequest);
            }

            ReadOnlySpan<char> name = line.AsSpan(0, colon);
            ReadOnlySpan<char> value = line.AsSpan(colon + 1).Trim(" \t");
            if (Is(name, "Content-Length"))
            {
                if (length is not null || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed))
                {
                    return HttpHead.Refused(BadRequest);
                }

                length = parsed;
            }
            else if (Is(name, "Transfer-Encoding"))
            {
                // A body of unknown length is not what this protocol's clients send.
                return HttpHead.Refused(LengthRequired);
            }
            else if (Is(name, "Expect"))
            {
                return HttpHead.Refused(ExpectationFailed);
            }
            else if (Is(name, "Connection"))
            {
                keepsAlive &= !Is(value, "close");
            }
        }

        if (length is null && requestLine[0] == "POST")
        {
            return HttpHead.Refused(LengthRequired);
        }

        return length > MaxBody
            ? HttpHead.Refused(ContentTooLarge)
            : new HttpHead(0, requestLine[0], requestLine[1].Split('?')[0], length ?? 0, keepsAlive);
    }

    private static bool Is(ReadOnlySpan<char> text, string expected) => text.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
