namespace LianPay.Module.Tests;

/// <summary>Claims that a test shows an error of a cmdlet. <see cref="ErrorIdTests"/> holds the claims against the cmdlets' documentation.</summary>
/// <param name="cmdlet">The cmdlet, such as <c>Confirm-LianPayment</c>.</param>
/// <param name="ids">The ids that the test shows. None: the test is a theory, and the first argument of each of its <c>InlineData</c> is an id.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ErrorIdAttribute(string cmdlet, params string[] ids) : Attribute
{
    /// <summary>The cmdlet.</summary>
    public string Cmdlet { get; } = cmdlet;

    /// <summary>The ids that are named here.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;
}
