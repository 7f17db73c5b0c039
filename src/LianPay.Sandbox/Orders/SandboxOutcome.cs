namespace LianPay.Sandbox;

/// <summary>What becomes of a payment after it has been confirmed (PROTOCOL 2.2).</summary>
public enum SandboxOutcome
{
    /// <summary>It is paid: PROCESSING at the first query, SUCCESS from the second on.</summary>
    Success,

    /// <summary>It fails: PROCESSING at the first query, FAILURE from the second on.</summary>
    Failure,

    /// <summary>The payee's bank returns it: PROCESSING at the first query, SUCCESS at the second, CANCEL from the third on.</summary>
    Cancel,
}
