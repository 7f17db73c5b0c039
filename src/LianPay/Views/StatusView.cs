using System.Management.Automation;
using System.Management.Automation.Host;
using LianPay.Core.Confirmation;

namespace LianPay.Views;

/// <summary>How the default views show where a payment stands.</summary>
public static class StatusView
{
    private const string Good = "Foreground.Green";
    private const string UnderWay = "Foreground.Cyan";
    private const string Warning = "Formatting.Warning";
    private const string Bad = "Formatting.Error";

    /// <summary>The status, in colour where the host shows colours and nobody has switched them off.</summary>
    /// <param name="status">The status.</param>
    /// <param name="style"><c>$PSStyle</c>: its colours, and by OutputRendering whether they are wanted.</param>
    /// <param name="host"><c>$Host</c>.</param>
    public static string Of(PaymentStatus status, PSObject? style, PSHost? host)
    {
        string word = status.ToString();
        return ColourOf(status) is { } colour && style is not null && ShowsColour(style, host) && Read(style, colour) is { Length: > 0 } sequence
            ? sequence + word + Read(style, "Reset")
            : word;
    }

    /// <summary>What the status means, in words.</summary>
    /// <param name="status">The status.</param>
    public static string MeaningOf(PaymentStatus status) => Explanations.Of(status.ToCore());

    private static string? ColourOf(PaymentStatus status) => status switch
    {
        PaymentStatus.Paid => Good,
        PaymentStatus.Accepted => UnderWay,
        PaymentStatus.Unknown or PaymentStatus.Review or PaymentStatus.Held or PaymentStatus.NotSent => Warning,
        PaymentStatus.Refused or PaymentStatus.Rejected or PaymentStatus.Failed or PaymentStatus.Returned or PaymentStatus.Closed => Bad,
        _ => null,
    };

    private static bool ShowsColour(PSObject style, PSHost? host) => Read(style, "OutputRendering") switch
    {
        "PlainText" => false,

        // Asked for in this session in so many words, wherever the output goes.
        "Ansi" => true,

        // https://no-color.org: present and not empty, whatever its value.
        _ when !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) => false,
        _ => host?.UI?.SupportsVirtualTerminal == true && !Console.IsOutputRedirected,
    };

    private static string? Read(PSObject style, string path)
    {
        PSObject? current = style;
        foreach (string name in path.Split('.'))
        {
            current = current?.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value) : null;
        }

        return current?.ToString();
    }
}
