using System.Text;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

/// <summary>Files of held payments that exist in memory only.</summary>
internal static class Held
{
    internal const string Header = "no_order,confirm_code,ret_code,oid_partner,notify_url,money_order,reviewed_by,reviewed_at";

    internal static PaymentFile Open(string text, PaymentFileFormat format = PaymentFileFormat.Csv) => Open(Encoding.UTF8.GetBytes(text), format);

    internal static PaymentFile Open(byte[] bytes, PaymentFileFormat format = PaymentFileFormat.Csv, Encoding? encoding = null) =>
        PaymentFile.Open(new PaymentSource("held", () => new MemoryStream(bytes)), format, encoding, checking: null, TestContext.Current.CancellationToken);

    internal static List<PaymentFileEntry> Rows(string text, PaymentFileFormat format = PaymentFileFormat.Csv) => [.. Open(text, format).ReadRows()];

    internal static HeldPaymentRow Payment(string text, PaymentFileFormat format = PaymentFileFormat.Csv) =>
        Assert.IsType<HeldPaymentRow>(Assert.Single(Rows(text, format)));

    internal static PaymentRowError Error(string text, PaymentFileFormat format = PaymentFileFormat.Csv) =>
        Assert.IsType<PaymentRowError>(Assert.Single(Rows(text, format)));

    internal static PaymentFileException Refusal(string text, PaymentFileFormat format = PaymentFileFormat.Csv) =>
        Assert.Throws<PaymentFileException>(() => Open(text, format));

    /// <summary>A CSV file of one row that is sound but for the fields that are given.</summary>
    internal static string Row(
        string order = "20170208165924", string code = "137007", string retCode = "4002", string partner = "201606221000921503",
        string url = "https://merchant.example/notify", string amount = "1.50", string reviewer = "Li Wei", string at = "2026-11-23T08:30:00+08:00") =>
        $"{Header}\n{string.Join(',', new[] { order, code, retCode, partner, url, amount, reviewer, at }.Select(Quoted))}\n";

    /// <summary>The value as RFC 4180 writes it.</summary>
    internal static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
