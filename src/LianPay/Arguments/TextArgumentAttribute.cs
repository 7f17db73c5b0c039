using System.Globalization;
using System.Management.Automation;

namespace LianPay.Arguments;

/// <summary>Turns whatever comes into text without ever failing, for parameters that are shown and not sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => TextOf(inputData);

    /// <summary>The text of anything, whatever the culture.</summary>
    internal static string? TextOf(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        null => null,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };
}
