using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>Every order that the sandbox knows, by the merchant's number and by the gateway's.</summary>
internal sealed class OrderBook
{
    private readonly TimeProvider _clock;
    private readonly FrozenDictionary<string, HeldOrder> _byNumber;
    private readonly ConcurrentDictionary<string, HeldOrder> _byPaybill = new(StringComparer.Ordinal);

    // A random start: two sandboxes that run side by side give different numbers.
    private long _lastPaybill = RandomNumberGenerator.GetInt32(1_0000_0000);

    internal OrderBook(IEnumerable<SandboxPayment> payments, SandboxOutcome outcome, TimeProvider clock)
    {
        _clock = clock;
        DateTimeOffset now = clock.GetUtcNow();
        Dictionary<string, HeldOrder> orders = new(StringComparer.Ordinal);
        foreach (SandboxPayment payment in payments)
        {
            Check(payment);
            if (!orders.TryAdd(payment.OrderNumber, new HeldOrder(payment, payment.Outcome ?? outcome, payment.HeldAt ?? now)))
            {
                throw new ArgumentException($"The order {payment.OrderNumber} is there twice.", nameof(payments));
            }
        }

        _byNumber = orders.ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal HeldOrder? Find(string? orderNumber, string? paybillId)
    {
        HeldOrder? order = orderNumber is null ? null : _byNumber.GetValueOrDefault(orderNumber);
        if (paybillId is null)
        {
            return order;
        }

        // With both given, both must name the same order.
        HeldOrder? byPaybill = _byPaybill.GetValueOrDefault(paybillId);
        return orderNumber is null || order == byPaybill ? byPaybill : null;
    }

    /// <summary>The number of another order than this: one that is held, or one that nobody has.</summary>
    internal string OtherThan(string orderNumber) =>
        _byNumber.Keys.Where(number => number != orderNumber).Min(StringComparer.Ordinal)
        ?? (orderNumber.Length < FieldGrammar.OrderNumberMaxLength ? orderNumber + "0" : orderNumber[1..]);

    internal (string RetCode, string? PaybillId) Confirm(HeldOrder order, string confirmCode)
    {
        (string retCode, string? paybillId) = order.Confirm(confirmCode, _clock.GetUtcNow(), NextPaybillId);
        if (paybillId is not null)
        {
            _byPaybill[paybillId] = order;
        }

        return (retCode, paybillId);
    }

    internal OrderState Query(HeldOrder order) => order.Query(_clock.GetUtcNow());

    /// <summary>16 digits like every sample of the documents (PROTOCOL 1.2): the day in China, then a running number.</summary>
    private string NextPaybillId() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ChinaTime.Format(_clock.GetUtcNow()).AsSpan(0, 8)}{Interlocked.Increment(ref _lastPaybill) % 1_0000_0000:D8}");

    private static void Check(SandboxPayment payment)
    {
        Require(FieldGrammar.IsOrderNumber(payment.OrderNumber), "An order number is 1 to 32 of 0-9, A-Z, a-z, '_' and '-'.");
        Require(FieldGrammar.IsConfirmCode(payment.ConfirmCode), $"The confirm code of {payment.OrderNumber} is not six digits.");
        Require(
            RetCodes.Find(payment.RetCode).Class == RetCodeClass.Review,
            $"The ret_code of {payment.OrderNumber} is not one with which the gateway holds a payment: 4002, 4003 or 4004.");
        Require(
            payment.Amount > 0 && FieldGrammar.IsAmount(QueryEndpoint.AmountText(payment.Amount)) && decimal.Round(payment.Amount, 2) == payment.Amount,
            $"The amount of {payment.OrderNumber} is not in yuan with at most two decimals.");

        static void Require(bool condition, string message)
        {
            if (!condition)
            {
                throw new ArgumentException(message, nameof(payment));
            }
        }
    }
}
