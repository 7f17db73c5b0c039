using LianPay.Core.Ledger;

namespace LianPay;

/// <summary>One line of an order's history.</summary>
public sealed class PaymentEvent
{
    internal PaymentEvent(LedgerEvent item)
    {
        At = new PaymentTime(item.At);
        Kind = item.Kind.ToString();
        Attempt = item.Attempt;
        Status = item.Status.ToPaymentStatus();
        Reason = item.Reason;
        Actor = item.Actor;
        Account = item.Account;
        Evidence = item.Evidence;
        IsVerified = item.IsVerified;
    }

    /// <summary>When.</summary>
    public PaymentTime At { get; }

    /// <summary>What: Intent, Outcome, Query, TakenOver, Person or Review.</summary>
    public string Kind { get; }

    /// <summary>Which attempt, from 1, or 0.</summary>
    public int Attempt { get; }

    /// <summary>Where the payment stood after it.</summary>
    public PaymentStatus Status { get; }

    /// <summary>Why, as a stable word, or null.</summary>
    public string? Reason { get; }

    /// <summary>The process or the person.</summary>
    public string? Actor { get; }

    /// <summary>The account of the process that wrote the line, as the operating system says.</summary>
    public string? Account { get; }

    /// <summary>The answer as received, a quoted confirm code masked, or a person's reason.</summary>
    public string? Evidence { get; }

    /// <summary>True when the answer was signed by a trusted platform key for this order.</summary>
    public bool IsVerified { get; }

    /// <summary>Time, kind and status.</summary>
    public override string ToString() => $"{At.Value:u} {Kind} {Status}";
}
