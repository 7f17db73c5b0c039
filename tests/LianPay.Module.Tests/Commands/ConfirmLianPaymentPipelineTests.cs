using System.Management.Automation;

namespace LianPay.Module.Tests.Commands;

/// <summary>One result for each row in the order of the input, and what becomes of them when the pipeline ends early.</summary>
public sealed class ConfirmLianPaymentPipelineTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Confirm-LianPayment";

    [Fact]
    public void Eight_at_a_time_give_results_in_the_order_of_the_input()
    {
        using Session session = new("-HeldPayment 40 -Fault Delay -FaultRate 0.3 -FaultArgument 40");

        EngineRun run = EngineAssert.Clean(session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())], "-ThrottleLimit 8"));

        Assert.Equal(session.Payments.Select(payment => payment.Text("OrderNumber")), run.Output.Select(result => result.Text("OrderNumber")));
        Assert.All(run.Output, result => Assert.Equal("Accepted", result.Text("Status")));
        Assert.Equal(40, session.Requests);
        Assert.All(session.Payments, payment => Assert.Equal(1, session.Effects(payment.Text("OrderNumber"))));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-ThrottleLimit 8", 1)]
    [InlineData("-ErrorAction SilentlyContinue", 0)]
    [InlineData("-ErrorAction Ignore", 0)]
    public void A_bad_row_in_the_middle_does_not_hold_up_the_others(string arguments, int shown)
    {
        using Session session = new(sandbox);
        Row[] rows = [.. sandbox.Take(3).Select(Row.Of)];

        EngineRun run = session.Confirm([rows[0].AsObject(), rows[1].With("confirm_code", "1").AsObject(), rows[2].AsObject()], arguments);

        Assert.Null(run.Failure);
        Assert.Equal(shown, run.Errors.Count);
        Assert.Equal(["Accepted", "Refused", "Accepted"], run.Output.Select(result => result.Text("Status")));
        Assert.Equal([1L, 2L, 3L], run.Output.Select(result => result.Value("Row")));
    }

    [Fact]
    public void ErrorVariable_keeps_each_refused_row()
    {
        using Session session = new(sandbox);
        Row[] rows = [.. sandbox.Take(3).Select(Row.Of)];

        session.Confirm([rows[0].Without("reviewed_by").AsObject(), rows[1].AsObject(), rows[2].With("ret_code", "0000").AsObject()], "-ErrorAction SilentlyContinue -ErrorVariable bad");
        ErrorRecord[] bad = [.. session.Engine.Run("$bad").Output.Select(error => (ErrorRecord)error.BaseObject)];

        Assert.Equal(2, bad.Length);
        EngineAssert.Error(bad[0], Cmdlet, "NotReviewed");
        EngineAssert.Error(bad[1], Cmdlet, "NoConfirmationNeeded");
    }

    [Fact]
    public void ErrorAction_Stop_ends_the_batch_at_the_bad_row()
    {
        using Session session = new(sandbox);
        Row[] rows = [.. sandbox.Take(3).Select(Row.Of)];

        EngineRun run = session.Confirm([rows[0].AsObject(), rows[1].With("confirm_code", "1").AsObject(), rows[2].AsObject()], "-ErrorAction Stop");

        EngineAssert.Error(run.FailureRecord!, Cmdlet, "ConfirmCodeInvalid");
        Assert.Equal("Accepted", Assert.Single(run.Output).Text("Status"));
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void A_consumer_that_has_enough_ends_the_batch_after_the_row_it_took()
    {
        using Session session = new(sandbox);
        PSObject[] payments = sandbox.Take(5);
        session.Engine.Set("rows", payments.Select(payment => Row.Of(payment).AsObject()).ToArray());

        EngineRun run = EngineAssert.Clean(session.Engine.Try("foreach ($once in 1) { $rows | Confirm-LianPayment -Confirm:$false | ForEach-Object { $_.OrderNumber; break } }"));

        Assert.Equal(payments[0].Text("OrderNumber"), Assert.Single(run.Output).ToString());
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void A_consumer_that_throws_ends_the_batch_and_what_was_in_flight_is_waited_for()
    {
        using Session session = new("-HeldPayment 60 -Fault Delay -FaultRate 0.5 -FaultArgument 30");
        session.Engine.Set("rows", session.Payments.Select(payment => Row.Of(payment).AsObject()).ToArray());

        EngineRun run = session.Engine.Try("$rows | Confirm-LianPayment -Confirm:$false -ThrottleLimit 4 | ForEach-Object { throw 'enough' }");
        long requests = session.Requests;

        Assert.Contains("enough", run.FailureRecord!.ToString(), StringComparison.Ordinal);
        Assert.InRange(requests, 1, 59);

        // Every request that was begun has ended: it took effect, once, and none is left on its way.
        Assert.Equal(requests, session.Payments.Sum(payment => session.Effects(payment.Text("OrderNumber"))));
    }

    [Fact]
    public void A_stop_waits_for_what_is_in_flight_and_starts_nothing_more()
    {
        const int InFlight = 2;
        using Session session = new("-HeldPayment 20 -Fault Delay -FaultArgument 300");
        session.Engine.Set("rows", session.Payments.Select(payment => Row.Of(payment).AsObject()).ToArray());

        using RunningScript running = session.Engine.Start($"$rows | Confirm-LianPayment -Confirm:$false -ThrottleLimit {InFlight}");
        Assert.True(SpinWait.SpinUntil(() => session.Requests >= InFlight, TimeSpan.FromSeconds(30)));
        running.Stop();
        EngineRun run = running.Wait();
        long requests = session.Requests;

        Assert.IsType<PipelineStoppedException>(run.Failure);
        Assert.InRange(requests, InFlight, 19);
        Assert.Equal(requests, session.Payments.Sum(payment => session.Effects(payment.Text("OrderNumber"))));
    }

    [Fact]
    public void A_stop_ends_a_call_that_the_gateway_never_answers()
    {
        using Session session = new("-HeldPayment 3 -Fault Delay -FaultArgument 600000", "-TimeoutSec 1");
        session.Engine.Set("rows", session.Payments.Select(payment => Row.Of(payment).AsObject()).ToArray());

        using RunningScript running = session.Engine.Start("$rows | Confirm-LianPayment -Confirm:$false");
        Assert.True(SpinWait.SpinUntil(() => session.Requests >= 1, TimeSpan.FromSeconds(30)));
        running.Stop();

        Assert.IsType<PipelineStoppedException>(running.Wait().Failure);
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void A_closed_connection_in_the_middle_of_nothing_costs_no_result()
    {
        using Session session = new(sandbox);
        Row[] rows = [.. sandbox.Take(2).Select(Row.Of)];
        session.Engine.Set("rows", rows.Select(row => row.AsObject()).ToArray());

        EngineRun run = session.Engine.Try("$rows | ForEach-Object { $_; Disconnect-LianPay } | Confirm-LianPayment -Confirm:$false");

        Assert.Equal(2, run.Output.Count);
        Assert.Equal("Accepted", run.Output[0].Text("Status"));
        Assert.Equal("Untouched", run.Output[1].Text("Status"));
        Assert.Equal("LedgerUnreachable", EngineAssert.Error(run, "Confirm-LianPayment", "BatchStopped").TargetObject);
        Assert.Equal(0, session.Effects(run.Output[1].Text("OrderNumber")));
    }
}
