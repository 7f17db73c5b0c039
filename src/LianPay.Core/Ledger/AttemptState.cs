namespace LianPay.Core.Ledger;

/// <summary>What became of the last try to send a confirmation.</summary>
public enum AttemptState
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>The intent is recorded and no outcome is: after a restart that is Unknown.</summary>
    Open,

    /// <summary>Proved not to have left the machine.</summary>
    NotSent,

    /// <summary>Sent, and nothing that can be believed came back.</summary>
    Unknown,

    /// <summary>A verified refusal of the confirmation.</summary>
    Rejected,

    /// <summary>A verified 0000.</summary>
    Accepted,
}
