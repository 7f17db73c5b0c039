namespace LianPay.Core.Keys;

/// <summary>Finds the one key between BEGIN and END lines (RFC 7468, and RFC 1421 headers as OpenSSL writes them).</summary>
/// <remarks>
/// More lenient than the platform's reader where real files are: lines of 76 columns, all on one line, notes around the
/// block. Stricter where a guess would be needed: a second block, or base64 of a second key outside the block, is refused.
/// </remarks>
internal static class PemArmour
{
    private const string Begin = "-----BEGIN ";
    private const string Dashes = "-----";
    private const string DekInfoHeader = "DEK-Info:";

    /// <summary>A block that is no key and says nothing about one; OpenSSL writes it before an EC key.</summary>
    private const string EcParameters = "EC PARAMETERS";

    /// <summary>The shortest base64 outside a block that counts as another key, in characters.</summary>
    private const int ShortestStrayKey = 40;

    /// <summary>True when the text has, or seems to have had, armour.</summary>
    internal static bool IsIn(ReadOnlySpan<char> text) => text.Contains(Dashes, StringComparison.Ordinal);

    /// <summary>Finds the key.</summary>
    /// <exception cref="KeyException">There is none, more than one, or one of a kind that is not read.</exception>
    internal static KeyBlock Find(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> label = default;
        ReadOnlySpan<char> body = default;
        int found = 0;
        for (int begin = text.IndexOf(Begin, StringComparison.Ordinal); begin >= 0; begin = text.IndexOf(Begin, StringComparison.Ordinal))
        {
            RefuseStrayKey(text[..begin]);
            int end = Split(text[begin..], out ReadOnlySpan<char> nextLabel, out ReadOnlySpan<char> nextBody);
            text = text[(begin + end)..];
            if (!nextLabel.SequenceEqual(EcParameters))
            {
                label = nextLabel;
                body = nextBody;
                found++;
            }
        }

        RefuseStrayKey(text);
        return found switch
        {
            0 => throw Damaged(),
            1 => Decode(label, body),
            _ => throw KeyStructure.MoreThanOne(),
        };
    }

    /// <summary>Splits the block with which <paramref name="text"/> starts, and gives the position behind its END line.</summary>
    private static int Split(ReadOnlySpan<char> text, out ReadOnlySpan<char> label, out ReadOnlySpan<char> body)
    {
        ReadOnlySpan<char> rest = text[Begin.Length..];
        int labelLength = rest.IndexOf(Dashes, StringComparison.Ordinal);
        if (labelLength < 0)
        {
            throw Damaged();
        }

        label = rest[..labelLength];
        rest = rest[(labelLength + Dashes.Length)..];
        int bodyLength = rest.IndexOf(Dashes, StringComparison.Ordinal);
        if (bodyLength < 0)
        {
            throw Damaged();
        }

        body = rest[..bodyLength];
        string footer = $"{Dashes}END {label}{Dashes}";
        return rest[bodyLength..].StartsWith(footer, StringComparison.Ordinal)
            ? Begin.Length + labelLength + Dashes.Length + bodyLength + footer.Length
            : throw Damaged();
    }

    private static KeyBlock Decode(ReadOnlySpan<char> label, ReadOnlySpan<char> body)
    {
        switch (label)
        {
            case "OPENSSH PRIVATE KEY":
                throw new KeyException(
                    KeyError.UnsupportedFormat,
                    "This is a private key in OpenSSH's own format, which is not read here. Rewrite it in place: ssh-keygen -p -m PEM -f <file>");
            case "EC PRIVATE KEY":
                throw KeyAlgorithms.NotRsa("EC");
            case "DSA PRIVATE KEY":
                throw KeyAlgorithms.NotRsa("DSA");
            case "PRIVATE KEY" or "RSA PRIVATE KEY" or "ENCRYPTED PRIVATE KEY" or "PUBLIC KEY" or "RSA PUBLIC KEY"
                or "CERTIFICATE" or "X509 CERTIFICATE":
                break;
            default:
                throw new KeyException(
                    KeyError.UnsupportedFormat,
                    "The BEGIN line names something else than a private key, a public key or a certificate. Give the file that holds the key.");
        }

        ReadOnlySpan<char> base64 = SkipHeaders(body, out string? dekInfo);
        if (base64.IsWhiteSpace())
        {
            throw new KeyException(KeyError.Empty, "There is no key here: nothing stands between the BEGIN line and the END line.");
        }

        return dekInfo is null
            ? KeyText.FindBase64(base64)
            : new KeyBlock(KeyKind.LegacyEncrypted, KeyText.DecodeBase64(base64), dekInfo);
    }

    private static ReadOnlySpan<char> SkipHeaders(ReadOnlySpan<char> body, out string? dekInfo)
    {
        dekInfo = null;
        foreach (ReadOnlySpan<char> line in body.EnumerateLines())
        {
            if (line.StartsWith(DekInfoHeader, StringComparison.Ordinal))
            {
                dekInfo = line[DekInfoHeader.Length..].Trim().ToString();
            }
            else if (!line.Contains(':') && !line.IsWhiteSpace())
            {
                body.Overlaps(line, out int position);
                return body[position..];
            }
        }

        return default;
    }

    /// <summary>Notes around the block (<c>Bag Attributes</c>, comments) do no harm; another key there might be the one that was meant.</summary>
    private static void RefuseStrayKey(ReadOnlySpan<char> outside)
    {
        if (outside.Contains(Dashes, StringComparison.Ordinal))
        {
            throw Damaged();
        }

        foreach (ReadOnlySpan<char> line in outside.EnumerateLines())
        {
            ReadOnlySpan<char> word = line.Trim();
            if (word.Length >= ShortestStrayKey && word.StartsWith("MI", StringComparison.Ordinal) && IsBase64(word))
            {
                throw KeyStructure.MoreThanOne();
            }
        }
    }

    private static bool IsBase64(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '/' or '='))
            {
                return false;
            }
        }

        return true;
    }

    private static KeyException Damaged() => KeyStructure.NotAKey(
        "Its BEGIN and END lines are damaged: both must be there, name the same thing and have five dashes on either side.");
}
