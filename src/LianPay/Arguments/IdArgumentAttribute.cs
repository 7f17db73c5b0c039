using System.Management.Automation;

namespace LianPay.Arguments;

/// <summary>Lets text through to a parameter that holds an id, and marks everything else instead of turning it into text.</summary>
/// <remarks>
/// PowerShell turns a number into other text than was meant: leading zeros and long tails are gone before any cmdlet sees
/// them. A throw here would put the whole row, confirm code included, into the engine's error; so the value is
/// marked, and ProcessRecord refuses the row.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => MarkedText.Of(inputData);
}
