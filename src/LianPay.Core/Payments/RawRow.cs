using System.Globalization;
using LianPay.Core.Messages;

namespace LianPay.Core.Payments;

/// <summary>One row as it was read, before its fields are checked. One object is used for all rows of a file.</summary>
internal sealed class RawRow
{
    private readonly string?[] _values = new string?[PaymentColumns.Count];

    /// <summary>The 1-based number of the data row.</summary>
    internal long Row { get; private set; }

    /// <summary>The 1-based line on which the row begins.</summary>
    internal long Line { get; private set; }

    /// <summary>The columns that mean nothing here, in their order.</summary>
    internal List<KeyValuePair<string, string?>> Extra { get; } = [];

    /// <summary>The first fault that reading met, if any.</summary>
    internal RowFault? Fault { get; private set; }

    /// <summary>The order number, when it may be shown and compared.</summary>
    internal string? LegibleOrderNumber
    {
        get
        {
            // Six digits beside something that is no code: the two columns may have been swapped.
            string? order = HasTrueValues ? this[PaymentField.OrderNumber] : null;
            return order is not null && FieldGrammar.IsOrderNumber(order)
                && (!FieldGrammar.IsConfirmCode(order) || FieldGrammar.IsConfirmCode(this[PaymentField.ConfirmCode]))
                ? order
                : null;
        }
    }

    /// <summary>Whether each value is known to belong to its field: a fault of one value leaves the others true.</summary>
    private bool HasTrueValues => Fault is null or { Error: RowError.NumericId or RowError.ValueNotText };

    /// <summary>The text of a field. An empty field counts as absent.</summary>
    internal string? this[PaymentField field]
    {
        get => _values[(int)field];
        set => _values[(int)field] = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Empties the row for the next one.</summary>
    internal void Start(long line)
    {
        Row++;
        Line = line;
        Fault = null;
        Extra.Clear();
        Array.Clear(_values);
    }

    /// <summary>Notes a fault of reading. The gravest is kept: one that makes all values doubtful before one of a single value.</summary>
    internal void Refuse(RowFault fault)
    {
        if (HasTrueValues && (Fault is null || fault.Error is not (RowError.NumericId or RowError.ValueNotText)))
        {
            Fault = fault;
        }
    }

    internal string SourceIn(string fileName) => string.Create(CultureInfo.InvariantCulture, $"{fileName}:{Line}");
}
