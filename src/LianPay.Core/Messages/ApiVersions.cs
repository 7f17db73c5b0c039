namespace LianPay.Core.Messages;

/// <summary>版本号, the version of the interface.</summary>
public static class ApiVersions
{
    /// <summary><c>1.0</c>: what the SEED, LianLian's demos and every sample of confirm and query send (PROTOCOL 1.3, 1.4).</summary>
    public const string Current = "1.0";
}
