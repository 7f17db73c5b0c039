namespace LianPay;

/// <summary>Carries statuses over from the Core, by name.</summary>
internal static class PaymentStatuses
{
    internal static PaymentStatus ToPaymentStatus(this Core.Confirmation.PaymentStatus status) => Enum.Parse<PaymentStatus>(status.ToString());
}
