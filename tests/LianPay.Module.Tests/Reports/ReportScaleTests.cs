using System.Text;

namespace LianPay.Module.Tests.Reports;

/// <summary>That a batch of any size makes a page, in memory that does not grow with it.</summary>
public sealed class ReportScaleTests : IDisposable
{
    private readonly ReportRun _report = new();

    [Fact]
    public void What_a_row_allocates_does_not_grow_with_their_number()
    {
        double few = AllocatedPerRow(5_000);
        double many = AllocatedPerRow(50_000);

        // Work that grew with the square would be ten times as much.
        Assert.InRange(many, 1, few * 1.5);
    }

    [Fact]
    public void A_hundred_thousand_rows_are_all_there_and_none_of_them_stays_in_memory()
    {
        _report.Engine.Set("alive", new List<WeakReference>());

        _report.Engine.Run($$"""
            & {
                foreach ($n in 1..100000) {
                    $row = [LianPay.ConfirmationResult]@{ Row = $n; OrderNumber = "A$n"; Status = $n % 1000 ? 'Accepted' : 'Unknown'; Amount = 0.01; Environment = 'Production' }
                    if ($n % 5000 -eq 0) { $alive.Add([WeakReference]::new($row)) }
                    $row
                }
            } | Export-LianPayReport -LiteralPath '{{_report.Path}}'
            """);

        GC.Collect();
        Assert.InRange(((List<WeakReference>)_report.Engine.Get("alive")!).Count(row => row.IsAlive), 0, 1);
        string page = File.ReadAllText(_report.Path, Encoding.UTF8);
        Assert.Contains("99,900 of 100,000 payments are accepted (not paid yet), 999.00 yuan; 100 need a person.", page, StringComparison.Ordinal);
        Assert.Equal(100_100, page.AsSpan().Count("<th scope=\"row\">A"));
        Assert.Contains(">A100000<", page, StringComparison.Ordinal);
    }

    public void Dispose() => _report.Dispose();

    private double AllocatedPerRow(int rows)
    {
        _report.Engine.Run($$"""
            $row = {{ReportRun.Result("Unknown", "Payee = '张伟'; Amount = 12.5; Explanation = 'No answer within the deadline.'; ReviewedBy = 'li.na'")}}
            $items = @($row) * {{rows}}
            $before = [GC]::GetAllocatedBytesForCurrentThread()
            $items | Export-LianPayReport -LiteralPath '{{_report.Path}}'
            $allocated = [GC]::GetAllocatedBytesForCurrentThread() - $before
            """);
        return (long)_report.Engine.Get("allocated")! / (double)rows;
    }
}
