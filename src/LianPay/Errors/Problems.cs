using System.Management.Automation;
using LianPay.Core.Confirmation;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Payloads;
using LianPay.Core.Payments;
using LianPay.Core.Profiles;

namespace LianPay.Errors;

/// <summary>Every error of the module, in one place: an id, a category, a message and an advice each.</summary>
internal static class Problems
{
    internal static Problem NotConnected { get; } = new(
        "NotConnected", ErrorCategory.ConnectionError, "There is no connection in this runspace.", "Run Connect-LianPay first, or pass -Connection.");

    internal static Problem ConnectionClosed { get; } = new(
        "ConnectionClosed", ErrorCategory.ConnectionError, "This connection has been closed.", "Run Connect-LianPay again.");

    internal static Problem OrderNumberInvalid { get; } = new(
        "OrderNumberInvalid", ErrorCategory.InvalidData, "The order number is missing or is not 1 to 32 letters, digits, '_' or '-'.", "Give no_order exactly as it was sent to payment.htm.");

    internal static Problem NumericId(string parameter) => new(
        "NumericId", ErrorCategory.InvalidArgument,
        $"The value of {parameter} is a number, or something else that is no text. Ids are text: a number has lost its leading zeros and perhaps its last digits.",
        "Read the id as text: quote it, keep the column as text in the spreadsheet, or cast it where it is read from JSON.");

    internal static Problem TimeInvalid(string parameter) => new(
        "ReviewedAtInvalid", ErrorCategory.InvalidArgument,
        $"The value of {parameter} is not a time in ISO 8601 with an offset.",
        "Write it like 2026-11-23T08:30:00+08:00, or like 2026-11-23T00:30:00Z.");

    internal static Problem AmountInvalid { get; } = new(
        "AmountInvalid", ErrorCategory.InvalidData,
        "The amount is not yuan with 1 to 9 digits and, after a full stop, 1 or 2 decimals: nobody can check it.",
        "Write it like 1234.50. A decimal comma, of a spreadsheet for instance, is the likely cause; separators and signs of a currency are none of it either.");

    internal static Problem Of(Refusal refusal) => new(refusal.Reason.ToString(), CategoryOf(refusal.Reason), refusal.Message, refusal.Advice);

    internal static Problem Of(KeyException exception) => new(
        $"Key{exception.Error}", CategoryOf(exception.Error), exception.Message,
        exception.Error == KeyError.FileNotFound ? "Check the path; New-LianPayKeyPair makes a pair." : "See Get-Help New-LianPayKeyPair for the formats of keys.");

    internal static Problem Of(PayloadException exception) => new(
        $"Payload{exception.Error}", ErrorCategory.InvalidData, exception.Message,
        exception.Error == PayloadError.WrongKey ? "Give the private half of the key that it was sealed to." : "Take it again from its source, unaltered.");

    internal static Problem Of(PaymentFileError error, string message) => new(
        $"PaymentFile{error}",
        error switch
        {
            PaymentFileError.FileNotFound => ErrorCategory.ObjectNotFound,
            PaymentFileError.FileUnreadable => ErrorCategory.ReadError,
            _ => ErrorCategory.InvalidData,
        },
        message,
        error switch
        {
            PaymentFileError.FileNotFound => "Check the path, and which folder is the current one.",
            PaymentFileError.FileUnreadable => "Check that this account may read it and that no other program holds it.",
            _ => "No payment of this file has left: mend it and read it again.",
        });

    internal static Problem Of(PaymentRowError error) => new(
        $"PaymentRow{error.Error}", ErrorCategory.InvalidData, error.Message, "The row is left out: mend it and run it again.");

    internal static Problem NotAnswered(string? orderNumber, string explanation) => new(
        "NotAnswered", ErrorCategory.ConnectionError, $"The gateway gave no answer that can be believed about {orderNumber ?? "the paybill"}: {explanation}", "Ask again.");

    internal static Problem InputInvalid(string message) => new(
        "InputInvalid", ErrorCategory.InvalidData, message,
        "Give the fields as a hashtable, an object or the text of one JSON object; names in lower case, values as text.");

    internal static Problem SplittableField(string field) => new(
        "SplittableField", ErrorCategory.SecurityError, $"The value of '{field}' could be read as two fields under the same signature.",
        "Take '&', a field's name and '=' out of the value.");

    internal static Problem HeldPaymentInvalid { get; } = new(
        "HeldPaymentInvalid", ErrorCategory.InvalidArgument, "A payment to hold has no order number or confirm code in its grammar, no ret_code of a hold (4002, 4003, 4004), or is there twice.",
        "Give payments as Import-LianPayment does, or a count between 0 and 1000000.");

