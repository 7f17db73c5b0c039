using LianPay.Core.Gateway;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Gateway;

/// <summary>Every fault of the sandbox through the client: what the call came to, and what the gateway did.</summary>
public class GatewayClientFaultTests : GatewayTests
{
    [Theory]
    [InlineData(SandboxFault.None, CallOutcome.Accepted, OutcomeReason.None, 1)]
    [InlineData(SandboxFault.Delay, CallOutcome.Accepted, OutcomeReason.None, 1)]
    [InlineData(SandboxFault.DropBeforeRead, CallOutcome.Unknown, OutcomeReason.ConnectionLost, 0)]
    [InlineData(SandboxFault.DropBeforeApply, CallOutcome.Unknown, OutcomeReason.ConnectionLost, 0)]
    [InlineData(SandboxFault.DropAfterApply, CallOutcome.Unknown, OutcomeReason.ConnectionLost, 1)]
    [InlineData(SandboxFault.Reset, CallOutcome.Unknown, OutcomeReason.ConnectionLost, 1)]
    [InlineData(SandboxFault.CutReply, CallOutcome.Unknown, OutcomeReason.ConnectionLost, 1)]
    [InlineData(SandboxFault.Garbage, CallOutcome.Unknown, OutcomeReason.MalformedReply, 1)]
    [InlineData(SandboxFault.Html, CallOutcome.Unknown, OutcomeReason.MalformedReply, 0)]
    [InlineData(SandboxFault.Status500, CallOutcome.Unknown, OutcomeReason.HttpStatus, 1)]
    [InlineData(SandboxFault.WrongSignature, CallOutcome.Unknown, OutcomeReason.BadSignature, 1)]
    [InlineData(SandboxFault.Unsigned, CallOutcome.Unknown, OutcomeReason.NotSigned, 1)]
    [InlineData(SandboxFault.OtherOrder, CallOutcome.Unknown, OutcomeReason.OtherOrder, 1)]
    [InlineData(SandboxFault.LateApply, CallOutcome.Unknown, OutcomeReason.ConnectionLost, 0)]
    public async Task A_fault_is_told_as_what_it_is_after_one_request(SandboxFault fault, CallOutcome outcome, OutcomeReason reason, int effects)
    {
        await using SandboxServer sandbox = Start(fault, ArgumentOf(fault));
        using GatewayCaller caller = Caller(sandbox);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((outcome, reason, true), (reply.Outcome, reply.Reason, reply.WasSent));
        Assert.Equal(outcome == CallOutcome.Accepted, reply.IsVerified);
        Assert.Equal((1L, effects), (sandbox.Requests, sandbox.EffectsOf(GatewayCaller.OrderNumber)));
    }

    [Fact]
    public void The_table_above_knows_every_fault()
    {
        string source = nameof(A_fault_is_told_as_what_it_is_after_one_request);
        IEnumerable<SandboxFault> tested = GetType().GetMethod(source)!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(row => (SandboxFault)((InlineDataAttribute)row).Data[0]!);

        Assert.Equal(Enum.GetValues<SandboxFault>().Order(), tested.Order());
    }

    [Theory]
    [InlineData(SandboxFault.DropBeforeApply, "CHECK")]
    [InlineData(SandboxFault.DropAfterApply, "PROCESSING")]
    [InlineData(SandboxFault.Reset, "PROCESSING")]
    [InlineData(SandboxFault.WrongSignature, "PROCESSING")]
    [InlineData(SandboxFault.Unsigned, "PROCESSING")]
    public async Task After_an_unknown_a_query_tells_what_the_gateway_did(SandboxFault fault, string resultPay)
    {
        await using SandboxServer sandbox = Start(fault);
        using GatewayCaller caller = Caller(sandbox);

        await caller.ConfirmAsync();

        Assert.Equal(resultPay, (await caller.QueryAsync()).ResultPay);
    }

    [Fact]
    public async Task A_request_that_is_applied_late_is_told_as_held_and_later_as_in_process()
    {
        await using SandboxServer sandbox = Start(SandboxFault.LateApply, argument: -1);
        using GatewayCaller caller = Caller(sandbox);

        await caller.ConfirmAsync();
        string? before = (await caller.QueryAsync()).ResultPay;
        Assert.Equal(1, sandbox.ApplyLate());
        string? after = (await caller.QueryAsync()).ResultPay;

        Assert.Equal(("CHECK", "PROCESSING", 1), (before, after, sandbox.EffectsOf(GatewayCaller.OrderNumber)));
    }

    [Fact]
    public async Task An_order_that_was_confirmed_is_not_confirmed_again()
    {
        await using SandboxServer sandbox = Start();
        using GatewayCaller caller = Caller(sandbox);

        ConfirmReply first = await caller.ConfirmAsync();
        ConfirmReply second = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.Accepted, CallOutcome.Unknown, OutcomeReason.MustQuery), (first.Outcome, second.Outcome, second.Reason));
        Assert.Equal(("4001", 1), (second.RetCode, sandbox.EffectsOf(GatewayCaller.OrderNumber)));
    }

    private SandboxServer Start(SandboxFault fault = SandboxFault.None, int? argument = null) =>
        SandboxServer.Start(GatewayCaller.SandboxFor(fault, argument, Certificate));

    private static int? ArgumentOf(SandboxFault fault) => fault switch
    {
        SandboxFault.Delay => 0,
        SandboxFault.LateApply => -1,
        _ => null,
    };
}
