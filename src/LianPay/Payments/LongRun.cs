namespace LianPay.Payments;

/// <summary>The runs that show progress. Several of them may be in one pipeline: each has a bar of its own.</summary>
internal enum LongRun
{
    /// <summary>Import-LianPayment reads a file.</summary>
    Import = 1,

    /// <summary>Confirm-LianPayment.</summary>
    Confirm,

    /// <summary>Get-LianPayment asks for many payments.</summary>
    Query,

    /// <summary>Resolve-LianPayment.</summary>
    Resolve,
}
