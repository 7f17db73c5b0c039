namespace LianPay.Core.Gateway;

/// <summary>What one confirmation call came to (DESIGN section 4).</summary>
public enum CallOutcome
{
    /// <summary>Bytes may have arrived, and no answer can be believed. Only a query leads out. The default: an outcome that nobody set is unknown.</summary>
    Unknown,

    /// <summary>No byte of the request left this machine, and that is proved. It may be sent again.</summary>
    NotSent,

    /// <summary>A verified 0000: the payment is in process, not paid.</summary>
    Accepted,

    /// <summary>A verified refusal of this confirmation.</summary>
    Rejected,
}
