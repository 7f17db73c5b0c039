using System.Globalization;
using System.Management.Automation;

namespace LianPay;

/// <summary>Lets a script set an amount or a time to what it could set a decimal or a DateTimeOffset to: a number, a date, or text.</summary>
internal sealed class PlainValueConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        destinationType == typeof(PaymentAmount) || destinationType == typeof(PaymentTime);

    /// <inheritdoc/>
    public override object? ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        destinationType == typeof(PaymentAmount)
            ? (PaymentAmount?)To<decimal?>(sourceValue)
            : (PaymentTime?)To<DateTimeOffset?>(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException("The engine converts the value inside.");

    private static T? To<T>(object sourceValue) => (T?)LanguagePrimitives.ConvertTo(sourceValue, typeof(T), CultureInfo.InvariantCulture);
}
