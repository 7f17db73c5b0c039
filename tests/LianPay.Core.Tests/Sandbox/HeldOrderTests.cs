using LianPay.Sandbox;

namespace LianPay.Core.Tests.Sandbox;

public sealed class HeldOrderTests
{
    private static readonly DateTimeOffset HeldAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_right_code_creates_a_payout_once_and_a_second_confirmation_is_4001()
    {
        HeldOrder order = Order(SandboxOutcome.Success);

        Assert.Equal(("0000", "1"), Confirm(order, "137007"));
        Assert.Equal(("4001", null), Confirm(order, "137007"));
        Assert.Equal(1, order.Effects);
    }

    [Fact]
    public void Six_wrong_codes_lock_the_order_for_the_right_code_too()
    {
        HeldOrder order = Order(SandboxOutcome.Success);

        for (int attempt = 0; attempt < 6; attempt++)
        {
            Assert.Equal(("4011", null), Confirm(order, "000000"));
        }

        Assert.Equal(("4008", null), Confirm(order, "137007"));
        Assert.Equal("CHECK", order.Query(HeldAt).ResultPay);
        Assert.Equal(0, order.Effects);
    }

    [Fact]
    public void Five_wrong_codes_do_not_lock_it()
    {
        HeldOrder order = Order(SandboxOutcome.Success);

        for (int attempt = 0; attempt < 5; attempt++)
        {
            Confirm(order, "000000");
        }

        Assert.Equal(("0000", "1"), Confirm(order, "137007"));
    }

    [Fact]
    public void A_code_is_good_until_24_hours_have_passed()
    {
        Assert.Equal(("0000", "1"), Confirm(Order(SandboxOutcome.Success), "137007", HeldOrder.ConfirmWindow - TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void After_24_hours_the_first_confirmation_is_4010_and_closes_the_order()
    {
        HeldOrder order = Order(SandboxOutcome.Success);

        Assert.Equal(("4010", null), Confirm(order, "137007", HeldOrder.ConfirmWindow));
        Assert.Equal(("4001", null), Confirm(order, "137007", HeldOrder.ConfirmWindow));
        Assert.Equal("CLOSED", order.Query(HeldAt).ResultPay);
        Assert.Equal(0, order.Effects);
    }

    [Fact]
    public void A_query_after_24_hours_closes_the_order()
    {
        HeldOrder order = Order(SandboxOutcome.Success);

        Assert.Equal("CHECK", order.Query(HeldAt + HeldOrder.ConfirmWindow - TimeSpan.FromTicks(1)).ResultPay);
        Assert.Equal("CLOSED", order.Query(HeldAt + HeldOrder.ConfirmWindow).ResultPay);
        Assert.Equal(("4001", null), Confirm(order, "137007", HeldOrder.ConfirmWindow));
    }

    [Theory]
    [InlineData(SandboxOutcome.Success, "PROCESSING SUCCESS SUCCESS SUCCESS")]
    [InlineData(SandboxOutcome.Failure, "PROCESSING FAILURE FAILURE FAILURE")]
    [InlineData(SandboxOutcome.Cancel, "PROCESSING SUCCESS CANCEL CANCEL")]
    public void A_confirmed_order_walks_one_step_a_query(SandboxOutcome outcome, string walk)
    {
        HeldOrder order = Order(outcome);
        Assert.Equal("CHECK", order.Query(HeldAt).ResultPay);
        Confirm(order, "137007");

        IEnumerable<string> seen = Enumerable.Range(0, 4).Select(_ => order.Query(HeldAt).ResultPay);

        Assert.Equal(walk, string.Join(' ', seen));
    }

    [Fact]
    public void A_confirmed_order_is_not_closed_by_the_clock()
    {
        HeldOrder order = Order(SandboxOutcome.Success);
        Confirm(order, "137007");

        Assert.Equal("PROCESSING", order.Query(HeldAt + TimeSpan.FromDays(2)).ResultPay);
    }

    [Fact]
    public void The_time_of_payment_stays_that_of_the_query_that_first_said_SUCCESS()
    {
        HeldOrder order = Order(SandboxOutcome.Success);
        Confirm(order, "137007");

        Assert.Null(order.Query(HeldAt).PaidAt);
        Assert.Equal(HeldAt.AddHours(1), order.Query(HeldAt.AddHours(1)).PaidAt);
        Assert.Equal(HeldAt.AddHours(1), order.Query(HeldAt.AddDays(3)).PaidAt);
    }

    [Fact]
    public async Task Of_two_confirmations_at_the_same_moment_one_is_applied_and_the_other_is_4001()
    {
        for (int round = 0; round < 200; round++)
        {
            HeldOrder order = Order(SandboxOutcome.Success);
            using Barrier start = new(2);

            (string RetCode, string? PaybillId)[] answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Confirm(order, "137007");
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Equal(["0000", "4001"], answers.Select(answer => answer.RetCode).Order(StringComparer.Ordinal));
            Assert.Equal(1, order.Effects);
        }
    }

    private static HeldOrder Order(SandboxOutcome outcome) => new(SandboxCaller.Held, outcome, HeldAt);

    private static (string RetCode, string? PaybillId) Confirm(HeldOrder order, string code, TimeSpan age = default) =>
        order.Confirm(
            code,
            HeldAt + age,
            () =>
            {
                // Gives another thread its chance in the middle of it, which only the order's own lock takes away.
                Thread.Yield();
                return "1";
            });
}
