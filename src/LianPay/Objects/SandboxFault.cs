namespace LianPay;

/// <summary>What a sandbox does wrong on demand.</summary>
public enum SandboxFault
{
    /// <summary>Nothing: the true answer.</summary>
    None,

    /// <summary>The true answer, late. The argument is the delay in milliseconds.</summary>
    Delay,

    /// <summary>The connection is reset before the body is read. Not applied.</summary>
    DropBeforeRead,

    /// <summary>The request is read, then the connection is closed. Not applied.</summary>
    DropBeforeApply,

    /// <summary>The confirmation is applied, then the connection is closed without an answer.</summary>
    DropAfterApply,

    /// <summary>The confirmation is applied, then the connection is reset.</summary>
    Reset,

    /// <summary>The confirmation is applied and the answer is cut. The argument is the number of bytes that are sent.</summary>
    CutReply,

    /// <summary>The confirmation is applied; the answer is random bytes.</summary>
    Garbage,

    /// <summary>A captive portal's page. Not applied.</summary>
    Html,

    /// <summary>The confirmation is applied; the answer is a server's error page. The argument is the status.</summary>
    Status500,

    /// <summary>The confirmation is applied; the answer is signed by a wrong key.</summary>
    WrongSignature,

    /// <summary>The confirmation is applied; the answer carries no signature.</summary>
#pragma warning disable CA1720 // Not the kind of integer: an answer that carries no signature.
    Unsigned,
#pragma warning restore CA1720

    /// <summary>The confirmation is applied; the answer is validly signed for another order.</summary>
    OtherOrder,

    /// <summary>The connection is closed, and the confirmation is applied later. The argument is the delay in milliseconds.</summary>
    LateApply,
}
