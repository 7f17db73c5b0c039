using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace LianPay;

/// <summary>An amount in yuan. Scripts meet the decimal in it; its text is the same in every culture, such as <c>1234.50</c>.</summary>
/// <remarks>
/// Export-Csv writes what ToString gives, and a decimal's is that of the culture: <c>22,99</c> is what Import-LianPayment refuses. The engine
/// takes a PSObject for the value in it, so that comparing, sorting, sums and JSON are those of a decimal. A type of its own would be an empty object in JSON.
/// </remarks>
[TypeConverter(typeof(PlainValueConverter))]
public sealed class PaymentAmount : PSObject
{
    // Two decimals or, when a script has made more, all of them: an amount is never rounded by being written.
    private const string Format = "0.00##########################";

    /// <summary>Wraps an amount.</summary>
    /// <param name="value">In yuan.</param>
    public PaymentAmount(decimal value)
        : base(value)
    {
    }

    /// <summary>In yuan.</summary>
    public decimal Value => (decimal)BaseObject;

    /// <summary>Wraps an amount in yuan, or nothing.</summary>
    /// <param name="value">In yuan, or null.</param>
    public static implicit operator PaymentAmount?(decimal? value) => value is { } known ? new PaymentAmount(known) : null;

    /// <summary>The amount in yuan, or nothing.</summary>
    /// <param name="amount">An amount, or null.</param>
    public static implicit operator decimal?(PaymentAmount? amount) => amount?.Value;

    /// <summary>With a full stop and at least two decimals, without separators, whatever the culture.</summary>
    public override string ToString() => Value.ToString(Format, CultureInfo.InvariantCulture);
}
