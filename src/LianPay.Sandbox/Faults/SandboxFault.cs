namespace LianPay.Sandbox;

/// <summary>What the sandbox does wrong on demand. "Applied" says whether the confirmation takes effect all the same.</summary>
public enum SandboxFault
{
    /// <summary>Nothing: the true answer.</summary>
    None,

    /// <summary>The true answer, late. Applied at once. The argument is the delay in milliseconds; 1000 when none is given.</summary>
    Delay,

    /// <summary>The connection is reset once the head has shown the path; the body is not read. Not applied.</summary>
    DropBeforeRead,

    /// <summary>The request is read whole, then the connection is closed. Not applied.</summary>
    DropBeforeApply,

    /// <summary>The connection is closed in the place of an answer. Applied.</summary>
    DropAfterApply,

    /// <summary>The connection is reset in the place of an answer. Applied.</summary>
    Reset,

    /// <summary>The answer's body is cut and the connection closed, while the head promises the whole. Applied. The argument is the number of bytes of the body that are sent; half of them when none is given.</summary>
    CutReply,

    /// <summary>200 with random bytes of the true answer's length. Applied.</summary>
    Garbage,

    /// <summary>200 with the page of a captive portal, which kept the request for itself. Not applied.</summary>
    Html,

    /// <summary>A server's error page, from a proxy that had passed the request on. Applied. The argument is the status, 500 to 599; 500 when none is given.</summary>
    Status500,

    /// <summary>The true answer, signed by another key than the platform's. Applied.</summary>
    WrongSignature,

    /// <summary>The true answer without <c>sign</c> and <c>sign_type</c>. Applied.</summary>
#pragma warning disable CA1720 // Not the kind of integer: an answer that carries no signature.
    Unsigned,
#pragma warning restore CA1720

    /// <summary>The true answer but for the order number, which is another order's, validly signed. Applied. An answer that names no order is not changed.</summary>
    OtherOrder,

    /// <summary>
    /// The request is read whole, the connection closed, and the confirmation applied later. The argument is the delay in milliseconds, 1000 when none is given;
    /// with -1 it is applied by <see cref="SandboxServer.ApplyLate"/> alone.
    /// </summary>
    LateApply,
}
