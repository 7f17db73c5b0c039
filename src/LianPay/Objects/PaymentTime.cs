using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace LianPay;

/// <summary>A point in time. Scripts meet the DateTimeOffset in it; its text is ISO 8601 in every culture, such as <c>2026-11-23T08:30:00+08:00</c>.</summary>
/// <remarks>
/// Export-Csv writes what ToString gives, and a DateTimeOffset's is that of the culture, which Import-LianPayment refuses. The engine takes a
/// PSObject for the value in it, so that comparing, sorting and JSON are those of a DateTimeOffset.
/// </remarks>
[TypeConverter(typeof(PlainValueConverter))]
public sealed class PaymentTime : PSObject
{
    // Parts of a second only when there are any, up to 100 ns.
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    /// <summary>Wraps a time.</summary>
    /// <param name="value">The time.</param>
    public PaymentTime(DateTimeOffset value)
        : base(value)
    {
    }

    /// <summary>The time.</summary>
    public DateTimeOffset Value => (DateTimeOffset)BaseObject;

    /// <summary>Wraps a time, or nothing.</summary>
    /// <param name="value">The time, or null.</param>
    public static implicit operator PaymentTime?(DateTimeOffset? value) => value is { } known ? new PaymentTime(known) : null;

    /// <summary>The time, or nothing.</summary>
    /// <param name="time">A time, or null.</param>
    public static implicit operator DateTimeOffset?(PaymentTime? time) => time?.Value;

    /// <summary>ISO 8601 with the offset, whatever the culture and its calendar.</summary>
    public override string ToString() => Value.ToString(Format, CultureInfo.InvariantCulture);
}
