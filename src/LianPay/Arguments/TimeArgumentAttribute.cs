using System.Globalization;
using System.Management.Automation;

namespace LianPay.Arguments;

/// <summary>Turns a time that cannot be misread into ISO 8601 text with its offset, and marks every other.</summary>
/// <remarks><c>03/04/2026</c> is a day in March or in April, by the culture; a time without an offset is a different one on another machine.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => TextOf(inputData);

    /// <summary>ISO 8601 text, or marked text.</summary>
    internal static string? TextOf(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        null => null,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTime { Kind: not DateTimeKind.Unspecified } time => new DateTimeOffset(time).ToString("O", CultureInfo.InvariantCulture),
        string text => text,
        var other => MarkedText.Mark(other),
    };
}
