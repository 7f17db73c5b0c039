namespace LianPay;

/// <summary>Where a payment stands. An unknown is never shown as failed: somebody would pay again.</summary>
/// <remarks>The same names as the Core's, in the assembly whose types scripts can name. In the order of gravity, that of the exit codes: <c>Sort-Object Status</c> puts first what needs a person first.</remarks>
public enum PaymentStatus
{
    /// <summary>Sent, perhaps. Ask again; do not pay again. The default: a status that nobody set is unknown.</summary>
    Unknown,

    /// <summary>Nothing left this machine: it may be sent again.</summary>
    NotSent,

    /// <summary>The batch stopped before it.</summary>
    Untouched,

    /// <summary>The row itself cannot be confirmed: input, no review, denied. Nothing was sent.</summary>
    Refused,

    /// <summary>A person must look.</summary>
    Review,

    /// <summary>Still waits for a confirmation.</summary>
    Held,

    /// <summary>The gateway refused this confirmation. The payout may still be open there.</summary>
    Rejected,

    /// <summary>The payment failed.</summary>
    Failed,

    /// <summary>Paid, and then returned by the bank.</summary>
    Returned,

    /// <summary>Closed by the gateway: not confirmed in time.</summary>
    Closed,

    /// <summary>In process at the gateway. Not paid yet.</summary>
    Accepted,

    /// <summary>Another live process has it, or it is already final: nothing was sent.</summary>
    Taken,

    /// <summary>Paid.</summary>
    Paid,
}
