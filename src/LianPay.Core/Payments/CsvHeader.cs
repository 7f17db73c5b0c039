using System.Globalization;

namespace LianPay.Core.Payments;

/// <summary>The header line of a CSV file: which column is which field.</summary>
internal sealed class CsvHeader
{
    private readonly string[] _names;
    private readonly PaymentField?[] _fields;

    private CsvHeader(string[] names, PaymentField?[] fields)
    {
        _names = names;
        _fields = fields;
    }

    /// <summary>How many columns there are.</summary>
    internal int Count => _names.Length;

    /// <summary>Reads a header.</summary>
    /// <exception cref="PaymentFileException">It is none, or not one of held payments. No name is quoted as long as the line may be a row of data.</exception>
    internal static CsvHeader Of(string fileName, string[] names, long line)
    {
        PaymentField?[] fields = Array.ConvertAll(names, name => PaymentColumns.TryFind(name, out PaymentField field) ? field : (PaymentField?)null);
        string place = string.Create(CultureInfo.InvariantCulture, $"{fileName}:{line}");
        string? problem = MissingColumns(names, fields, out PaymentFileError error) ?? UnusableNames(names, fields, out error);
        return problem is null ? new CsvHeader(names, fields) : throw new PaymentFileException(error, $"{place}: {problem}", line);
    }

    /// <summary>Puts the text of a column into its field.</summary>
    internal void Assign(RawRow row, int column, string text)
    {
        if (_fields[column] is { } field)
        {
            row[field] = text;
        }
        else
        {
            row.Extra.Add(KeyValuePair.Create(_names[column], (string?)text));
        }
    }

    private static string? MissingColumns(string[] names, PaymentField?[] fields, out PaymentFileError error)
    {
        string[] missing = PaymentColumns.Required.Where(field => !fields.Contains(field)).Select(PaymentColumns.WireName).ToArray();
        error = PaymentFileError.ColumnMissing;
        if (missing.Length == 0)
        {
            return null;
        }

        if (Array.Find(names, HoldsAnotherSeparator) is { } joined)
        {
            error = PaymentFileError.SeparatorNotComma;
            string separator = joined.Contains(';', StringComparison.Ordinal) ? "semicolons" : joined.Contains('\t', StringComparison.Ordinal) ? "tabs" : "bars";
            return $"the columns are separated by {separator}. Only commas are read: save the file as 'CSV UTF-8 (comma delimited)'.";
        }

        if (Array.FindIndex(names, name => !PaymentColumns.TryFind(name, out _) && PaymentColumns.TryFindNear(name, out _)) is >= 0 and int near)
        {
            _ = PaymentColumns.TryFindNear(names[near], out PaymentField field);
            return string.Create(CultureInfo.InvariantCulture,
                $"column {near + 1} looks like {PaymentColumns.WireName(field)} but has a blank, a quote or an invisible character in its name. Type the name again.");
        }

        if (Array.TrueForAll(fields, field => field is null))
        {
            error = PaymentFileError.HeaderMissing;
            return "the first line is no header: it names none of the columns of a held payment (no_order, confirm_code, ret_code, …).";
        }

        return $"the column {string.Join(" and the column ", missing)} is missing. A held payment needs no_order, confirm_code and ret_code.";
    }

    private static string? UnusableNames(string[] names, PaymentField?[] fields, out PaymentFileError error)
    {
        // What PowerShell would take for one property is one column here.
        Dictionary<string, int> seen = new(StringComparer.OrdinalIgnoreCase);
        for (int column = 0; column < names.Length; column++)
        {
            if (string.IsNullOrWhiteSpace(names[column]))
            {
                error = PaymentFileError.ColumnUnnamed;
                return string.Create(CultureInfo.InvariantCulture, $"column {column + 1} has no name. Delete it, or name it.");
            }

            string identity = fields[column] is { } field ? PaymentColumns.WireName(field) : names[column];
            if (!seen.TryAdd(identity, column))
            {
                error = PaymentFileError.DuplicateColumn;
                return string.Create(CultureInfo.InvariantCulture,
                    $"columns {seen[identity] + 1} and {column + 1} are both {FieldText.Quote(identity)}: which one counts cannot be told. Delete one.");
            }
        }

        error = default;
        return null;
    }

    private static bool HoldsAnotherSeparator(string name) =>
        name.AsSpan().IndexOfAny(';', '\t', '|') >= 0
        && name.Split([';', '\t', '|']).Any(part => PaymentColumns.TryFindNear(part, out _));
}
