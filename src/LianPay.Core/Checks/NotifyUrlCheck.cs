namespace LianPay.Core.Checks;

/// <summary>The check of the notify URL. Nothing is sent to it.</summary>
internal static class NotifyUrlCheck
{
    internal static CheckReport Of(string? notifyUrl) =>
        notifyUrl is null ? CheckReport.Warning(
            CheckNames.NotifyUrl, "The connection names none: a payment that names none of its own is refused.", "Give -NotifyUrl, or have a column notify_url in every file.")
        : notifyUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? CheckReport.Passed(CheckNames.NotifyUrl, $"{notifyUrl}. Nothing was sent to it.")
        : CheckReport.Warning(
            CheckNames.NotifyUrl, $"{notifyUrl} is plain http: anybody on the way can read what the gateway tells of payments, and forge it.", "Give an https URL.");
}
