namespace LianPay.Core.Ledger;

/// <summary>What the gateway has ever said, signed, about an order. Facts are only ever added, so their order and number make no difference.</summary>
[Flags]
public enum PaymentFacts
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>In process: 0000 from confirm, or PROCESSING or WAITING from a query.</summary>
    Accepted = 1,

    /// <summary>SUCCESS.</summary>
    Paid = 2,

    /// <summary>FAILURE.</summary>
    Failed = 4,

    /// <summary>CANCEL: the bank returned the money.</summary>
    Returned = 8,

    /// <summary>CLOSED.</summary>
    Closed = 16,

    /// <summary>Something that a person must look at: APPLY, a state that is not listed, a lock after wrong codes (4008), held again (4002, 4003, 4004).</summary>
    Odd = 32,
}
