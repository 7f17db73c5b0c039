using System.Text;

namespace LianPay.Fuzz.Payments;

/// <summary>RFC 4180 to the letter. Whatever departs from it is not judged here.</summary>
internal static class CsvModel
{
    /// <summary>The rows behind the header; rows of blanks do not count. A row that has not as many fields as the header has no columns.</summary>
    /// <returns>Null for a text that is no RFC 4180.</returns>
    internal static IReadOnlyList<ModelRow>? Read(string text)
    {
        List<ModelRow> rows = [];
        List<string>? header = null;
        int at = 0;
        long line = 1;
        while (at < text.Length)
        {
            int start = at;
            if (Record(text, ref at) is not { } fields)
            {
                return null;
            }

            string raw = text[start..at];
            if (string.IsNullOrWhiteSpace(raw))
            {
                // Passed over.
            }
            else if (header is null)
            {
                header = fields;
            }
            else
            {
                rows.Add(new ModelRow(line, fields.Count == header.Count ? [.. header.Zip(fields, KeyValuePair.Create<string, string?>)] : []));
            }

            line += raw.Count(character => character == '\n');
        }

        return rows;
    }

    private static List<string>? Record(string text, ref int at)
    {
        List<string> fields = [];
        while (true)
        {
            string? field = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Bare(text, ref at);
            if (field is null)
            {
                return null;
            }

            fields.Add(field);
            switch (at < text.Length ? text[at] : '\n')
            {
                case ',':
                    at++;
                    continue;
                case '\r' when at + 1 < text.Length && text[at + 1] == '\n':
                    at += 2;
                    return fields;
                case '\n':
                    at = Math.Min(at + 1, text.Length);
                    return fields;
                default:
                    return null;
            }
        }
    }

    private static string? Bare(string text, ref int at)
    {
        int end = text.AsSpan(at).IndexOfAny(",\r\n\"");
        string field = end < 0 ? text[at..] : text.Substring(at, end);
        at += field.Length;
        return at < text.Length && text[at] == '"' ? null : field;
    }

    private static string? Quoted(string text, ref int at)
    {
        StringBuilder field = new();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                at++;
                return field.ToString();
            }
        }

        return null;
    }
}
