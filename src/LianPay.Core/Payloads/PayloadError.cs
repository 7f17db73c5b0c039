namespace LianPay.Core.Payloads;

/// <summary>Why a <c>pay_load</c> cannot be opened.</summary>
public enum PayloadError
{
    /// <summary>Not six parts, another version, not base64, or parts of impossible lengths.</summary>
    Malformed,

    /// <summary>The two keys inside are not encrypted to the given RSA key.</summary>
    WrongKey,

    /// <summary>The MAC does not fit: the text was altered, or wrapped anew, on its way.</summary>
    MacMismatch,

    /// <summary>The opened text is not UTF-8.</summary>
    NotUtf8,
}