    internal static Problem SandboxMissing { get; } = new(
        "SandboxMissing", ErrorCategory.InvalidArgument, "There is no sandbox to stop.", "Give what Start-LianPaySandbox wrote.");

    internal static Problem PortInUse(int port) => new(
        "PortInUse", ErrorCategory.ResourceUnavailable, $"The port {port} on loopback cannot be opened: another program has it.", "Leave -Port out to take any free one.");

    internal static Problem SignMissing { get; } = new(
        "SignMissing", ErrorCategory.InvalidArgument, "There is no signature to verify.", "Give the fields with 'sign' among them, or pass -Signature.");

    internal static Problem ParameterInvalid(string parameter, string message, string advice) => new(
        $"{parameter}Invalid", ErrorCategory.InvalidArgument, message, advice);

    internal static Problem Of(SettingDefect defect) => ParameterInvalid(defect.Setting, defect.Message, defect.Advice);

    internal static Problem Of(ProfileException exception) => new(
        $"Profile{exception.Error}",
        exception.Error switch
        {
            ProfileError.NotFound => ErrorCategory.ObjectNotFound,
            ProfileError.Exists => ErrorCategory.ResourceExists,
            ProfileError.FileTooOpen => ErrorCategory.SecurityError,
            ProfileError.FileUnreadable => ErrorCategory.ReadError,
            ProfileError.FileUnwritable => ErrorCategory.WriteError,
            ProfileError.FileLocked => ErrorCategory.ResourceUnavailable,
            _ => ErrorCategory.InvalidData,
        },
        exception.Message,
        exception.Error switch
        {
            ProfileError.NotFound => "Give the name of a profile that is there, or save this one first.",
            ProfileError.Exists => "Pass -Force to replace it.",
            _ => "See Profiles in docs/operations.md.",
        });

    internal static Problem SecretManagementMissing { get; } = new(
        "SecretManagementMissing", ErrorCategory.NotInstalled,
        "The profile names a secret of a vault, and this session has no command Get-Secret to ask for it.",
        "Run Install-Module Microsoft.PowerShell.SecretManagement and register a vault with Register-SecretVault, or save the profile with the path of a key file.");

    internal static Problem SecretUnavailable(string setting, string? errorId) => new(
        "SecretUnavailable", ErrorCategory.ResourceUnavailable,
        $"Get-Secret did not hand out the secret that the profile names as {setting}{(errorId is null ? "" : $" ({errorId})")}.",
        "Try Get-Secret with that name by hand: the secret may be missing, in another vault, or its vault locked.");

    internal static Problem SecretInvalid(string setting) => new(
        "SecretInvalid", ErrorCategory.InvalidData,
        $"What Get-Secret handed out for the profile's {setting} is not one text.",
        "Store the key's text or the passphrase as one SecureString or string, or a key's file as bytes.");

    internal static Problem Of(LedgerException exception) => new(
        $"Ledger{exception.Error}",
        exception.Error switch
        {
            LedgerError.Locked or LedgerError.Unreachable => ErrorCategory.ResourceUnavailable,
            LedgerError.Settings => ErrorCategory.InvalidArgument,
            _ => ErrorCategory.WriteError,
        },
        exception.Message, "Nothing was sent. See docs/operations.md, and run it again when the ledger is well.");

    internal static Problem PartnerMismatch(string partnerId) => new(
        "PartnerMismatch", ErrorCategory.InvalidOperation, $"The row is of another merchant than the connection, which is {partnerId}'s.",
        "Connect as the row's merchant, or mend the row: a spreadsheet may have rounded the number.");

    internal static Problem ConfirmCodeInvalid { get; } = new(
        "ConfirmCodeInvalid", ErrorCategory.InvalidData, "The confirm code is missing or is not six digits: an approval in the ledger is one of a code.",
        "Give the six digits as text, as payment.htm answered them.");

    internal static Problem AlreadyDecided(string status) => new(
        "AlreadyDecided", ErrorCategory.InvalidOperation, $"The order stands as {status} in the ledger: there is nothing left to review.",
        "See Get-LianPayRecord -History. What is in process or paid cannot be called back from here.");

    internal static Problem NotInteractive { get; } = new(
        "NotInteractive", ErrorCategory.InvalidOperation, "There is nobody to ask: this host takes no answers.",
        "Pass -Reviewer and -Reason for payments that a person has reviewed.");

    internal static Problem NothingToSet { get; } = new(
        "NothingToSet", ErrorCategory.InvalidArgument, "No rule was given.", "Pass -RequireLedgerApproval or -RequireSecondPerson; with :$false to lift it.");

