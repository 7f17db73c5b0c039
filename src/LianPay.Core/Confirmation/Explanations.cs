using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>What happened and what to do, in one or two sentences for the person who has to act.</summary>
public static class Explanations
{
    /// <summary>One order has one paybill.</summary>
    internal const string TwoPaybills = "The gateway has signed two different paybills for this one order: a person must look at it in LianLian's merchant portal.";

    internal static string Of(PaymentStatus status, OutcomeReason reason, string? retCode, string? detail) => status switch
    {
        PaymentStatus.Accepted => "In process, not paid yet: ask again with Get-LianPayment.",
        PaymentStatus.NotSent => $"{Of(reason)} Nothing left this machine: it may be sent again.",
        PaymentStatus.Unknown => $"{OfCode(reason, retCode) ?? Of(reason)} {(detail is null ? string.Empty : detail + " ")}It may have been confirmed: ask again with Get-LianPayment, do not pay again.",
        PaymentStatus.Rejected or PaymentStatus.Review when retCode is not null && RetCodes.Find(retCode).Code == retCode => RetCodes.Find(retCode).Explanation,
        _ => Of(status),
    };

    /// <summary>What a status means, in words.</summary>
    public static string Of(PaymentStatus status) => status switch
    {
        PaymentStatus.Unknown => "Unknown: it may have been confirmed. Ask again; do not pay again.",
        PaymentStatus.Accepted => "In process, not paid yet.",
        PaymentStatus.Paid => "Paid. The bank may still return it.",
        PaymentStatus.Taken => "Another process has it, or it is already final. Nothing was sent.",
        PaymentStatus.Refused => "The row itself was refused. Nothing was sent.",
        PaymentStatus.Rejected => "The gateway refused this confirmation. The payout may still be open there.",
        PaymentStatus.Failed => "The payment failed.",
        PaymentStatus.Returned => "The bank returned the money; it is back on the merchant's account at LianLian.",
        PaymentStatus.Closed => "The gateway has closed it: it was not confirmed in time.",
        PaymentStatus.NotSent => "Nothing left this machine: it may be sent again.",
        PaymentStatus.Held => "It still waits for a confirmation. Nothing has gone to the bank.",
        PaymentStatus.Review => "A person must look at it in LianLian's merchant portal.",
        PaymentStatus.Untouched => "The batch stopped before it. Nothing was sent.",
        _ => string.Empty,
    };

    /// <summary>Why nothing was sent for an order that is taken.</summary>
    internal static string OfTaken(PaymentStatus recorded, string? reason) =>
        reason == "InFlight" ? "Another live process is confirming it now. Nothing was sent."
        : recorded == PaymentStatus.Accepted ? "Already confirmed and in process. Nothing was sent; settle it with Resolve-LianPayment."
        : $"Already final in the ledger: {recorded}. Nothing was sent.";

    /// <summary>Why nothing was sent for an order that is not taken.</summary>
    internal static string OfWait(PaymentStatus status, string? reason) => reason switch
    {
        "WrongCode" => "The gateway has called this confirm code wrong: it is not sent again. Nothing was sent. Get the right code, and review it anew.",
        "TooManyWrongCodes" => "Three codes of this order were wrong; six lock it. Nothing was sent. A person must find out where the codes come from.",
        "NotHeld" => "It may have been confirmed, and the gateway does not say that it still waits for it. Nothing was sent; ask again, do not pay again.",
        "TooManySends" => "Three confirmations of it may have reached the gateway already. Nothing was sent. A person must look at it in LianLian's merchant portal.",
        "QuietPeriod" => "It still waits for a confirmation, but the last one was sent less than two minutes ago and may be applied late. Nothing was sent; run it again later.",
        "TooOld" => "It is older than 23.5 hours: the gateway is about to close it. Nothing was sent.",
        "RejectedForGood" => "The gateway refused an earlier confirmation for a reason that sending again does not mend. Nothing was sent.",
        "OtherCode" => "Its confirm code is not the one that was sent before. Nothing was sent. A person must find out which is right.",
        _ => $"{Of(status)} Nothing was sent.",
    };

    private static string? OfCode(OutcomeReason reason, string? retCode) =>
        reason is OutcomeReason.MustQuery && retCode is not null ? RetCodes.Find(retCode).Explanation : null;

    private static string Of(OutcomeReason reason) => reason switch
    {
        OutcomeReason.NameResolution => "The gateway's name has no address: check DNS.",
        OutcomeReason.Connect => "No connection to the gateway.",
        OutcomeReason.TlsHandshake => "The TLS handshake with the gateway failed.",
        OutcomeReason.Certificate => "The gateway's certificate is not valid: somebody may stand in between.",
        OutcomeReason.CertificatePin => "The gateway's certificate has another key than the pinned ones: somebody may stand in between.",
        OutcomeReason.Proxy => "The proxy did not let the call through.",
        OutcomeReason.Timeout => "No answer within the deadline.",
        OutcomeReason.Late => "The send could not start in time after its intent was recorded.",
        OutcomeReason.Cancelled => "Stopped before the answer came.",
        OutcomeReason.ConnectionLost => "The connection broke before the answer was complete.",
        OutcomeReason.MalformedHttp => "What came back is no HTTP answer.",
        OutcomeReason.ReplyTooLarge => "The answer is longer than any answer of the gateway.",
        OutcomeReason.ContentEncoding => "The answer is compressed, which was not asked for.",
        OutcomeReason.Redirect => "The answer is a redirect; it was not followed.",
        OutcomeReason.HttpStatus => "The answer has an HTTP status of failure.",
        OutcomeReason.RateLimited => "The gateway asks for fewer calls.",
        OutcomeReason.MalformedReply => "The answer is not a message of the gateway.",
        OutcomeReason.NotSigned => "The answer is not signed, so it is not believed.",
        OutcomeReason.SignType => "The answer names another signature type than RSA, so it is not believed.",
        OutcomeReason.BadSignature => "The answer's signature is wrong, so it is not believed: somebody may stand in between, or the platform key is not LianLian's.",
        OutcomeReason.UnexpectedFields => "The answer is signed but does not fit the question.",
        OutcomeReason.OtherPartner => "The answer is signed for another merchant, so it is not believed.",
        OutcomeReason.OtherOrder => "The answer is signed for another order, so it is not believed.",
        OutcomeReason.MustQuery => "The gateway's code leaves the outcome open.",
        OutcomeReason.NoRecord => "The gateway has no record of the order (yet).",
        _ => "The outcome is open.",
    };
}
