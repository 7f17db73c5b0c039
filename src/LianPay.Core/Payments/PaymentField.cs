namespace LianPay.Core.Payments;

/// <summary>The columns that mean something. Every other one is carried along.</summary>
internal enum PaymentField
{
    OrderNumber,
    ConfirmCode,
    RetCode,
    RetMessage,
    PartnerId,
    NotifyUrl,
    Amount,
    Payee,
    ReviewedBy,
    ReviewedAt,
    ReviewReason,
    Decision,
}
