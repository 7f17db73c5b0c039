using System.Globalization;
using LianPay.Core.Messages;

namespace LianPay.Payments;

/// <summary>What prompts and errors may show of a payment: never its confirm code.</summary>
internal static class PaymentTarget
{
    /// <summary>A copy without the confirm code, for an error's target.</summary>
    internal static HeldPayment Of(HeldPayment payment) => new()
    {
        // Six digits beside something that is no code: the two columns are likely swapped, and the number is the code.
        OrderNumber = Shown(payment.OrderNumber, id => FieldGrammar.IsOrderNumber(id) && (FieldGrammar.IsConfirmCode(payment.ConfirmCode) || !FieldGrammar.IsConfirmCode(id))),
        RetCode = Shown(payment.RetCode, id => FieldGrammar.IsRetCode(id)),
        RetMessage = payment.RetMessage,
        PartnerId = Shown(payment.PartnerId, id => FieldGrammar.IsPartnerId(id)),
        NotifyUrl = payment.NotifyUrl,
        Amount = payment.Amount,
        Payee = payment.Payee,
        ReviewedBy = payment.ReviewedBy,
        ReviewedAt = payment.ReviewedAt,
        ReviewReason = payment.ReviewReason,
        Decision = payment.Decision,
        Row = payment.Row,
        Source = payment.Source,
        RowsInSource = payment.RowsInSource,
    };

    /// <summary>Order, payee, amount and why it was held, in a line.</summary>
    internal static string Describe(HeldPayment payment)
    {
        List<string> parts = [$"order {payment.OrderNumber}"];
        if (payment.Payee is not null)
        {
            parts.Add($"to {SafeText.Of(payment.Payee, 64)}");
        }

        if (payment.Amount?.Value is { } amount)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} yuan"));
        }

        if (WhyHeld(payment.RetCode) is { } why)
        {
            parts.Add(why);
        }

        return string.Join(", ", parts);
    }

    /// <summary>Why the gateway holds a payment, as a part of a sentence for the person who reviews it; null when it does not.</summary>
    internal static string? WhyHeld(string? retCode)
    {
        if (retCode is null || RetCodes.Find(retCode) is not { Class: RetCodeClass.Review } row)
        {
            return null;
        }

        // The table speaks to whoever reads the code elsewhere: that it is held, and that a person must review it, is plain here.
        const string Start = "Held: ";
        const string End = ". A person must review it.";
        string why = row.Explanation;
        why = why.StartsWith(Start, StringComparison.Ordinal) ? why[Start.Length..] : why;
        return why.EndsWith(End, StringComparison.Ordinal) ? why[..^End.Length] : why;
    }

    /// <summary>An id as it may be shown: what is none of its kind, of a mistaken column for instance, may be a secret.</summary>
    private static string? Shown(string? id, Func<string, bool> isOfItsKind) => id is not null && isOfItsKind(id) ? id : null;
}
