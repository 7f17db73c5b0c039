using System.Management.Automation;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

public sealed class GetLianPayRecordTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Get-LianPayRecord";

    [Fact]
    public void It_reads_what_was_sent_and_what_became_of_it()
    {
        using TempDirectory folder = new();
        using Session session = new(sandbox, $"-Ledger '{folder.File("ledger.db")}'");
        PSObject[] payments = sandbox.Take(3);
        session.Confirm([.. payments.Select(payment => Row.Of(payment).AsObject())]);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("Get-LianPayRecord"));

        Assert.Equal(payments.Select(payment => payment.Text("OrderNumber")).Order(), run.Output.Select(record => record.Text("OrderNumber")).Order());
        Assert.All(run.Output, record =>
        {
            Assert.Equal("Accepted", record.Text("Status"));
            Assert.Equal("0000", record.Text("RetCode"));
            Assert.Equal("li.na", record.Text("ReviewedBy"));
            Assert.Equal(1, record.Value("Attempts"));
            Assert.NotNull(record.Value("PaybillId"));
            Assert.Empty((object[])record.Value("History")!);
        });
    }

    [Fact]
    public void It_selects_by_order_status_and_time()
    {
        using TempDirectory folder = new();
        using Session session = new(sandbox, $"-Ledger '{folder.File("ledger.db")}'");
        PSObject[] payments = sandbox.Take(2);
        string order = payments[0].Text("OrderNumber")!;
        session.Confirm([.. payments.Select(payment => Row.Of(payment).AsObject())]);

        EngineRun run = EngineAssert.Clean(session.Engine.Try($$"""
            @(Get-LianPayRecord -OrderNumber '{{order}}').Count
            @(Get-LianPayRecord -OrderNumber '{{order}}', 'none').Count
            @(Get-LianPayRecord -Status Accepted).Count
            @(Get-LianPayRecord -Status Unknown, Review).Count
            @(Get-LianPayRecord -Since ([DateTimeOffset]::Now.AddHours(-1))).Count
            @(Get-LianPayRecord -Since '2099-01-01T00:00:00Z').Count
            @(Get-LianPayRecord -Until '2020-01-01T00:00:00+08:00').Count
            """));

        Assert.Equal([1, 1, 2, 0, 2, 0, 0], run.Output.Select(count => (int)count.BaseObject));
    }

    [Fact]
    public void The_history_holds_the_signed_answers_and_no_confirm_code()
    {
        using TempDirectory folder = new();
        using Session session = new(sandbox, $"-Ledger '{folder.File("ledger.db")}'");
        PSObject payment = sandbox.Take(1)[0];
        session.Confirm([Row.Of(payment).AsObject()]);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("(Get-LianPayRecord -History).History; (Get-LianPayRecord -History).History | Out-Host"));

        Assert.Equal(["Intent", "Outcome"], run.Output.Select(item => item.Text("Kind")));
        Assert.True((bool)run.Output[1].Value("IsVerified")!);
        Assert.Contains("\"sign\"", run.Output[1].Text("Evidence"), StringComparison.Ordinal);
        Assert.All(run.Output, item => Assert.DoesNotContain(payment.Text("ConfirmCode")!, item.Text("Evidence") ?? "", StringComparison.Ordinal));
        Assert.Contains("Outcome", run.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_merchant_or_gateway_sees_none_of_it()
    {
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new(sandbox, $"-Ledger '{ledger}'");
        session.Confirm([Row.Of(sandbox.Take(1)[0]).AsObject()]);
        using Session other = new("-HeldPayment 1", $"-Ledger '{ledger}'");

        Assert.Empty(EngineAssert.Clean(other.Engine.Try("Get-LianPayRecord")).Output);
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("OrderNumberInvalid", "Get-LianPayRecord -OrderNumber 'a b'")]
    [InlineData("NumericId", "$n = 20170208165924; Get-LianPayRecord -OrderNumber $n")]
    [InlineData("NumericId", "$n = '00170208165924', 170208165924; Get-LianPayRecord -OrderNumber $n[1]")]
    [InlineData("NumericId", "Get-LianPayRecord -OrderNumber ($null, 5)[1]")]
    [InlineData("OrderNumberInvalid", "Get-LianPayRecord -OrderNumber $null")]
    [InlineData("SinceInvalid", "Get-LianPayRecord -Since '03/04/2026'")]
    [InlineData("UntilInvalid", "Get-LianPayRecord -Until '2026-11-23T08:30:00'")]
    [InlineData("ConnectionClosed", "$c = Get-LianPayConnection; Disconnect-LianPay; Get-LianPayRecord -Connection $c")]
    [InlineData("NotConnected", "Disconnect-LianPay; Get-LianPayRecord")]
    public void What_cannot_be_read_is_an_error(string id, string script)
    {
        using Session session = new(sandbox);

        EngineAssert.Error(session.Engine.Try(script), Cmdlet, id);
    }

    [Fact]
    public void Numbers_that_are_typed_in_a_list_bind_exactly()
    {
        using Session session = new("-HeldPayment @('00170208165900', '170208165901' | ForEach-Object { @{ no_order = $_; confirm_code = '037007'; ret_code = '4002' } })");
        session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())]);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("Get-LianPayRecord -OrderNumber 00170208165900, 170208165901, '00170208165900'"));

        Assert.Equal(["00170208165900", "170208165901", "00170208165900"], run.Output.Select(record => record.Text("OrderNumber")));
    }

    [Theory]
    [InlineData("Get-LianPayRecord -OrderNumber 017, 17", 2)]
    [InlineData("$n = 17; Get-LianPayRecord -OrderNumber $n, 18", 1)]
    [InlineData("$n = 18, '19'; Get-LianPayRecord -OrderNumber $n", 1)]
    public void Each_number_of_a_list_whose_digits_are_not_known_is_refused_and_the_others_are_read(string script, int refused)
    {
        using Session session = new(sandbox);

        EngineRun run = session.Engine.Try(script);

        Assert.Equal(refused, run.Errors.Count);
        Assert.All(run.Errors, error => EngineAssert.Error(error, Cmdlet, "NumericId"));
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerDamaged")]
    public void A_record_that_was_altered_is_damage_and_not_a_record()
    {
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new(sandbox, $"-Ledger '{ledger}'");
        session.Confirm([Row.Of(sandbox.Take(1)[0]).AsObject()]);
        session.Engine.Run("Disconnect-LianPay");
        session.Engine.Run($"Connect-LianPay -Sandbox $sandbox -Ledger '{ledger}'");
        LedgerDamage.Alter(ledger, "Accepted", "Rejected");

        EngineRun run = session.Engine.Try("Get-LianPayRecord");

        EngineAssert.Error(run, Cmdlet, "LedgerDamaged");
        Assert.Empty(run.Output);
    }
}
