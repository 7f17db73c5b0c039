using LianPay.Core.Messages;

namespace LianPay.Core.Payments;

/// <summary>Holds one row against the grammar of its fields.</summary>
internal static class RowCheck
{
    /// <summary>The first fault of the row, in the order of the columns of PROTOCOL 1.3; <see langword="null"/> when the row is sound.</summary>
    internal static RowFault? FirstFault(RawRow row) =>
        row.Fault
        ?? Required(row, PaymentField.OrderNumber, RowError.OrderNumberInvalid, FieldGrammar.IsOrderNumber, "1 to 32 letters, digits, '_' or '-' of ASCII")
        ?? ConfirmCode(row)
        ?? Required(row, PaymentField.RetCode, RowError.RetCodeInvalid, FieldGrammar.IsRetCode, "4 digits")
        ?? Optional(row, PaymentField.PartnerId, RowError.PartnerIdInvalid, FieldGrammar.IsPartnerId, "18 digits")
        ?? NotifyUrl(row)
        ?? Optional(row, PaymentField.Amount, RowError.AmountInvalid, FieldGrammar.IsAmount, "yuan with at most 9 digits and 2 decimals after a full stop, without separators")
        ?? ReviewedBy(row)
        ?? Optional(row, PaymentField.ReviewedAt, RowError.ReviewedAtInvalid, static text => IsoInstant.TryParse(text.ToString(), out _), "ISO 8601 with an offset, as 2026-11-23T08:30:00+08:00");

    private static RowFault? ConfirmCode(RawRow row)
    {
        string? code = row[PaymentField.ConfirmCode];
        if (FieldGrammar.IsConfirmCode(code))
        {
            return null;
        }

        bool shortened = code is { Length: > 0 and < FieldGrammar.ConfirmCodeLength } && !code.AsSpan().ContainsAnyExceptInRange('0', '9');
        string problem = shortened
            ? "has fewer than 6 digits: leading zeros lost? Excel drops them; save the column as text"
            : FieldText.Problem(code, "6 digits");
        return Fault(RowError.ConfirmCodeInvalid, PaymentField.ConfirmCode, problem);
    }

    private static RowFault? NotifyUrl(RawRow row) =>
        row[PaymentField.NotifyUrl] is { } url && FieldGrammar.NotifyUrlProblem(url) is { } problem
            ? Fault(RowError.NotifyUrlInvalid, PaymentField.NotifyUrl, problem)
            : null;

    private static RowFault? ReviewedBy(RawRow row)
    {
        string? reviewer = row[PaymentField.ReviewedBy];
        if (reviewer is null)
        {
            return null;
        }

        return FieldText.FirstInvisible(reviewer) is { } codePoint
            ? Fault(RowError.ReviewedByInvalid, PaymentField.ReviewedBy, $"holds {codePoint}, which cannot be seen or looks like a space: the name of a reviewer must be what it looks like")
            : reviewer[0] == ' ' || reviewer[^1] == ' ' ? Fault(RowError.ReviewedByInvalid, PaymentField.ReviewedBy, "begins or ends with a space: the same name without it would be another reviewer")
            : null;
    }

    private static RowFault? Required(RawRow row, PaymentField field, RowError error, Grammar isValid, string expected) =>
        isValid(row[field]) ? null : Fault(error, field, FieldText.Problem(row[field], expected));

    private static RowFault? Optional(RawRow row, PaymentField field, RowError error, Grammar isValid, string expected) =>
        row[field] is null ? null : Required(row, field, error, isValid, expected);

    private static RowFault Fault(RowError error, PaymentField field, string problem)
    {
        string name = PaymentColumns.WireName(field);
        return new RowFault(error, name, $"{name} {problem}.");
    }

    private delegate bool Grammar(ReadOnlySpan<char> text);
}
