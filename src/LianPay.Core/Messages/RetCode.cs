namespace LianPay.Core.Messages;

/// <summary>What a ret_code says of the request (PROTOCOL 2.1).</summary>
public enum RetCodeClass
{
    /// <summary>The request succeeded: the payment is in process, not paid.</summary>
    Ok,

    /// <summary>Held: a person must review the payment, then it may be confirmed.</summary>
    Review,

    /// <summary>The outcome is unknown: only a query tells. Also every code that is not listed.</summary>
    Query,

    /// <summary>Intercepted: nothing was created by this request.</summary>
    Fail,

    /// <summary>Failed; may be submitted again with the same order number and the same parameters.</summary>
    RetrySame,

    /// <summary>This confirmation was refused.</summary>
    ConfirmFail,
}

/// <summary>One row of the table of ret_codes.</summary>
/// <param name="Code">Four digits.</param>
/// <param name="Message">The gateway's own words. An answer's <c>ret_msg</c> may say more and is shown as sent.</param>
/// <param name="Class">What it says of the request.</param>
/// <param name="Explanation">In English, what it means and what to do.</param>
/// <param name="IsConfiguration">True when the next order will get the same answer until somebody mends the set-up: three in a row stop a batch.</param>
public sealed record RetCode(string Code, string Message, RetCodeClass Class, string Explanation, bool IsConfiguration = false);
