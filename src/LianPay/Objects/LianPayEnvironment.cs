namespace LianPay;

/// <summary>Whether money moves.</summary>
public enum LianPayEnvironment
{
    /// <summary>A stand-in on loopback. No money moves. The default.</summary>
    Sandbox,

    /// <summary>LianLian's gateway. Real money moves.</summary>
    Production,
}
