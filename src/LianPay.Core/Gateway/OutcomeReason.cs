namespace LianPay.Core.Gateway;

/// <summary>Why a call ended as it did. The names are stable: they are the <c>Reason</c> of results.</summary>
public enum OutcomeReason
{
    /// <summary>The gateway answered, and the answer speaks for itself.</summary>
    None,

    /// <summary>The gateway's name has no address.</summary>
    NameResolution,

    /// <summary>No connection: refused or unreachable.</summary>
    Connect,

    /// <summary>The TLS handshake failed before the certificate was judged: no common version or cipher, or cut short.</summary>
    TlsHandshake,

    /// <summary>The certificate is not valid for this gateway. A security stop.</summary>
    Certificate,

    /// <summary>The certificate is valid, but its key is not one of the pinned ones. A security stop.</summary>
    CertificatePin,

    /// <summary>The proxy did not let the call through.</summary>
    Proxy,

    /// <summary>The deadline of the whole call passed.</summary>
    Timeout,

    /// <summary>The send could not start within ten seconds of its recorded intent.</summary>
    Late,

    /// <summary>The call was cancelled.</summary>
    Cancelled,

    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>What came back is no HTTP answer, or breaks a limit of its head.</summary>
    MalformedHttp,

    /// <summary>The answer is longer than 64 KiB.</summary>
    ReplyTooLarge,

    /// <summary>The answer claims to be compressed or encoded, which was not asked for.</summary>
    ContentEncoding,

    /// <summary>A redirect. It is never followed.</summary>
    Redirect,

    /// <summary>An HTTP status other than 200.</summary>
    HttpStatus,

    /// <summary>HTTP 429: too many requests.</summary>
    RateLimited,

    /// <summary>The body is no message: not one JSON object of text fields in UTF-8.</summary>
    MalformedReply,

    /// <summary>The answer carries no signature.</summary>
    NotSigned,

    /// <summary>The answer names another signature type than RSA.</summary>
    SignType,

    /// <summary>The signature is not one of a trusted platform key over these fields.</summary>
    BadSignature,

    /// <summary>Signed, but a field is missing, breaks its grammar, or belongs to another endpoint.</summary>
    UnexpectedFields,

    /// <summary>Signed, but for another merchant.</summary>
    OtherPartner,

    /// <summary>Signed, but for another order or paybill.</summary>
    OtherOrder,

    /// <summary>Signed, and its code says that only a query can tell.</summary>
    MustQuery,

    /// <summary>Signed: the order is held again (4002, 4003, 4004). A person must look.</summary>
    HeldAgain,

    /// <summary>Signed: too many wrong codes, the order is locked (4008). A person must look.</summary>
    CodeLocked,

    /// <summary>Signed: the confirm code is wrong (4011).</summary>
    WrongCode,

    /// <summary>Signed: the merchant's set-up was refused (1001, 1008, 3001, 4005).</summary>
    Configuration,

    /// <summary>Signed: the gateway refused this confirmation, for the reason that its code gives.</summary>
    RefusedByGateway,

    /// <summary>Signed: the gateway has no record of the order (8901).</summary>
    NoRecord,
}
