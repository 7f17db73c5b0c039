using LianPay.Core.Messages;

namespace LianPay.Views;

/// <summary>How the default views explain a ret_code beside the gateway's own Chinese words.</summary>
public static class RetCodeView
{
    /// <summary>In English, what a ret_code means and what to do.</summary>
    /// <param name="retCode">The code, or null.</param>
    /// <returns>The explanation, or null when there is no code.</returns>
    public static string? MeaningOf(string? retCode) => string.IsNullOrEmpty(retCode) ? null : RetCodes.Find(retCode).Explanation;

    /// <summary>In English, what a ret_code means in the answer to a query.</summary>
    /// <param name="retCode">The code, or null.</param>
    /// <returns>The explanation, or null when there is no code.</returns>
    public static string? MeaningInQuery(string? retCode) =>

        // To a confirmation it says that the payment is in process; a query has it for a paid one too.
        retCode == RetCodes.Ok ? "The gateway has answered. ResultPay says where the payment stands." : MeaningOf(retCode);
}
