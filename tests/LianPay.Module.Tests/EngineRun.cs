using System.Management.Automation;

namespace LianPay.Module.Tests;

/// <summary>What a script left: its output and every stream, in the order in which they were written.</summary>
/// <param name="Output">The objects of the success stream.</param>
/// <param name="Errors">The non-terminating errors; a terminating one is <paramref name="Failure"/> alone.</param>
/// <param name="Warnings">The texts of the warning stream.</param>
/// <param name="Verbose">The texts of the verbose stream.</param>
/// <param name="Debug">The texts of the debug stream.</param>
/// <param name="Information">The records of the information stream.</param>
/// <param name="Progress">The records of the progress stream.</param>
/// <param name="Screen">The text that the host would have shown, prompts included.</param>
/// <param name="Failure">The terminating error; null when the script ran to its end.</param>
public sealed record EngineRun(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<InformationRecord> Information,
    IReadOnlyList<ProgressRecord> Progress,
    string Screen,
    Exception? Failure)
{
    /// <summary>The record of the terminating error: id, category and target.</summary>
    public ErrorRecord? FailureRecord => (Failure as IContainsErrorRecord)?.ErrorRecord;

    /// <summary>
    /// Everything that anyone could read of this run, errors with their targets and inner exceptions included: for a test
    /// that a secret is in none of it. The objects of the success stream are left out, some of them carry secrets by purpose.
    /// </summary>
    public string EveryStream() => string.Join(
        '\n',
        [
            .. Errors.Select(Describe),
            FailureRecord is { } record ? Describe(record) : Failure?.ToString() ?? "",
            .. Warnings,
            .. Verbose,
            .. Debug,
            .. Information.Select(item => item.ToString()),
            .. Progress.Select(item => item.ToString()),
            Screen,
        ]);

    private static string Describe(ErrorRecord error) => string.Join(
        '\n',
        [
            error.ToString(),
            error.FullyQualifiedErrorId,
            error.CategoryInfo.ToString(),
            error.ErrorDetails?.Message ?? "",
            error.ErrorDetails?.RecommendedAction ?? "",
            error.Exception.ToString(),
            .. error.Exception.Data.Values.Cast<object?>().Select(item => item?.ToString() ?? ""),
            error.TargetObject is null ? "" : DescribeTarget(PSObject.AsPSObject(error.TargetObject)),
        ]);

    private static string DescribeTarget(PSObject target) =>
        target + "\n" + string.Join('\n', target.Properties.Select(property => $"{property.Name}={ReadSafely(property)}"));

    private static object? ReadSafely(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            // A property that cannot be read shows nothing to anyone.
            return null;
        }
    }
}
