using System.Management.Automation;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

public sealed class ResolveLianPaymentTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Resolve-LianPayment";

    [Fact]
    public void A_lost_answer_is_settled_by_asking_and_never_called_failed()
    {
        using Session session = new("-HeldPayment 2 -Fault DropAfterApply");
        EngineRun confirmed = session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())]);
        Assert.All(confirmed.Output, result => Assert.Equal("Unknown", result.Text("Status")));

        EngineRun asked = EngineAssert.Clean(session.Engine.Try("Resolve-LianPayment -TimeoutSec 0"));
        EngineRun askedAgain = EngineAssert.Clean(session.Engine.Try("Get-LianPayRecord -Status Accepted | Resolve-LianPayment -TimeoutSec 0"));

        Assert.All(asked.Output, result => Assert.Equal("Accepted", result.Text("Status")));
        Assert.All(askedAgain.Output, result => Assert.Equal("Paid", result.Text("Status")));
        Assert.Equal(2, askedAgain.Output.Count);
        Assert.All(session.Payments, payment => Assert.Equal(1, session.Effects(payment.Text("OrderNumber"))));
    }

    [Fact]
    public void What_the_gateway_still_holds_is_held_and_is_not_sent_again_at_once()
    {
        using Session session = new("-HeldPayment 1 -Fault DropBeforeApply");
        object[] row = [Row.Of(session.Payments[0]).AsObject()];
        session.Confirm(row);

        PSObject resolved = Assert.Single(EngineAssert.Clean(session.Engine.Try("Resolve-LianPayment -TimeoutSec 0")).Output);
        PSObject again = Assert.Single(session.Confirm(row).Output);

        Assert.Equal("Held", resolved.Text("Status"));
        Assert.Equal("Held", again.Text("Status"));
        Assert.Equal("QuietPeriod", again.Text("Reason"));
        Assert.Equal(1L, Confirmations(session));
    }

    [Fact]
    public void An_order_can_be_named_in_every_way()
    {
        using Session session = new(sandbox);
        PSObject[] payments = sandbox.Take(4);
        session.Engine.Set("results", session.Confirm([.. payments.Select(payment => Row.Of(payment).AsObject())]).Output.ToArray());
        string[] orders = [.. payments.Select(payment => payment.Text("OrderNumber")!)];

        EngineRun run = EngineAssert.Clean(session.Engine.Try($$"""
            Resolve-LianPayment -OrderNumber '{{orders[0]}}' -TimeoutSec 0
            '{{orders[1]}}' | Resolve-LianPayment -TimeoutSec 0
            @{ no_order = '{{orders[2]}}' } | Resolve-LianPayment -TimeoutSec 0
            $results[3] | Resolve-LianPayment -TimeoutSec 0
            """));

        Assert.Equal(orders, run.Output.Select(result => result.Text("OrderNumber")));
    }

    [Fact]
    public void An_empty_pipeline_settles_nothing()
    {
        using Session session = new(sandbox);
        session.Confirm([Row.Of(sandbox.Take(1)[0]).AsObject()]);
        long requests = session.Requests;

        EngineRun run = EngineAssert.Clean(session.Engine.Try("@() | Resolve-LianPayment -TimeoutSec 0"));

        Assert.Empty(run.Output);
        Assert.Equal(requests, session.Requests);
    }

    [Fact]
    public void Paid_orders_are_asked_for_only_when_wanted_and_may_have_come_back()
    {
        using Session session = new("-HeldPayment 1 -Outcome Cancel");
        session.Confirm([Row.Of(session.Payments[0]).AsObject()]);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("""
            1..2 | ForEach-Object { $null = Resolve-LianPayment -TimeoutSec 0 }
            @(Get-LianPayRecord -Status Paid).Count
            @(Resolve-LianPayment -TimeoutSec 0).Count
            @(Resolve-LianPayment -TimeoutSec 0 -IncludePaid -Since '2099-01-01T00:00:00Z').Count
            (Resolve-LianPayment -TimeoutSec 0 -IncludePaid).Status.ToString()
            """));

        Assert.Equal(["1", "0", "0", "Returned"], run.Output.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("Resolve-LianPayment -WhatIf")]
    [InlineData("Get-LianPayRecord | Resolve-LianPayment -WhatIf")]
    public void WhatIf_asks_nobody_and_records_nothing(string script)
    {
        using Session session = new("-HeldPayment 2 -Fault DropAfterApply");
        session.Confirm([.. session.Payments.Select(payment => (object)Row.Of(payment).AsObject())]);
        long before = session.Requests;

        EngineRun run = EngineAssert.Clean(session.Engine.Try($"$before = @((Get-LianPayRecord -History).History).Count; {script}; @((Get-LianPayRecord -History).History).Count - $before"));

        Assert.Equal(0, Assert.Single(run.Output).BaseObject);
        Assert.Equal(before, session.Requests);
    }

    [Fact]
    public void A_person_closes_a_review_and_the_history_stays()
    {
        using TempDirectory folder = new();
        PSObject payment = sandbox.Take(1)[0];
        string order = payment.Text("OrderNumber")!;
        using Session session = InReview(folder, payment);

        EngineRun run = session.Engine.Try($$"""
            Resolve-LianPayment -OrderNumber '{{order}}' -As Closed -Reviewer 'wang.wei' -Reason 'Portal shows it closed' -WhatIf
            (Get-LianPayRecord).Status.ToString()
            Resolve-LianPayment -OrderNumber '{{order}}' -As Closed -Reviewer 'wang.wei' -Reason 'Portal shows it closed'
            (Get-LianPayRecord).Status.ToString()
            (Get-LianPayRecord -History).History[-1]
            """);

        EngineAssert.Clean(run);
        Assert.Equal("Review", run.Output[0].ToString());
        Assert.Equal("Closed", run.Output[1].Text("Status"));
        Assert.Equal("Closed", run.Output[2].ToString());
        Assert.Equal("Person", run.Output[3].Text("Kind"));
        Assert.Equal("wang.wei", run.Output[3].Text("Actor"));
        Assert.Equal("Portal shows it closed", run.Output[3].Text("Evidence"));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("NotConnected", "Disconnect-LianPay; Resolve-LianPayment")]
    [InlineData("ConnectionClosed", "$c = Get-LianPayConnection; Disconnect-LianPay; Resolve-LianPayment -Connection $c")]
    [InlineData("OrderNumberInvalid", "Resolve-LianPayment -OrderNumber 'a b'")]
    [InlineData("NumericId", "$n = 20170208165924; Resolve-LianPayment -OrderNumber $n")]
    [InlineData("NotRecorded", "Resolve-LianPayment -OrderNumber 'NeverSent'")]
    [InlineData("SinceInvalid", "Resolve-LianPayment -Since '03/04/2026'")]
    [InlineData("ReviewerInvalid", "Resolve-LianPayment -OrderNumber 'A' -As Paid -Reviewer ' ' -Reason 'x'")]
    [InlineData("ReasonInvalid", "Resolve-LianPayment -OrderNumber 'A' -As Paid -Reviewer 'li.na' -Reason \"`e[2J\"")]
    public void What_cannot_be_settled_is_an_error(string id, string script)
    {
        using Session session = new(sandbox);

        EngineRun run = session.Engine.Try(script);

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Empty(run.Output);
        Assert.Equal(0, session.Requests);
    }

    [Theory]
    [InlineData("-OrderNumber $null")]
    [InlineData("-OrderNumber ''")]
    [InlineData("-OrderNumber $nothing")]
    [InlineData("-OrderNumber (Get-LianPayRecord -OrderNumber 'NeverSent').OrderNumber")]
    [InlineData("$null")]
    [InlineData("-InputObject $null")]
    [InlineData("-InputObject @{ }")]
    public void An_order_number_that_is_given_and_empty_does_not_mean_every_order(string arguments)
    {
        using Session session = new("-HeldPayment 2 -Fault DropAfterApply");
        session.Confirm([.. session.Payments.Select(payment => (object)Row.Of(payment).AsObject())]);
        long before = session.Requests;

        EngineRun run = session.Engine.Try($"Resolve-LianPayment {arguments} -TimeoutSec 0");

        EngineAssert.Error(run, Cmdlet, "OrderNumberInvalid");
        Assert.Empty(run.Output);
        Assert.Equal(before, session.Requests);
    }

    [Fact]
    [ErrorId(Cmdlet, "NotInReview")]
    public void A_persons_word_does_not_overrule_the_gateways()
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];
        session.Confirm([Row.Of(payment).AsObject()]);

        EngineRun run = session.Engine.Try($"Resolve-LianPayment -OrderNumber '{payment.Text("OrderNumber")}' -As Failed -Reviewer 'li.na' -Reason 'x'");

        EngineAssert.Error(run, Cmdlet, "NotInReview");
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerDamaged")]
    public void Nothing_is_settled_in_a_damaged_ledger()
    {
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new(sandbox, $"-Ledger '{ledger}'");
        PSObject payment = sandbox.Take(1)[0];
        session.Confirm([Row.Of(payment).AsObject()]);
        session.Engine.Run($"Disconnect-LianPay; Connect-LianPay -Sandbox $sandbox -Ledger '{ledger}'");
        long requests = session.Requests;
        LedgerDamage.Alter(ledger, "Accepted", "Rejected");

        foreach (string order in new[] { "", $"-OrderNumber '{payment.Text("OrderNumber")}'", $"-OrderNumber '{payment.Text("OrderNumber")}' -As Paid -Reviewer li.na -Reason Portal" })
        {
            EngineAssert.Error(session.Engine.Try($"Resolve-LianPayment {order} {(order.Contains("-As", StringComparison.Ordinal) ? "" : "-TimeoutSec 0")}"), Cmdlet, "LedgerDamaged");
        }

        Assert.Equal(requests, session.Requests);
    }

    [Fact]
    [ErrorId(Cmdlet, "BatchStopped")]
    public void Answers_that_are_not_the_platforms_stop_the_asking()
    {
        using TempDirectory folder = new();
        using Session session = new("-HeldPayment 20", $"-Ledger '{folder.File("ledger.db")}'");
        session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())], "-ThrottleLimit 8");
        long before = session.Requests;

        // The same gateway and merchant, but another platform key is trusted: every answer is signed wrong.
        EngineRun run = session.Engine.Try($$"""
            $pair = New-LianPayKeyPair -Path '{{folder.File("other.pem")}}'
            Connect-LianPay -Environment Sandbox -Gateway $sandbox.Gateway -PartnerId $sandbox.PartnerId -PrivateKeyPath $sandbox.PrivateKeyPath `
                -PlatformKeyPath $pair.PublicKeyPath -Ledger '{{folder.File("ledger.db")}}'
            Resolve-LianPayment -TimeoutSec 60
            """);

        EngineAssert.Error(run, Cmdlet, "BatchStopped");
        Assert.Equal(20, run.Output.Select(result => result.Text("OrderNumber")).Distinct().Count());
        Assert.All(run.Output, result => Assert.Equal("Accepted", result.Text("Status")));
        Assert.Contains(run.Output, result => result.Text("StopReason") == "BadSignature");
        Assert.InRange(session.Requests - before, 2, 8);
    }

    [Fact]
    [ErrorId(Cmdlet, "BatchStopped")]
    public void A_disk_that_is_full_stops_the_asking_with_a_result_for_each_order_and_ends_with_3()
    {
        using SmallDisk disk = SmallDisk.Mount("1m");
        using Session session = new("-HeldPayment 24 -Fault DropAfterApply", $"-Ledger '{disk.File("ledger.db")}'");
        session.Confirm([.. session.Payments.Select(payment => (object)Row.Of(payment).AsObject())], "-ThrottleLimit 8");
        disk.FillUp();
        long before = session.Requests;

        EngineRun run = session.Engine.Try("Resolve-LianPayment -TimeoutSec 60");

        // What is left of the last page of the log may still take a few answers, and no more than are asked at once follow the first that it does not.
        ErrorRecord error = EngineAssert.Error(run, Cmdlet, "BatchStopped");
        Assert.Equal("Ledger", error.TargetObject);
        Assert.Equal(Orders(session), run.Output.Select(result => result.Text("OrderNumber")!).Order(StringComparer.Ordinal));
        Assert.InRange(session.Requests - before, 1, 23);
        Assert.Contains(run.Output, result => result.Text("Status") == "Unknown" && result.Text("StopReason") == "Ledger");

        // Each stands where the ledger says, and the gravest of it is the exit code: somebody has to ask again.
        Dictionary<string, string?> recorded = session.Engine.Run("Get-LianPayRecord").Output.ToDictionary(record => record.Text("OrderNumber")!, record => record.Text("Status"));
        Assert.All(run.Output, result => Assert.Equal(recorded[result.Text("OrderNumber")!], result.Text("Status")));
        session.Engine.Set("seen", run.Output.Cast<object>().Append(error).ToArray());
        Assert.Equal(3, Assert.Single(session.Engine.Run("$seen | Measure-LianPayment").Output).Value("ExitCode"));

        disk.MakeRoom();
        EngineRun again = EngineAssert.Clean(session.Engine.Try("Get-LianPayRecord -Status Unknown | Resolve-LianPayment -TimeoutSec 0"));
        Assert.All(again.Output, result => Assert.Contains(result.Text("Status"), new[] { "Accepted", "Paid" }));
    }

    private static IEnumerable<string> Orders(Session session) =>
        session.Payments.Select(payment => payment.Text("OrderNumber")!).Order(StringComparer.Ordinal);

    /// <summary>A session whose ledger has the order in Review: locked at the gateway after wrong codes that other machines sent.</summary>
    private Session InReview(TempDirectory folder, PSObject payment)
    {
        int code = int.Parse(payment.Text("ConfirmCode")!, System.Globalization.CultureInfo.InvariantCulture);
        for (int wrong = 1; wrong <= 6; wrong++)
        {
            using Session other = new(sandbox, $"-Ledger '{folder.File($"other{wrong}.db")}'");
            string digits = ((code + wrong) % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
            other.Confirm([Row.Of(payment).With("confirm_code", digits).AsObject()]);
            other.Engine.Run("Disconnect-LianPay");
        }

        Session session = new(sandbox, $"-Ledger '{folder.File("ledger.db")}'");
        Assert.Equal("Review", Assert.Single(session.Confirm([Row.Of(payment).AsObject()]).Output).Text("Status"));
        return session;
    }

    private static long Confirmations(Session session) =>
        LanguagePrimitives.GetEnumerable(session.Engine.Run("(Get-LianPayRecord).Attempts").Output).Cast<object>().Select(item => Convert.ToInt64(((PSObject)item).BaseObject, System.Globalization.CultureInfo.InvariantCulture)).Sum();
}
