using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace LianPay.Module.Tests.Commands;

public sealed class StartLianPaySandboxTests : IDisposable
{
    private const string Cmdlet = "Start-LianPaySandbox";
    private const string Clean = "; Stop-LianPaySandbox -InputObject $s";

    private readonly Engine _engine = new();

    [Fact]
    public void Three_payments_are_held_by_default_on_loopback()
    {
        PSObject sandbox = Start("");

        Assert.Equal("LianPay.LianPaySandbox", sandbox.TypeNames[0]);
        Assert.StartsWith("http://127.0.0.1:", sandbox.Text("Gateway"), StringComparison.Ordinal);
        Assert.Equal(sandbox.Text("Gateway"), sandbox.ToString());
        Assert.Matches("^[0-9]{18}$", sandbox.Text("PartnerId"));
        Assert.Equal(0L, sandbox.Value("Requests"));
        Assert.Equal(["4002", "4003", "4004"], Held(sandbox).Select(payment => payment.Text("RetCode")));
        Assert.All(Held(sandbox), payment => Assert.Null(payment.Value("ReviewedBy")));
    }

    [Theory]
    [InlineData("-HeldPayment 0", 0)]
    [InlineData("-HeldPayment 7", 7)]
    [InlineData("7", 7)]
    [InlineData("-HeldPayment $null", 3)]
    [InlineData("-HeldPayment @{ no_order = 'A1'; confirm_code = '730194'; ret_code = '4002' }", 1)]
    public void Payments_are_counted_or_given(string arguments, int count) => Assert.Equal(count, Held(Start(arguments)).Length);

    [Fact]
    public void Payments_come_from_the_pipeline_and_keep_what_they_are()
    {
        _engine.Set("rows", new object[] { Row.Of("A1", "037007", "4003").With("money_order", "12.50").With("acct_name", "张三").AsObject(), Row.Of("A2", "730194").AsHashtable() });

        EngineRun run = EngineAssert.Clean(_engine.Try($"$s = $rows | Start-LianPaySandbox -oid_partner '201606221000921503'; $s{Clean}"));

        PSObject[] held = Held(Assert.Single(run.Output));
        Assert.Equal(["A1", "A2"], held.Select(payment => payment.Text("OrderNumber")));
        Assert.Equal("037007", held[0].Text("ConfirmCode"));
        Assert.Equal(12.50m, held[0].Value("Amount"));
        Assert.Equal("张三", held[0].Text("Payee"));
        Assert.All(held, payment => Assert.Equal("201606221000921503", payment.Text("PartnerId")));
    }

    [Theory]
    [InlineData("Success", "Paid", "Paid")]
    [InlineData("Failure", "Failed", "Failed")]
    [InlineData("Cancel", "Paid", "Returned")]
    public void The_outcome_of_a_confirmed_payment_can_be_chosen(string outcome, string second, string third)
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($"""
            $s = Start-LianPaySandbox -HeldPayment 1 -Outcome {outcome}
            Connect-LianPay -Sandbox $s
            $r = $s.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false
            1..3 | ForEach-Object {"{"} $r | Get-LianPayment {"}"}
            {Clean[1..]}
            """));

        Assert.Equal(["Accepted", second, third], run.Output.Select(state => state.Text("Status")));
    }

    [Fact]
    public void A_rate_spreads_the_fault_evenly()
    {
        EngineRun run = _engine.Try($"""
            $s = Start-LianPaySandbox -HeldPayment 4 -Fault Html -FaultRate 0.5
            Connect-LianPay -Sandbox $s
            $s.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false
            {Clean[1..]}
            """);

        Assert.Equal(["Accepted", "Unknown", "Accepted", "Unknown"], run.Output.Select(result => result.Text("Status")));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("HeldPaymentInvalid", "-HeldPayment 'x'")]
    [InlineData("HeldPaymentInvalid", "-HeldPayment 1000001")]
    [InlineData("HeldPaymentInvalid", "-HeldPayment @{ no_order = 'A1'; confirm_code = '73019'; ret_code = '4002' }")]
    [InlineData("HeldPaymentInvalid", "-HeldPayment @{ no_order = 'A1'; confirm_code = '730194'; ret_code = '0000' }")]
    [InlineData("NumericId", "-HeldPayment @{ no_order = 17; confirm_code = '730194'; ret_code = '4002' }")]
    [InlineData("AmountInvalid", "-HeldPayment @{ no_order = 'A1'; confirm_code = '730194'; ret_code = '4002'; money_order = '22,99' }")]
    [InlineData("NumericId", "-PartnerId ([long]201606221000921503)")]
    [InlineData("PartnerIdInvalid", "-PartnerId '1'")]
    [InlineData("FaultArgumentInvalid", "-Fault Status500 -FaultArgument 404")]
    [InlineData("FaultArgumentInvalid", "-Fault Delay -FaultArgument -1")]
    public void A_sandbox_that_cannot_be_is_refused_and_none_is_started(string id, string arguments)
    {
        EngineRun run = _engine.Try($"Start-LianPaySandbox {arguments}");

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("730194", run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_payment_is_left_out_and_told()
    {
        _engine.Set("rows", new object[] { Row.Of("A1", "037007").AsObject(), Row.Of("A1", "037008").AsObject(), Row.Of("A2", "730194").AsHashtable() });

        EngineRun run = _engine.Try($"$s = $rows | Start-LianPaySandbox; $s{Clean}");

        EngineAssert.Error(run, Cmdlet, "HeldPaymentInvalid");
        Assert.Equal(["A1", "A2"], Held(Assert.Single(run.Output)).Select(payment => payment.Text("OrderNumber")));
    }

    [Fact]
    [ErrorId(Cmdlet, "PortInUse")]
    public void A_port_that_another_program_has_is_refused()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();

        EngineAssert.Error(_engine.Try($"Start-LianPaySandbox -Port {((IPEndPoint)listener.LocalEndpoint).Port}"), Cmdlet, "PortInUse");
    }

    [Theory]
    [InlineData("-FaultRate 1.1")]
    [InlineData("-Port 65536")]
    [InlineData("-Fault Nothing")]
    [InlineData("-Outcome Lost")]
    public void What_cannot_be_bound_starts_nothing(string arguments)
    {
        EngineRun run = _engine.Try($"Start-LianPaySandbox {arguments}");

        Assert.IsType<ParameterBindingException>((run.FailureRecord ?? Assert.Single(run.Errors)).Exception, exactMatch: false);
        Assert.Empty(run.Output);
    }

    public void Dispose() => _engine.Dispose();

    private static PSObject[] Held(PSObject sandbox) =>
        [.. LanguagePrimitives.GetEnumerable(sandbox.Value("HeldPayments")).Cast<object>().Select(PSObject.AsPSObject)];

    private PSObject Start(string arguments) => Assert.Single(EngineAssert.Clean(_engine.Try($"$s = Start-LianPaySandbox {arguments}; $s{Clean}")).Output);
}
