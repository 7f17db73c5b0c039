namespace LianPay.Core.Ledger;

/// <summary>What a ledger asks of reviews. It lies in the ledger itself, so that it holds for everybody who confirms through it.</summary>
public sealed record LedgerPolicy
{
    /// <summary>True: a review counts only when it is recorded in this ledger; the columns of a file are none.</summary>
    public bool RequireLedgerApproval { get; init; }

    /// <summary>True: the account that confirms must be another than the one that approved. Only a recorded approval has an account.</summary>
    public bool RequireSecondPerson { get; init; }

    /// <summary>The account that last set it, as the operating system says, or null when nobody has.</summary>
    public string? SetBy { get; init; }

    /// <summary>When, or null.</summary>
    public DateTimeOffset? SetAt { get; init; }
}
