namespace LianPay.Core.Confirmation;

/// <summary>What a person decided on a held payment.</summary>
public enum ReviewDecision
{
    /// <summary>Nobody has decided in this session. The file's own columns may still record a review.</summary>
    None,

    /// <summary>To be confirmed.</summary>
    Approved,

    /// <summary>Not to be confirmed.</summary>
    Denied,
}
