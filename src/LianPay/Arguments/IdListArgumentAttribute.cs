using System.Collections;
using System.Management.Automation;

namespace LianPay.Arguments;

/// <summary>What <see cref="IdArgumentAttribute"/> does, for each element of a parameter that holds several ids.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdListArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is IList list
            ? list.Cast<object?>().Select(IdOf).ToArray()
            : new[] { IdOf(inputData) };

    /// <summary>Nothing is no id either: as empty text it is refused like any other that breaks the grammar.</summary>
    private static string IdOf(object? item) => MarkedText.Of(item) ?? string.Empty;
}
