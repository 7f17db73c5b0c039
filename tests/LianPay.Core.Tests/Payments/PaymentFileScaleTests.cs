using System.Globalization;
using System.Text;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class PaymentFileScaleTests
{
    [Theory]
    [InlineData(PaymentFileFormat.Csv)]
    [InlineData(PaymentFileFormat.Json)]
    [InlineData(PaymentFileFormat.JsonLines)]
    public void What_a_row_allocates_does_not_grow_with_their_number(PaymentFileFormat format)
    {
        double few = AllocatedPerRow(format, 5_000);
        double many = AllocatedPerRow(format, 50_000);

        // Work that grew with the square would be ten times as much.
        Assert.InRange(many, 1, few * 1.5);
    }

    [Fact]
    public void Nothing_of_the_rows_stays_in_memory_while_they_leave()
    {
        byte[] bytes = File(PaymentFileFormat.Csv, 50_000);
        PaymentFile file = Held.Open(bytes);
        List<WeakReference> rows = [];
        foreach (PaymentFileEntry row in file.ReadRows(TestContext.Current.CancellationToken))
        {
            if (row.Row % 1000 == 0)
            {
                rows.Add(new WeakReference(row));
            }
        }

        GC.Collect();
        Assert.InRange(rows.Count(row => row.IsAlive), 0, 1);
        Assert.Equal(50_000, file.PaymentCount);
    }

    private static double AllocatedPerRow(PaymentFileFormat format, int rows)
    {
        byte[] bytes = File(format, rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PaymentFile file = Held.Open(bytes, format);
        Assert.Equal(rows, file.ReadRows(TestContext.Current.CancellationToken).Count());
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)rows;
    }

    private static byte[] File(PaymentFileFormat format, int rows)
    {
        StringBuilder text = new(format switch { PaymentFileFormat.Csv => Held.Header + "\n", PaymentFileFormat.Json => "[", _ => "" });
        for (int row = 0; row < rows; row++)
        {
            _ = format == PaymentFileFormat.Csv
                ? text.Append(CultureInfo.InvariantCulture, $"A{row:D8},137007,4002,201606221000921503,https://m.example,1.50,Li Wei,2026-11-23T08:30:00+08:00\n")
                : text.Append(CultureInfo.InvariantCulture, $"{(format == PaymentFileFormat.Json && row > 0 ? "," : "")}{{\"no_order\":\"A{row:D8}\",\"confirm_code\":\"137007\",\"ret_code\":\"4002\"}}\n");
        }

        return Encoding.ASCII.GetBytes(text.Append(format == PaymentFileFormat.Json ? "]" : "").ToString());
    }
}
