namespace LianPay;

/// <summary>What becomes of a sandbox's payments after they have been confirmed.</summary>
public enum SandboxOutcome
{
    /// <summary>Paid at the second query.</summary>
    Success,

    /// <summary>Failed at the second query.</summary>
    Failure,

    /// <summary>Paid at the second query, returned by the bank at the third.</summary>
    Cancel,
}
