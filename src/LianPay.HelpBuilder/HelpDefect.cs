namespace LianPay.HelpBuilder;

/// <summary>One thing that is missing or wrong in the help.</summary>
/// <param name="Code">A stable code, so that a build log can be searched for it.</param>
/// <param name="Subject">The cmdlet's name.</param>
/// <param name="Message">What is missing, and where to write it.</param>
internal sealed record HelpDefect(string Code, string Subject, string Message)
{
    /// <summary>The line as MSBuild reads errors out of a tool's output.</summary>
    public override string ToString() => $"LianPay.HelpBuilder : error {Code}: {Subject}: {Message}";
}
