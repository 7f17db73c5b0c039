namespace LianPay.Core.Tests.Gateway;

/// <summary>How a <see cref="HostileRelay"/> ends what it passes on.</summary>
public enum LineFault
{
    /// <summary>Both ends read to the end of the stream.</summary>
    Close,

    /// <summary>The client's read fails.</summary>
    Reset,

    /// <summary>The line stays open, and nothing more comes.</summary>
    Silence,
}
