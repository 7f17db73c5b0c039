using LianPay.Core.Ledger;

namespace LianPay;

/// <summary>What a ledger asks of reviews. It holds for everybody who confirms through that ledger.</summary>
public sealed class LianPayPolicy
{
    internal LianPayPolicy(LedgerPolicy policy, string ledger)
    {
        RequireLedgerApproval = policy.RequireLedgerApproval;
        RequireSecondPerson = policy.RequireSecondPerson;
        SetBy = policy.SetBy;
        SetAt = policy.SetAt;
        Ledger = ledger;
    }

    /// <summary>True: only an approval that is recorded in the ledger counts; the columns of a file are no review.</summary>
    public bool RequireLedgerApproval { get; }

    /// <summary>True: the account that confirms must be another than the one that approved.</summary>
    public bool RequireSecondPerson { get; }

    /// <summary>The account that last set it, as the operating system says, or null when nobody has.</summary>
    public string? SetBy { get; }

    /// <summary>When, or null.</summary>
    public PaymentTime? SetAt { get; }

    /// <summary>The ledger in which it is stored.</summary>
    public string Ledger { get; }

    /// <summary>The rules in words.</summary>
    public override string ToString() =>
        (RequireLedgerApproval, RequireSecondPerson) switch
        {
            (false, false) => "any recorded review",
            (true, false) => "an approval in the ledger",
            (_, true) => "an approval in the ledger by another person",
        };
}
