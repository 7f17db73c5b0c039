namespace LianPay.Sandbox;

/// <summary>A request that has been read and checked, and has changed nothing yet: a fault may still lose it.</summary>
/// <param name="OrderNumber">The order that it names, once that is known to be well-formed and signed; else null.</param>
/// <param name="Apply">Does what it asks, and tells the answer. Called at most once.</param>
internal sealed record PreparedCall(string? OrderNumber, Func<SandboxReply> Apply)
{
    /// <summary>A call that was rejected when it was read.</summary>
    internal static PreparedCall Rejected(SandboxReply reply, string? orderNumber = null) => new(orderNumber, () => reply);
}
