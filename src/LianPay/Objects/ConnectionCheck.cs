using LianPay.Core.Checks;

namespace LianPay;

/// <summary>One line of the check list of a connection.</summary>
public sealed class ConnectionCheck
{
    internal ConnectionCheck(CheckReport report, LianPayEnvironment environment)
    {
        Check = report.Check;
        Result = Enum.Parse<CheckResult>(report.Result.ToString());
        Detail = report.Detail;
        Advice = report.Advice;
        Duration = report.Duration;
        Environment = environment;
    }

    /// <summary>What was checked, as a stable name: Merchant key, Platform key, Crypto policy, Notify URL, Ledger, Name resolution, Connection, TLS, Clock or Signed query.</summary>
    public string Check { get; }

    /// <summary>What it came to.</summary>
    public CheckResult Result { get; }

    /// <summary>What was found.</summary>
    public string Detail { get; }

    /// <summary>What to do, or null.</summary>
    public string? Advice { get; }

    /// <summary>How long the check took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Whether money moves there.</summary>
    public LianPayEnvironment Environment { get; }

    /// <summary>The check and its result.</summary>
    public override string ToString() => $"{Check}: {Result}";
}
