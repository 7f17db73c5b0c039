namespace LianPay;

/// <summary>Carries statuses over from the Core and to it, by name.</summary>
internal static class PaymentStatuses
{
    internal static PaymentStatus ToPaymentStatus(this Core.Confirmation.PaymentStatus status) => Enum.Parse<PaymentStatus>(status.ToString());

    internal static Core.Confirmation.PaymentStatus ToCore(this PaymentStatus status) => Enum.Parse<Core.Confirmation.PaymentStatus>(status.ToString());
}
