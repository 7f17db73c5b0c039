namespace LianPay.KillHarness.Runner;

/// <summary>Which safety is taken away. With any but none the oracle must fail, or it is not to be believed.</summary>
internal enum Control
{
    /// <summary>None: the program as it is.</summary>
    None,

    /// <summary>What may have been sent is sent again after a restart, without asking.</summary>
    BlindResend,

    /// <summary>The order is claimed, and the intent is not recorded before the send.</summary>
    NoDurableIntent,

    /// <summary>After a CHECK it is sent again at once, against a gateway that applies late.</summary>
    NoQuietPeriod,

    /// <summary>A send may start however long ago its intent was recorded, against a process that is suspended in between.</summary>
    NoFence,
}
