namespace LianPay.Core.Checks;

/// <summary>One line of the check list.</summary>
/// <param name="Check">What was checked: one of <see cref="CheckNames"/>.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Detail">What was found, in a sentence or two; fit for a terminal, without a secret.</param>
/// <param name="Advice">What to do, or null.</param>
public sealed record CheckReport(string Check, CheckResult Result, string Detail, string? Advice = null)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    internal static CheckReport Passed(string check, string detail) => new(check, CheckResult.Passed, detail);

    internal static CheckReport Warning(string check, string detail, string advice) => new(check, CheckResult.Warning, detail, advice);

    internal static CheckReport Failed(string check, string detail, string advice) => new(check, CheckResult.Failed, detail, advice);

    internal static CheckReport Skipped(string check, string detail) => new(check, CheckResult.Skipped, detail);
}
