using System.Text.Json;
using CsCheck;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

/// <summary>What a file of payments says does not depend on the culture under which it is read.</summary>
public sealed class PaymentFileCultureTests
{
    private const int RowsEach = 20;

    /// <summary>For each column of <see cref="Held.Header"/> and one more what is right, and what some culture takes for right.</summary>
    private static readonly (string Heading, string[] Values)[] Columns =
    [
        ("no_order", ["20170208165924", "ORDER-I", "order-i", "ORDER-İ", "ı", "2.01702E+13", "2,01702E+13", "'1", "０１"]),
        ("confirm_code", ["137007", "137.007", "137,007", "１３７００７", "๑๓๗๐๐๗", "13700", ""]),
        ("ret_code", ["4002", "4003", "4.002", "4,002", "٤٠٠٢", "0000"]),
        ("oid_partner", ["201606221000921503", "2.01606E+17", "2,01606E+17", ""]),
        ("notify_url", ["https://merchant.example/notify", "HTTPS://MERCHANT.EXAMPLE/I", "https://merchant.example/ı", "fıle:///x", "İttp://x", ""]),
        ("money_order", ["1.50", "1,50", "1.500", "1.234,56", "1,234.56", "1 234,56", "１.50", "๑.๕", "-1", "1e3", ""]),
        ("reviewed_by", ["Li Wei", "ılı", "李伟", "İ", ""]),
        ("reviewed_at", ["2026-11-23T08:30:00+08:00", "2569-11-23T08:30:00+08:00", "23.11.2026 08:30", "11/23/2026 8:30 AM", "2026-11-23T08.30.00+08.00", "2026-11-23T08:30:00Z", ""]),
        ("decision", ["Approved", "APPROVED", "approved", "Denıed", "DENİED", ""]),
    ];

    private static readonly Gen<string[]> Row = Gen.Select(Gen.Int[0, 1000].Array[Columns.Length], Gen.Int[0, 20].Array[Columns.Length]).Select((which, isTouchy) =>
        Columns.Select((column, index) => isTouchy[index] > 3 ? column.Values[0] : column.Values[which[index] % column.Values.Length]).ToArray());

    // The number of the row makes each order another one, where its letters do not.
    private static readonly Gen<string[][]> Rows = Row.Array[RowsEach].Select(rows => rows.Select((row, index) => (string[])[$"{row[0]}{index}", .. row[1..]]).ToArray());

    private static readonly Gen<string[]> Headings = Gen.Int[0, 2].Array[Columns.Length].Select(choices => Columns.Select((column, index) => choices[index] switch
    {
        0 => column.Heading,
        1 => column.Heading.ToUpperInvariant(),
        _ => column.Heading.Replace('i', 'I'),
    }).ToArray());

    [Fact]
    public void A_file_of_CSV_says_the_same_under_every_culture() =>
        AssertAlike(PaymentFileFormat.Csv, (headings, rows) => string.Join('\n', rows.Prepend(headings).Select(row => string.Join(',', row.Select(Held.Quoted)))));

    [Fact]
    public void A_file_of_JSON_says_the_same_under_every_culture() =>
        AssertAlike(PaymentFileFormat.Json, (headings, rows) =>
            $"[{string.Join(',', rows.Select(row => JsonSerializer.Serialize(headings.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))))}]");

    private static void AssertAlike(PaymentFileFormat format, Func<string[], string[][], string> write)
    {
        int payments = 0;
        Gen.Select(Headings, Rows).Sample(
            (headings, rows) =>
            {
                string text = write(headings, rows);
                object[][] readings = CultureScope.UnderEach(() => Held.Rows(text, format).Select(Said).ToArray());

                Assert.Equal(RowsEach, readings[0].Length);
                Assert.All(readings, reading => Assert.Equal(readings[0], reading));
                Interlocked.Add(ref payments, readings[0].Count(said => said is not string));
            },
            iter: LongRun.Samples(4000, RowsEach),
            threads: LongRun.Threads);

        // Refusals alone would be alike too.
        Assert.True(payments > LongRun.Samples(4000) / 20, $"Only {payments} rows were payments.");
    }

    private static object Said(PaymentFileEntry entry) => entry switch
    {
        HeldPaymentRow row => (row.Line, row.OrderNumber, row.ConfirmCode, row.RetCode, row.PartnerId, row.NotifyUrl, row.Amount, row.ReviewedBy, row.ReviewedAt, row.Decision,
            string.Join('|', row.Warnings)),
        PaymentRowError error => $"{error.Error} {error.Field} {error.OrderNumber} {error.Message}",
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };
}
