using LianPay.Core.Messages;

namespace LianPay.Core.Ledger;

/// <summary>What is said of a damaged ledger: the same advice whatever was found.</summary>
internal static class LedgerDamage
{
    private const int MaxShownLength = 260;

    /// <param name="ledger">The name of the ledger.</param>
    /// <param name="finding">What was found, as a clause.</param>
    internal static LedgerException Of(string ledger, string finding) => new(
        LedgerError.Damaged,
        $"The ledger {Show(ledger)} is damaged: {finding}. Nothing was written to it. "
        + "Keep a copy of it as it is, restore the last backup, and query the orders since then before any is confirmed again. Never start with an empty one in its place.");

    /// <summary>A name or a value, fit for a message.</summary>
    internal static string Show(string text) => $"'{SafeText.Of(text, MaxShownLength)}'";
}
