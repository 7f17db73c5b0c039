using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Confirmation;

/// <summary>Lets a payment through only when it is sound and a person has reviewed it. Everything that is ever sent passes here.</summary>
/// <param name="partnerId">商户编号 of the connection.</param>
/// <param name="notifyUrl">服务器异步通知地址 of the connection, or null.</param>
/// <param name="gateway">Host and port of the gateway.</param>
/// <param name="ledger">What it says of an order goes before what the row says.</param>
/// <param name="clock">The clock.</param>
public sealed class ReviewGate(string partnerId, string? notifyUrl, string gateway, PaymentLedger ledger, TimeProvider clock)
{
    /// <summary>The request for a payment, or the reason why there is none.</summary>
    /// <param name="payment">The row.</param>
    /// <param name="request">What to send, when nothing is refused.</param>
    /// <param name="review">The review that counts, when nothing is refused.</param>
    /// <returns>Null when <paramref name="request"/> is set.</returns>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public Refusal? Check(HeldPayment payment, out ConfirmRequest? request, out Review? review)
    {
        request = null;
        review = null;
        if ((CheckFields(payment) ?? CheckReview(payment, out review)) is { } refusal)
        {
            return refusal;
        }

        request = new ConfirmRequest(partnerId, payment.OrderNumber!, payment.ConfirmCode!, payment.NotifyUrl ?? notifyUrl!, payment.Platform);
        return null;
    }

    /// <remarks>Asked again in the transaction that claims the order: what is recorded meanwhile counts.</remarks>
    private Refusal? CheckReview(HeldPayment payment, out Review? review)
    {
        PaymentKey key = new(gateway, partnerId, payment.OrderNumber!);
        (LedgerPolicy policy, LedgerRecord? record) = ledger.Look(key);
        return ReviewRules.Judge(
            policy, record?.Review, payment, ledger.MacOf(key, payment.ConfirmCode!), ledger.Account, clock.GetUtcNow(), out review);
    }

    private Refusal? CheckFields(HeldPayment payment)
    {
        if (payment.OrderNumber is null || !FieldGrammar.IsOrderNumber(payment.OrderNumber))
        {
            return new(RefusalReason.OrderNumberInvalid, FieldNames.OrderNumber, "The order number is missing or is not 1 to 32 letters, digits, '_' or '-'.", "Give the merchant's own number of the payout, exactly as it was sent to payment.htm.");
        }

        if (payment.ConfirmCode is null || !FieldGrammar.IsConfirmCode(payment.ConfirmCode))
        {
            return new(RefusalReason.ConfirmCodeInvalid, FieldNames.ConfirmCode, ConfirmCodeProblem(payment.ConfirmCode), "Give the six digits as text, as payment.htm answered them.");
        }

        if (payment.RetCode is null || !FieldGrammar.IsRetCode(payment.RetCode))
        {
            return new(RefusalReason.RetCodeInvalid, FieldNames.RetCode, "The ret_code with which the payment was held is missing or is not four digits.", "Give the ret_code of payment.htm's answer: 4002, 4003 or 4004.");
        }

        if (RetCodes.Find(payment.RetCode).Class != RetCodeClass.Review)
        {
            return new(RefusalReason.NoConfirmationNeeded, FieldNames.RetCode, $"The ret_code {payment.RetCode} asks for no confirmation: only 4002, 4003 and 4004 do.", "Ask the gateway for the payment's state with Get-LianPayment.");
        }

        if (payment.PartnerId is not null && payment.PartnerId != partnerId)
        {
            return new(RefusalReason.PartnerMismatch, FieldNames.PartnerId, $"The row is of another merchant than the connection, which is {partnerId}'s.", "Connect as the row's merchant, or mend the row: a spreadsheet may have rounded the number.");
        }

        string? url = payment.NotifyUrl ?? notifyUrl;
        if (url is null)
        {
            return new(RefusalReason.NotifyUrlMissing, FieldNames.NotifyUrl, "There is no notify URL, neither in the row nor in the connection.", "Pass -NotifyUrl to Connect-LianPay.");
        }

        if (FieldGrammar.NotifyUrlProblem(url) is { } problem)
        {
            return new(RefusalReason.NotifyUrlInvalid, FieldNames.NotifyUrl, $"The notify URL {problem}.", "Give an absolute http or https URL of at most 64 characters.");
        }

        if (CouldSplit(FieldNames.NotifyUrl, url))
        {
            return new(RefusalReason.NotifyUrlInvalid, FieldNames.NotifyUrl, "The notify URL has a parameter that is named like a field of the gateway's messages, so the signed text could be read in two ways.", "Give it another name.");
        }

        if (payment.Platform is not null && (!FieldGrammar.IsPlatform(payment.Platform) || CouldSplit(FieldNames.Platform, payment.Platform)))
        {
            return new(RefusalReason.PlatformInvalid, FieldNames.Platform, "The platform is not 1 to 32 visible characters.", "Leave it out unless LianLian has told you otherwise.");
        }

        return null;
    }

    private static bool CouldSplit(string field, string value) => SignedText.FindSplittable(new MessageFields([KeyValuePair.Create(field, value)])) is not null;

    private static string ConfirmCodeProblem(string? code) =>
        code is { Length: > 0 } && FieldGrammar.IsConfirmCode(code.PadLeft(FieldGrammar.ConfirmCodeLength, '0'))
            ? "The confirm code has fewer than six digits: a spreadsheet or a number has dropped its leading zeros."
            : "The confirm code is missing or is not six digits.";
}
