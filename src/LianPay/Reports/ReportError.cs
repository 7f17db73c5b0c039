using System.Management.Automation;
using System.Text.RegularExpressions;
using LianPay.Errors;

namespace LianPay.Reports;

/// <summary>One error as the page shows it: its id, its message and what to do. Its target is not looked at.</summary>
internal sealed partial record ReportError(string Id, string Message, string? Advice)
{
    /// <summary>The error of a record. This module's own messages quote no secret; others' are masked.</summary>
    internal static ReportError Of(ErrorRecord error)
    {
        string text = error.ErrorDetails?.Message ?? error.Exception.Message;
        string message = Blank().Replace(text, " ").Trim();

        // "Id,Class.Of.The.Cmdlet"; what a script throws has its whole message for an id.
        string id = error.FullyQualifiedErrorId == text ? error.Exception.GetType().Name : error.FullyQualifiedErrorId.Split(',')[0];
        return error.Exception is LianPayException
            ? new ReportError(id, message, error.ErrorDetails?.RecommendedAction)
            : new ReportError(ForeignText.Mask(id), ForeignText.Mask(message), Advice: null);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
