using System.Management.Automation;

namespace LianPay.Arguments;

/// <summary>Turns an amount into text with a full stop without ever failing. What is no number stays the text that it is, to be refused with its row.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AmountArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => TextOf(inputData);

    /// <summary>The text of an amount, whatever the culture. A decimal of a database has four decimals, the last two of them zeros: they are none of the amount.</summary>
    internal static string? TextOf(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) is decimal amount
        ? new PaymentAmount(amount).ToString()
        : TextArgumentAttribute.TextOf(input);
}
