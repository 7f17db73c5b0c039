using LianPay.Core.Confirmation;

namespace LianPay.Core.Ledger;

/// <summary>What kind of thing happened to an order.</summary>
public enum LedgerEventKind
{
    /// <summary>A confirmation is about to be sent.</summary>
    Intent,

    /// <summary>The outcome of a confirmation.</summary>
    Outcome,

    /// <summary>The answer to a query.</summary>
    Query,

    /// <summary>A claim of another process was found dead, and its intent became Unknown.</summary>
    TakenOver,

    /// <summary>A person's word.</summary>
    Person,

    /// <summary>A person's review of a held payment.</summary>
    Review,
}

/// <summary>One line of an order's history. Lines are only ever added.</summary>
public sealed record LedgerEvent
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What.</summary>
    public required LedgerEventKind Kind { get; init; }

    /// <summary>Which attempt, from 1; 0 when the event is not about one.</summary>
    public int Attempt { get; init; }

    /// <summary>Where the payment stands after it.</summary>
    public required PaymentStatus Status { get; init; }

    /// <summary>Why, as a stable word, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The process, and for a person's word or review the person.</summary>
    public string? Actor { get; init; }

    /// <summary>The account of the process that wrote the line, as the operating system says.</summary>
    public string? Account { get; init; }

    /// <summary>The answer as received, a quoted confirm code masked, or a person's reason; null when there is none.</summary>
    public string? Evidence { get; init; }

    /// <summary>True when the evidence was signed by a trusted platform key for this order.</summary>
    public bool IsVerified { get; init; }
}
