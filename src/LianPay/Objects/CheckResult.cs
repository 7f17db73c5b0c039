namespace LianPay;

/// <summary>What a check of a connection came to.</summary>
public enum CheckResult
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>It works, and somebody should look at it.</summary>
    Warning,

    /// <summary>Payments would fail, or would not be safe.</summary>
    Failed,

    /// <summary>There was nothing to check, or an earlier failure stood in the way.</summary>
    Skipped,
}
