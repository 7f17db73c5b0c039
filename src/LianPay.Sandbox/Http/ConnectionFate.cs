namespace LianPay.Sandbox;

/// <summary>What becomes of a connection after an answer, or in its place.</summary>
internal enum ConnectionFate
{
    /// <summary>It waits for the next request.</summary>
    KeepAlive,

    /// <summary>It is closed in order: the client reads to the end of the stream.</summary>
    Close,

    /// <summary>It is reset: the client's read fails.</summary>
    Reset,
}
