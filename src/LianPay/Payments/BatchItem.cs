using System.Globalization;
using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Core.Messages;

namespace LianPay.Payments;

/// <summary>
/// What a batch left, as one of the objects that are counted: also when it comes back from a file, from another process or from
/// Select-Object, and only its properties tell what it was.
/// </summary>
internal static class BatchItem
{
    /// <summary>A result, a record, a state or an error; or null when the input is none of them and none can be made of it.</summary>
    internal static object? Of(PSObject input) => input.BaseObject switch
    {
        ConfirmationResult or PaymentRecord or PaymentState or ErrorRecord => input.BaseObject,
        _ when TryReadStatus(input, out PaymentStatus status) => ResultOf(input, status),
        _ when Text(input, nameof(ErrorRecord.FullyQualifiedErrorId)) is { } id => ErrorOf(input, id),
        _ => null,
    };

    /// <summary>True for what a stream carries beside results and errors (<c>*&gt;&amp;1</c>): it says nothing of a payment.</summary>
    internal static bool IsRemark(PSObject input) => input.BaseObject is InformationalRecord or InformationRecord or ProgressRecord;

    private static bool TryReadStatus(PSObject input, out PaymentStatus status) =>
        Enum.TryParse(Text(input, nameof(ConfirmationResult.Status)), ignoreCase: true, out status) && Enum.IsDefined(status);

    private static ConfirmationResult ResultOf(PSObject input, PaymentStatus status)
    {
        DateTimeOffset? sentAt = Time(input, nameof(ConfirmationResult.SentAt)) ?? Time(input, nameof(PaymentRecord.FirstSentAt));
        TimeSpan duration = TimeSpan.TryParse(Text(input, nameof(ConfirmationResult.Duration)), CultureInfo.InvariantCulture, out TimeSpan given)
            ? given
            : Time(input, nameof(PaymentRecord.UpdatedAt)) - sentAt ?? TimeSpan.Zero;
        return new ConfirmationResult
        {
            OrderNumber = Text(input, nameof(ConfirmationResult.OrderNumber)),
            Status = status,
            RetCode = Text(input, nameof(ConfirmationResult.RetCode)),
            RetMessage = Text(input, nameof(ConfirmationResult.RetMessage)),
            Explanation = Text(input, nameof(ConfirmationResult.Explanation)),
            PaybillId = Text(input, nameof(ConfirmationResult.PaybillId)),
            Amount = PaymentArgument.TryReadAmount(AmountArgumentAttribute.TextOf(input.Properties[nameof(ConfirmationResult.Amount)]?.Value), out PaymentAmount? amount) ? amount : null,
            Payee = Text(input, nameof(ConfirmationResult.Payee)),
            ReviewedBy = Text(input, nameof(ConfirmationResult.ReviewedBy)),
            Attempts = Count(input, nameof(ConfirmationResult.Attempts)),
            SentAt = sentAt,
            Duration = duration,
            Row = PaymentArgument.RowOf(Text(input, nameof(ConfirmationResult.Row))),
            Environment = EnvironmentOf(input),
            Reason = Text(input, nameof(ConfirmationResult.Reason)),
            StopReason = Text(input, nameof(ConfirmationResult.StopReason)),
        };
    }

    private static LianPayEnvironment EnvironmentOf(PSObject input)
    {
        if (Enum.TryParse(Text(input, nameof(ConfirmationResult.Environment)), ignoreCase: true, out LianPayEnvironment environment) && Enum.IsDefined(environment))
        {
            return environment;
        }

        // A record names its gateway instead. And what names neither may have moved money.
        return Uri.TryCreate($"https://{Text(input, nameof(PaymentRecord.Gateway))}", UriKind.Absolute, out Uri? gateway) && gateway.IsLoopback
            ? LianPayEnvironment.Sandbox
            : LianPayEnvironment.Production;
    }

    private static ErrorRecord ErrorOf(PSObject input, string id) => new(
        new RuntimeException(Text(input, "Exception") ?? input.ToString()), id, ErrorCategory.NotSpecified, Text(input, nameof(ErrorRecord.TargetObject)));

    private static DateTimeOffset? Time(PSObject input, string name) =>
        TimeArgumentAttribute.TextOf(input.Properties[name]?.Value) is { } text && IsoInstant.TryParse(text, out DateTimeOffset time) ? time : null;

    private static int Count(PSObject input, string name) =>
        int.TryParse(Text(input, name), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0;

    /// <summary>The text of a property, or null when it is absent or empty.</summary>
    private static string? Text(PSObject input, string name) =>
        input.Properties[name]?.Value is { } value && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
