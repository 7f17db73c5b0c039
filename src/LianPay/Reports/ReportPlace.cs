namespace LianPay.Reports;

/// <summary>What the page says of where the batch ran: nobody may take a sandbox for production, or production for a sandbox.</summary>
/// <param name="Class">The class of the page's body.</param>
/// <param name="TitlePrefix">Before the title, where a browser or a mailbox shows it.</param>
/// <param name="Word">The word in capitals at the top of the page.</param>
/// <param name="Sentence">What it means.</param>
internal sealed record ReportPlace(string Class, string TitlePrefix, string Word, string Sentence)
{
    private static readonly ReportPlace Sandbox = new("sandbox", "[Sandbox] ", "SANDBOX", "A stand-in for the gateway: no money moved, whatever the page says.");
    private static readonly ReportPlace Production = new("production", "", "PRODUCTION", "Real money moves.");
    private static readonly ReportPlace Mixed = new("mixed", "[Sandbox and production] ", "SANDBOX AND PRODUCTION", "Payments of both are mixed on this page: do not rely on its sums.");
    private static readonly ReportPlace Unstated = new("unstated", "", "ENVIRONMENT NOT KNOWN", "No payment of this page tells whether money moves.");

    internal static ReportPlace Of(BatchReport report) => report.Environments.Count switch
    {
        0 => Unstated,
        1 => report.Environments.First() == LianPayEnvironment.Production ? Production : Sandbox,
        _ => Mixed,
    };
}
