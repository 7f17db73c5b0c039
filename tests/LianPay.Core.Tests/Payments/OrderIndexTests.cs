using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class OrderIndexTests
{
    private const int Orders = 50_000;

    [Fact]
    public void Every_order_is_found_again_and_no_other()
    {
        OrderIndex index = new();
        for (int order = 0; order < Orders; order++)
        {
            Assert.Equal(OrderIndex.Verdict.First, index.Note($"A{order}", "137007", order, sound: true, out _));
        }

        for (int order = 0; order < Orders; order++)
        {
            Assert.Equal(OrderIndex.Verdict.Duplicate, index.Note($"A{order}", "137007", Orders + order, sound: true, out long earlier));
            Assert.Equal(order, earlier);
        }

        Assert.Equal(Orders, index.Count);
    }

    [Fact]
    public void The_work_for_an_order_does_not_grow_with_their_number()
    {
        OrderIndex index = new();
        for (int order = 0; order < Orders; order++)
        {
            index.Note($"A{order}", "137007", order, sound: true, out _);
        }

        Assert.InRange(index.Probes, 0, 2L * Orders);
    }

    [Fact]
    public void An_order_costs_few_bytes_whatever_its_length()
    {
        string[] orders = [.. Enumerable.Range(0, Orders).Select(order => order.ToString("D32", System.Globalization.CultureInfo.InvariantCulture))];
        OrderIndex index = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (string order in orders)
        {
            index.Note(order, "137007", 1, sound: true, out _);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Orders, 1, 64);
    }

    [Fact]
    public void Another_code_is_a_conflict_whether_or_not_a_row_was_sound()
    {
        OrderIndex index = new();
        index.Note("A1", "137007", 2, sound: false, out _);

        Assert.Equal(OrderIndex.Verdict.Conflict, index.Note("A1", "137008", 3, sound: true, out long earlier));
        Assert.Equal(2, earlier);
    }

    [Fact]
    public void A_code_of_any_length_can_be_compared() =>
        Assert.Equal(OrderIndex.Verdict.First, new OrderIndex().Note("A1", new string('1', 10_000), 2, sound: false, out _));
}