    internal static Problem NotCounted { get; } = new(
        "NotCounted", ErrorCategory.InvalidData, "An object of the input is neither a result nor an error, and has no Status that is one of a payment.",
        "Pass what Confirm-LianPayment, Resolve-LianPayment or Get-LianPayRecord wrote, and errors. With Select-Object keep at least Status.");

    internal static Problem NotRecorded { get; } = new(
        "NotRecorded", ErrorCategory.ObjectNotFound, "The ledger has no such order for this gateway and merchant.", "Ask the gateway with Get-LianPayment.");

    internal static Problem NotInReview { get; } = new(
        "NotInReview", ErrorCategory.InvalidOperation, "The order is not in Review: only what the gateway's word leaves open is closed by a person's.",
        "Settle it with Resolve-LianPayment -OrderNumber alone.");

    internal static Problem ReportFileExists { get; } = new(
        "ReportFileExists", ErrorCategory.ResourceExists, "There is a file at the path of the report already, and -NoClobber keeps it.", "Give another path, or leave -NoClobber out.");

    internal static Problem ReportFileReadOnly { get; } = new(
        "ReportFileReadOnly", ErrorCategory.PermissionDenied, "The file at the path of the report is read-only.", "Give another path, or -Force.");

    internal static Problem ReportFileUnwritable { get; } = new(
        "ReportFileUnwritable", ErrorCategory.WriteError, "The report cannot be written. Nothing is left of it, and a file of that name is as it was.",
        "Check that the folder exists, that this account may write there, and that the disk has room. The payments are in the ledger: Get-LianPayRecord | Export-LianPayReport writes a report of them.");

    internal static Problem ReportPathInvalid(string message) => new(
        "ReportPathInvalid", ErrorCategory.InvalidArgument, message, "Give the path of one file, such as ./report.html; -LiteralPath takes one with brackets.");

    internal static Problem BatchStopped(BatchGuard guard) => guard.StopReason switch
    {
        StopReason.Configuration => new(
            "BatchStopped", ErrorCategory.OperationStopped,
            $"The batch stopped: three refusals {guard.StopCode} of the merchant's set-up in a row. The rows that are left were not sent.",
            "Mend the set-up as the results' explanations say, then run the rows that are left."),
        StopReason.BadSignature => new(
            "BatchStopped", ErrorCategory.OperationStopped,
            "The batch stopped: two answers were not signed by the platform's key for these payments. The rows that are left were not sent.",
            "Find out who stands between this machine and the gateway, and whether the platform key is LianLian's, before anything else is sent."),
        StopReason.Certificate => new(
            "BatchStopped", ErrorCategory.OperationStopped,
            "The batch stopped: the gateway's certificate is not valid, or not a pinned one. Nothing was sent on that connection.",
            "Check the machine's clock and trust store, and who stands between this machine and the gateway. There is no switch to go on."),
        StopReason.Ledger or StopReason.LedgerUnreachable => new(
            "BatchStopped", ErrorCategory.OperationStopped,
            $"The batch stopped: nothing may be sent that the ledger does not record. {guard.StopMessage}",
            "Mend the ledger as docs/operations.md says, run Resolve-LianPayment, then run the rows that are left."),
        _ => new(
            "BatchStopped", ErrorCategory.OperationStopped,
            "The batch stopped: the gateway cannot be reached. The rows that are left were not sent.",
            "Mend the connection, then run the rows that are left."),
    };

    private static ErrorCategory CategoryOf(RefusalReason reason) => reason switch
    {
        RefusalReason.NotReviewed or RefusalReason.ReviewDenied or RefusalReason.ReviewExpired or RefusalReason.ReviewInFuture
            or RefusalReason.LedgerApprovalMissing or RefusalReason.ReviewOfOtherCode or RefusalReason.SamePerson => ErrorCategory.PermissionDenied,
        RefusalReason.DuplicateOrder => ErrorCategory.ResourceExists,
        RefusalReason.PartnerMismatch or RefusalReason.NoConfirmationNeeded => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.InvalidData,
    };

    private static ErrorCategory CategoryOf(KeyError error) => error switch
    {
        KeyError.FileNotFound => ErrorCategory.ObjectNotFound,
        KeyError.FileUnreadable or KeyError.FileTooLarge => ErrorCategory.ReadError,
        KeyError.FileUnwritable => ErrorCategory.WriteError,
        KeyError.FileExists => ErrorCategory.ResourceExists,
        KeyError.FileTooOpen or KeyError.NetworkPath or KeyError.PublishedDemoKey or KeyError.SameAsPlatformKey => ErrorCategory.SecurityError,
        KeyError.PassphraseMissing or KeyError.PassphraseWrong => ErrorCategory.AuthenticationError,
        _ => ErrorCategory.InvalidData,
    };
}
