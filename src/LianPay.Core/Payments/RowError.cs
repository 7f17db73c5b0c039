namespace LianPay.Core.Payments;

/// <summary>Why one row of a file of held payments is left out.</summary>
/// <remarks>The names are stable: a cmdlet's error id is <c>PaymentRow</c> followed by the name.</remarks>
public enum RowError
{
    /// <summary>The row has more or fewer fields than the header: which value belongs to which column cannot be told.</summary>
    RaggedRow,

    /// <summary>A line of CSV with a carriage return, outside quotes, that is not part of its line end.</summary>
    LoneCarriageReturn,

    /// <summary>A line of JSON lines that is not one JSON object.</summary>
    JsonInvalid,

    /// <summary>An element of a JSON array that is no object.</summary>
    NotAnObject,

    /// <summary>A JSON object that names a field twice, perhaps with escapes, in another case, or once by wire name and once by property name.</summary>
    DuplicateField,

    /// <summary>A JSON value that is an object or an array.</summary>
    ValueNotText,

    /// <summary>JSON text with half of a surrogate pair: it is no Unicode text.</summary>
    TextInvalid,

    /// <summary>An id, an order number or a code given as a JSON number: leading zeros and digits past the 15th may be lost already.</summary>
    NumericId,

    /// <summary><c>no_order</c> is missing or not 1 to 32 of <c>[0-9A-Za-z_-]</c>.</summary>
    OrderNumberInvalid,

    /// <summary><c>confirm_code</c> is missing or not 6 digits.</summary>
    ConfirmCodeInvalid,

    /// <summary><c>ret_code</c> is missing or not 4 digits.</summary>
    RetCodeInvalid,

    /// <summary><c>oid_partner</c> is not 18 digits.</summary>
    PartnerIdInvalid,

    /// <summary><c>notify_url</c> is no absolute http or https address of at most 64 characters.</summary>
    NotifyUrlInvalid,

    /// <summary><c>money_order</c> is no amount with at most 9 digits and 2 decimals after a full stop.</summary>
    AmountInvalid,

    /// <summary><c>reviewed_by</c> is no text, or holds a character that cannot be seen: the name of a reviewer must be what it looks like.</summary>
    ReviewedByInvalid,

    /// <summary><c>reviewed_at</c> is not ISO 8601 with an explicit offset.</summary>
    ReviewedAtInvalid,

    /// <summary>The same order with the same code stands in an earlier row.</summary>
    DuplicateOrder,
}
