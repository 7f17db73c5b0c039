using LianPay.Sandbox;

namespace LianPay.Core.Tests.Sandbox;

public sealed class FaultPlanTests
{
    [Theory]
    [InlineData(0, "..........")]
    [InlineData(0.1, ".........X")]
    [InlineData(0.25, "...X...X..")]
    [InlineData(0.5, ".X.X.X.X.X")]
    [InlineData(1, "XXXXXXXXXX")]
    public void The_rate_is_spread_evenly_and_the_same_each_time(double rate, string met)
    {
        FaultPlan plan = new(new SandboxOptions { Fault = SandboxFault.Reset, FaultRate = rate });

        IEnumerable<char> seen = Enumerable.Range(0, 10).Select(_ => plan.OfPath(SandboxGateway.ConfirmPath) == SandboxFault.Reset ? 'X' : '.');

        Assert.Equal(met, string.Concat(seen));
    }

    [Fact]
    public void A_rate_meets_its_exact_share_of_a_hundred()
    {
        for (int percent = 0; percent <= 100; percent++)
        {
            FaultPlan plan = new(new SandboxOptions { Fault = SandboxFault.Reset, FaultRate = percent / 100d });

            Assert.Equal(percent, Enumerable.Range(0, 100).Count(_ => plan.OfPath(SandboxGateway.ConfirmPath) == SandboxFault.Reset));
        }
    }

    [Fact]
    public void A_query_neither_meets_the_fault_nor_counts()
    {
        FaultPlan plan = new(new SandboxOptions { Fault = SandboxFault.Reset, FaultRate = 0.5 });

        Assert.Equal(SandboxFault.None, plan.OfPath(SandboxGateway.ConfirmPath));
        Assert.Equal(SandboxFault.None, plan.OfPath(SandboxGateway.QueryPath));
        Assert.Equal(SandboxFault.Reset, plan.OfPath(SandboxGateway.ConfirmPath));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_rate_outside_of_0_to_1_is_refused(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultPlan(new SandboxOptions { FaultRate = rate }));
    }

    [Theory]
    [InlineData(SandboxFault.Delay, -1)]
    [InlineData(SandboxFault.CutReply, -1)]
    [InlineData(SandboxFault.LateApply, -2)]
    [InlineData(SandboxFault.Status500, 499)]
    [InlineData(SandboxFault.Status500, 600)]
    public void An_argument_that_does_not_fit_the_fault_is_refused(SandboxFault fault, int argument)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultPlan(new SandboxOptions { Fault = fault, FaultArgument = argument }));
    }
}
