namespace LianPay.Reports;

/// <summary>One payment as the page shows it.</summary>
internal sealed record ReportRow
{
    /// <summary>The number of the input row from 1, or 0 when none is known.</summary>
    internal long Number { get; private init; }

    internal string? OrderNumber { get; private init; }

    internal string? PaybillId { get; private init; }

    internal string? Payee { get; private init; }

    /// <summary>In yuan.</summary>
    internal decimal? Amount { get; private init; }

    internal PaymentStatus Status { get; private init; }

    internal string? Explanation { get; private init; }

    /// <summary>The gateway's ret_code.</summary>
    internal string? RetCode { get; private init; }

    /// <summary>The gateway's own words.</summary>
    internal string? RetMessage { get; private init; }

    internal string? ReviewedBy { get; private init; }

    internal DateTimeOffset? SentAt { get; private init; }

    internal int Attempts { get; private init; }

    /// <summary>Host and port, when the input names them.</summary>
    internal string? Gateway { get; private init; }

    /// <summary>The merchant, when the input names it.</summary>
    internal string? PartnerId { get; private init; }

    internal LianPayEnvironment Environment { get; private init; }

    /// <summary>The row of an object, or null when it is no payment.</summary>
    internal static ReportRow? Of(object item) => item switch
    {
        ConfirmationResult result => Of(result),
        PaymentRecord record => Of(record),
        PaymentState state => Of(state),
        _ => null,
    };

    private static ReportRow Of(ConfirmationResult result) => new()
    {
        Number = result.Row,
        OrderNumber = result.OrderNumber,
        PaybillId = result.PaybillId,
        Payee = result.Payee,
        Amount = result.Amount,
        Status = result.Status,
        Explanation = result.Explanation,
        RetCode = result.RetCode,
        RetMessage = result.RetMessage,
        ReviewedBy = result.ReviewedBy,
        SentAt = result.SentAt,
        Attempts = result.Attempts,
        Environment = result.Environment,
    };

    private static ReportRow Of(PaymentRecord record) => new()
    {
        OrderNumber = record.OrderNumber,
        PaybillId = record.PaybillId,
        Status = record.Status,
        RetCode = record.RetCode,
        RetMessage = record.RetMessage,
        ReviewedBy = record.ReviewedBy,
        SentAt = record.LastSentAt,
        Attempts = record.Attempts,
        Gateway = record.Gateway,
        PartnerId = record.PartnerId,

        // What Connect-LianPay holds to: a sandbox is on loopback, and a gateway on loopback is a sandbox.
        Environment = new Uri($"https://{record.Gateway}").IsLoopback ? LianPayEnvironment.Sandbox : LianPayEnvironment.Production,
    };

    private static ReportRow Of(PaymentState state) => new()
    {
        OrderNumber = state.OrderNumber,
        PaybillId = state.PaybillId,
        Amount = state.Amount,
        Status = state.Status,
        Explanation = state.Memo is null ? state.Explanation : $"{state.Explanation} The gateway's reason: {state.Memo}",
        RetCode = state.RetCode,
        RetMessage = state.RetMessage,
        Environment = state.Environment,
    };
}
