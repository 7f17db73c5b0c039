using System.Collections;
using System.Globalization;
using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Core.Messages;
using LianPay.Errors;

namespace LianPay.Payments;

/// <summary>Reads a payment out of what a caller pipes in: a payment, a row of Import-Csv, a hashtable. Headings are wire names or property names.</summary>
internal sealed class PaymentArgument
{
    private readonly PSObject? _input;
    private readonly IDictionary? _dictionary;

    internal PaymentArgument(PSObject? input)
    {
        _input = input;
        _dictionary = input?.BaseObject as IDictionary;
    }

    /// <summary>True for a hashtable, whose entries the engine binds to no parameter.</summary>
    internal bool IsDictionary => _dictionary is not null;

    /// <summary>How many rows the file of a payment or of its result has, or 0.</summary>
    internal long RowsInSource => _input?.BaseObject switch
    {
        HeldPayment payment => payment.RowsInSource,
        ConfirmationResult result => result.RowsInSource,
        _ => 0,
    };

    /// <summary>The value of a column by any of its names, or null.</summary>
    internal object? this[PaymentColumn column] => column.Names.Select(Find).FirstOrDefault(value => value is not null);

    /// <summary>The payment, or what is wrong with it.</summary>
    internal Problem? TryRead(out HeldPayment payment)
    {
        payment = new HeldPayment
        {
            OrderNumber = MarkedText.Of(this[PaymentColumn.OrderNumber]),
            ConfirmCode = MarkedText.Of(this[PaymentColumn.ConfirmCode]),
            RetCode = MarkedText.Of(this[PaymentColumn.RetCode]),
            PartnerId = MarkedText.Of(this[PaymentColumn.PartnerId]),
            RetMessage = Text(PaymentColumn.RetMessage),
            NotifyUrl = Text(PaymentColumn.NotifyUrl),
            Payee = Text(PaymentColumn.Payee),
            ReviewedBy = Text(PaymentColumn.ReviewedBy),
            ReviewReason = Text(PaymentColumn.ReviewReason),
            Decision = Text(PaymentColumn.Decision),
            Row = RowOf(Text(PaymentColumn.Row)),
            Source = Text(PaymentColumn.Source),
            RowsInSource = RowsInSource,
        };

        foreach ((string name, string? id) in new[] { ("OrderNumber", payment.OrderNumber), ("ConfirmCode", payment.ConfirmCode), ("RetCode", payment.RetCode), ("PartnerId", payment.PartnerId) })
        {
            if (MarkedText.IsMarked(id))
            {
                return Problems.NumericId(name);
            }
        }

        string? reviewedAt = TimeArgumentAttribute.TextOf(this[PaymentColumn.ReviewedAt]);
        if (!string.IsNullOrEmpty(reviewedAt))
        {
            if (!IsoInstant.TryParse(reviewedAt, out DateTimeOffset time))
            {
                return Problems.TimeInvalid("ReviewedAt");
            }

            payment.ReviewedAt = time;
        }

        if (!TryReadAmount(AmountArgumentAttribute.TextOf(this[PaymentColumn.Amount]), out PaymentAmount? amount))
        {
            return Problems.AmountInvalid;
        }

        payment.Amount = amount;
        return null;
    }

    /// <summary>The columns that mean nothing here, to be carried along.</summary>
    internal IEnumerable<KeyValuePair<string, object?>> OtherColumns()
    {
        IEnumerable<KeyValuePair<string, object?>> all = _dictionary is not null
            ? _dictionary.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(entry.Key.ToString() ?? string.Empty, entry.Value))
            : _input?.Properties.Select(property => KeyValuePair.Create(property.Name, (object?)property.Value)) ?? [];
        return all.Where(column => !PaymentColumn.IsKnown(column.Key));
    }

    /// <summary>Reads an amount in yuan; none when there is no text. It is never sent, but people check it: what breaks the grammar must not vanish.</summary>
    /// <returns>False when the text breaks the grammar.</returns>
    internal static bool TryReadAmount(string? text, out PaymentAmount? amount)
    {
        bool isAmount = FieldGrammar.IsAmount(text);
        amount = isAmount ? new PaymentAmount(decimal.Parse(text!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)) : null;
        return isAmount || string.IsNullOrEmpty(text);
    }

    /// <summary>A row number, or 0 when there is none.</summary>
    internal static long RowOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long row) ? row : 0;

    private string? Text(PaymentColumn column) =>
        TextArgumentAttribute.TextOf(this[column]) is { Length: > 0 } text ? text : null;

    private object? Find(string name)
    {
        if (_dictionary is null)
        {
            return _input?.Properties[name]?.Value;
        }

        foreach (DictionaryEntry entry in _dictionary)
        {
            if (string.Equals(entry.Key.ToString(), name, StringComparison.OrdinalIgnoreCase))
            {
                return entry.Value;
            }
        }

        return null;
    }
}
