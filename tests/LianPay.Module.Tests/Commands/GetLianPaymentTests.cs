using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace LianPay.Module.Tests.Commands;

public sealed class GetLianPaymentTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Get-LianPayment";

    [Fact]
    public void A_payment_that_waits_is_Held_with_its_amount()
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];

        PSObject state = Assert.Single(Ask(session, payment.Text("OrderNumber")!).Output);

        Assert.Equal("LianPay.PaymentState", state.TypeNames[0]);
        Assert.Equal(payment.Text("OrderNumber"), state.Text("OrderNumber"));
        Assert.Equal("Held", state.Text("Status"));
        Assert.Equal("CHECK", state.Text("ResultPay"));
        Assert.Equal(payment.Value("Amount"), state.Value("Amount"));
        Assert.Equal("Sandbox", state.Text("Environment"));
        Assert.NotNull(state.Value("OrderedAt"));
        Assert.Null(state.Value("PaybillId"));
    }

    [Fact]
    public void Results_of_a_confirmation_lead_to_the_states_of_their_payments()
    {
        using Session session = new(sandbox);
        session.Engine.Set("rows", sandbox.Take(3).Select(payment => Row.Of(payment).AsObject()).ToArray());

        EngineRun run = EngineAssert.Clean(session.Engine.Try("""
            $results = $rows | Confirm-LianPayment -Confirm:$false
            $results | Get-LianPayment
            $results | Get-LianPayment
            """));

        Assert.Equal(["Accepted", "Accepted", "Accepted", "Paid", "Paid", "Paid"], run.Output.Select(state => state.Text("Status")));
        Assert.All(run.Output, state => Assert.Matches("^[0-9]{1,18}$", state.Text("PaybillId")));
        Assert.Matches("^[0-9]{8}$", run.Output[5].Text("SettleDate"));
    }

    [Fact]
    public void A_paybill_alone_is_enough_and_one_of_another_order_is_not_believed()
    {
        using Session session = new(sandbox);
        PSObject[] payments = sandbox.Take(2);
        session.Engine.Set("rows", payments.Select(payment => Row.Of(payment).AsObject()).ToArray());

        EngineRun run = EngineAssert.Clean(session.Engine.Try("""
            $results = @($rows | Confirm-LianPayment -Confirm:$false)
            Get-LianPayment -PaybillId $results[0].PaybillId
            @{ oid_paybill = $results[1].PaybillId; no_order = '' } | Get-LianPayment
            """));

        Assert.Equal(payments.Select(payment => payment.Text("OrderNumber")), run.Output.Select(state => state.Text("OrderNumber")));
    }

    [Theory]
    [InlineData("$order")]
    [InlineData("-OrderNumber $order")]
    [InlineData("-no_order $order -PaybillId ''")]
    public void An_order_number_is_taken_by_name_and_position(string arguments)
    {
        using Session session = new(sandbox);
        session.Engine.Set("order", sandbox.Take(1)[0].Text("OrderNumber"));

        Assert.Equal("Held", Assert.Single(EngineAssert.Clean(session.Engine.Try($"Get-LianPayment {arguments}")).Output).Text("Status"));
    }

    [Theory]
    [InlineData("$order | Get-LianPayment")]
    [InlineData("[PSCustomObject]@{ no_order = $order; oid_paybill = '' } | Get-LianPayment")]
    [InlineData("@{ no_order = $order } | Get-LianPayment")]
    [InlineData("$payment | Get-LianPayment")]
    public void An_order_number_is_taken_from_the_pipeline(string script)
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];
        session.Engine.Set("payment", payment);
        session.Engine.Set("order", payment.Text("OrderNumber"));

        Assert.Equal(payment.Text("OrderNumber"), Assert.Single(EngineAssert.Clean(session.Engine.Try(script)).Output).Text("OrderNumber"));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("OrderNumberInvalid", "Get-LianPayment")]
    [InlineData("OrderNumberInvalid", "$null | Get-LianPayment")]
    [InlineData("OrderNumberInvalid", "Get-LianPayment -OrderNumber 'A 1'")]
    [InlineData("OrderNumberInvalid", "[PSCustomObject]@{ other = 'A1' } | Get-LianPayment")]
    [InlineData("PaybillIdInvalid", "Get-LianPayment -PaybillId 'A1'")]
    [InlineData("NumericId", "20170208165924 | Get-LianPayment")]
    [InlineData("NumericId", "$n = 20170208165924; Get-LianPayment -OrderNumber $n")]
    [InlineData("NumericId", "[PSCustomObject]@{ oid_paybill = 2016080446983389 } | Get-LianPayment")]
    public void A_bad_id_is_an_error_and_nothing_is_sent(string id, string script)
    {
        using Session session = new(sandbox);

        EngineRun run = session.Engine.Try(script);

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Empty(run.Output);
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void A_bad_id_in_the_middle_does_not_hold_up_the_others()
    {
        using Session session = new(sandbox);
        string[] orders = [.. sandbox.Take(2).Select(payment => payment.Text("OrderNumber")!)];
        session.Engine.Set("orders", new[] { orders[0], "A 1", orders[1] });

        EngineRun run = session.Engine.Try("$orders | Get-LianPayment");

        EngineAssert.Error(run, Cmdlet, "OrderNumberInvalid");
        Assert.Equal(orders, run.Output.Select(state => state.Text("OrderNumber")));
    }

    [Fact]
    public void What_the_gateway_does_not_know_is_Unknown_and_no_error()
    {
        using Session session = new(sandbox);

        PSObject state = Assert.Single(EngineAssert.Clean(Ask(session, "NEVER-SEEN")).Output);

        Assert.Equal("Unknown", state.Text("Status"));
        Assert.Equal("8901", state.Text("RetCode"));
    }

    [Fact]
    [ErrorId(Cmdlet, "NotAnswered")]
    public void No_answer_that_can_be_believed_is_an_error_and_a_state()
    {
        using Session session = new(sandbox);
        using TcpListener refusing = new(IPAddress.Loopback, 0);
        refusing.Start();
        int port = ((IPEndPoint)refusing.LocalEndpoint).Port;
        refusing.Server.Close();
        session.Engine.Run($"Connect-LianPay -Environment Sandbox -Gateway http://127.0.0.1:{port}/ -PartnerId $sandbox.PartnerId -PrivateKeyPath $sandbox.PrivateKeyPath -PlatformKeyPath $sandbox.PlatformKeyPath");

        EngineRun run = Ask(session, "A1");

        Assert.Equal("A1", EngineAssert.Error(run, Cmdlet, "NotAnswered").TargetObject);
        PSObject state = Assert.Single(run.Output);
        Assert.Equal("NotSent", state.Text("Status"));
        Assert.Equal("Connect", state.Text("Reason"));
    }

    [Fact]
    [ErrorId(Cmdlet, "NotConnected")]
    public void Without_a_connection_it_fails()
    {
        using Engine engine = new();

        EngineAssert.Error(engine.Try("'A1' | Get-LianPayment"), Cmdlet, "NotConnected");
    }

    [Fact]
    [ErrorId(Cmdlet, "ConnectionClosed")]
    public void A_closed_connection_is_refused()
    {
        using Session session = new(sandbox);

        EngineAssert.Error(session.Engine.Try("$kept = Get-LianPayConnection; Disconnect-LianPay; Get-LianPayment 'A1' -Connection $kept"), Cmdlet, "ConnectionClosed");
    }

    private static EngineRun Ask(Session session, string order) => session.Engine.Try($"Get-LianPayment -OrderNumber '{order}'");
}
