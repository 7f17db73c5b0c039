using System.Management.Automation;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

public sealed class ConfirmLianPaymentTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Confirm-LianPayment";

    [Fact]
    public void A_reviewed_payment_is_confirmed_once_and_gives_one_result()
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];

        PSObject result = Assert.Single(EngineAssert.Clean(session.Confirm([Row.Of(payment).With("money_order", "12.5").With("acct_name", "张三").AsObject()])).Output);

        Assert.Equal("LianPay.ConfirmationResult", result.TypeNames[0]);
        Assert.Equal(payment.Text("OrderNumber"), result.Text("OrderNumber"));
        Assert.Equal("Accepted", result.Text("Status"));
        Assert.Equal("0000", result.Text("RetCode"));
        Assert.Equal(12.5m, result.Value("Amount"));
        Assert.Equal("张三", result.Text("Payee"));
        Assert.Equal("li.na", result.Text("ReviewedBy"));
        Assert.Equal(1, result.Value("Attempts"));
        Assert.Equal(1L, result.Value("Row"));
        Assert.Equal("Sandbox", result.Text("Environment"));
        Assert.Null(result.Value("Reason"));
        Assert.Null(result.Value("StopReason"));
        Assert.NotNull(result.Value("SentAt"));
        Assert.Matches("^[0-9]{1,18}$", result.Text("PaybillId"));
        Assert.Equal(1, session.Effects(payment.Text("OrderNumber")));
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void A_second_run_of_a_batch_sends_nothing()
    {
        using Session session = new(sandbox);
        PSObject[] payments = sandbox.Take(3);
        object[] rows = [.. payments.Select(payment => Row.Of(payment).AsObject())];
        session.Confirm(rows);
        long requests = session.Requests;

        EngineRun second = EngineAssert.Clean(session.Confirm(rows));

        Assert.All(second.Output, result => Assert.Equal("Taken", result.Text("Status")));
        Assert.All(second.Output, result => Assert.Equal("Accepted", result.Text("Reason")));
        Assert.Equal(requests, session.Requests);
    }

    [Fact]
    public void A_payment_that_another_machine_has_confirmed_is_not_paid_again_and_not_called_failed()
    {
        using TempDirectory folder = new();
        PSObject payment = sandbox.Take(1)[0];
        using Session one = new(sandbox, $"-Ledger '{folder.File("one.db")}'");
        using Session other = new(sandbox, $"-Ledger '{folder.File("other.db")}'");

        one.Confirm([Row.Of(payment).AsObject()]);
        PSObject result = Assert.Single(other.Confirm([Row.Of(payment).AsObject()]).Output);

        Assert.Equal("4001", result.Text("RetCode"));
        Assert.Contains(result.Text("Status"), new[] { "Accepted", "Paid" });
        Assert.Equal(1, one.Effects(payment.Text("OrderNumber")));
    }

    [Fact]
    public void A_wrong_confirm_code_is_rejected_by_the_gateway()
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];
        string wrong = payment.Text("ConfirmCode") == "000000" ? "000001" : "000000";

        PSObject result = Assert.Single(EngineAssert.Clean(session.Confirm([Row.Of(payment).With("confirm_code", wrong).AsObject()])).Output);

        Assert.Equal("Rejected", result.Text("Status"));
        Assert.Equal("WrongCode", result.Text("Reason"));
        Assert.Equal(0, session.Effects(payment.Text("OrderNumber")));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("OrderNumberInvalid", "no_order", null)]
    [InlineData("OrderNumberInvalid", "no_order", "2017 0208")]
    [InlineData("OrderNumberInvalid", "no_order", "123456789012345678901234567890123")]
    [InlineData("OrderNumberInvalid", "no_order", "2.01606E+17")]
    [InlineData("OrderNumberInvalid", "no_order", "null")]
    [InlineData("ConfirmCodeInvalid", "confirm_code", null)]
    [InlineData("ConfirmCodeInvalid", "confirm_code", "37007")]
    [InlineData("ConfirmCodeInvalid", "confirm_code", "１３７００７")]
    [InlineData("ConfirmCodeInvalid", "confirm_code", "137007 ")]
    [InlineData("RetCodeInvalid", "ret_code", null)]
    [InlineData("RetCodeInvalid", "ret_code", "402")]
    [InlineData("NoConfirmationNeeded", "ret_code", "0000")]
    [InlineData("NoConfirmationNeeded", "ret_code", "9999")]
    [InlineData("NoConfirmationNeeded", "ret_code", "4001")]
    [InlineData("PartnerMismatch", "oid_partner", "201606221000921504")]
    [InlineData("NotifyUrlInvalid", "notify_url", "ftp://pay.example.com/notify")]
    [InlineData("NotifyUrlInvalid", "notify_url", "https://pay.example.com/0123456789012345678901234567890123456789x")]
    [InlineData("PlatformInvalid", "Platform", "123456789012345678901234567890123")]
    [InlineData("NotReviewed", "reviewed_by", null)]
    [InlineData("NotReviewed", "reviewed_by", " ")]
    [InlineData("NotReviewed", "reviewed_at", null)]
    [InlineData("ReviewDenied", "Decision", "Denied")]
    [InlineData("ReviewDenied", "Decision", "rejected")]
    [InlineData("ReviewedAtInvalid", "reviewed_at", "03/04/2026")]
    [InlineData("ReviewedAtInvalid", "reviewed_at", "2026-11-23 08:30:00")]
    [InlineData("ReviewedAtInvalid", "reviewed_at", "2026-11-23T08:30:00")]
    [InlineData("AmountInvalid", "money_order", "22,99")]
    [InlineData("AmountInvalid", "money_order", "1,234.50")]
    [InlineData("AmountInvalid", "Amount", "22.999")]
    [InlineData("AmountInvalid", "Amount", " ")]
    public void A_bad_row_is_an_error_and_a_Refused_result_and_nothing_is_sent(string id, string column, string? value)
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];

        EngineRun run = session.Confirm([Row.Of(payment).With(column, value).AsObject()]);

        Assert.Null(run.Failure);
        EngineAssert.Error(run, Cmdlet, id);
        PSObject result = Assert.Single(run.Output);
        Assert.Equal("Refused", result.Text("Status"));
        Assert.Equal(id, result.Text("Reason"));
        Assert.Equal(0, session.Requests);
        Assert.DoesNotContain(payment.Text("ConfirmCode")!, run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "NotifyUrlMissing")]
    public void Without_a_notify_URL_anywhere_a_row_is_refused()
    {
        using Session session = new(sandbox);
        session.Engine.Run("""
            Connect-LianPay -Environment Sandbox -Gateway $sandbox.Gateway -PartnerId $sandbox.PartnerId `
                -PrivateKeyPath $sandbox.PrivateKeyPath -PlatformKeyPath $sandbox.PlatformKeyPath
            """);

        EngineRun run = session.Confirm([Row.Of(sandbox.Take(1)[0]).AsObject()]);

        EngineAssert.Error(run, Cmdlet, "NotifyUrlMissing");
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    [ErrorId(Cmdlet, "DuplicateOrder")]
    public void The_same_order_twice_in_a_run_is_sent_once()
    {
        using Session session = new(sandbox);
        PSObject[] payments = sandbox.Take(2);

        EngineRun run = session.Confirm([.. new[] { payments[0], payments[1], payments[0] }.Select(payment => Row.Of(payment).AsObject())]);

        EngineAssert.Error(run, Cmdlet, "DuplicateOrder");
        Assert.Equal(["Accepted", "Accepted", "Refused"], run.Output.Select(result => result.Text("Status")));
        Assert.Equal(2, session.Requests);
        Assert.All(payments, payment => Assert.Equal(1, session.Effects(payment.Text("OrderNumber"))));
    }

    [Fact]
    [ErrorId(Cmdlet, "NotConnected")]
    public void Without_a_connection_it_fails_before_the_first_row()
    {
        using Engine engine = new();
        engine.Set("row", Row.Of("A1", "137007").AsObject());

        EngineRun run = engine.Try("$row | Confirm-LianPayment -Confirm:$false");

        EngineAssert.Error(run, Cmdlet, "NotConnected");
        Assert.Empty(run.Output);
    }

    [Fact]
    [ErrorId(Cmdlet, "ConnectionClosed")]
    public void A_closed_connection_is_refused()
    {
        using Session session = new(sandbox);
        session.Engine.Run("$kept = Get-LianPayConnection; Disconnect-LianPay");

        EngineRun run = session.Confirm([Row.Of(sandbox.Take(1)[0]).AsObject()], "-Connection $kept");

        EngineAssert.Error(run, Cmdlet, "ConnectionClosed");
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    [ErrorId(Cmdlet, "BatchStopped")]
    public void Two_wrongly_signed_answers_stop_the_batch_and_leave_the_rest_untouched()
    {
        using Session session = new("-HeldPayment 5 -Fault WrongSignature");

        EngineRun run = session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())]);

        EngineAssert.Error(run, Cmdlet, "BatchStopped");
        Assert.Equal(["Unknown", "Unknown", "Untouched", "Untouched", "Untouched"], run.Output.Select(result => result.Text("Status")));
        Assert.All(run.Output.Skip(2), result => Assert.Equal("BadSignature", result.Text("StopReason")));
        Assert.Equal(2, session.Requests);
    }

    [Fact]
    public void Three_equal_refusals_of_the_set_up_stop_the_batch()
    {
        using Session session = new("-HeldPayment 5");
        using KeyFolder keys = new();
        session.Engine.Set("stranger", keys.MerchantFile);
        session.Engine.Run("""
            Connect-LianPay -Environment Sandbox -Gateway $sandbox.Gateway -PartnerId $sandbox.PartnerId -NotifyUrl https://pay.example.com/notify `
                -PrivateKeyPath $stranger -PlatformKeyPath $sandbox.PlatformKeyPath
            """);

        EngineRun run = session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())]);

        Assert.Contains("1001", EngineAssert.Error(run, Cmdlet, "BatchStopped").Exception.Message, StringComparison.Ordinal);
        Assert.Equal(5, run.Output.Count);
        Assert.All(run.Output.Skip(3), result => Assert.Equal("Configuration", result.Text("StopReason")));
        Assert.All(run.Output.Skip(3), result => Assert.Equal("Untouched", result.Text("Status")));
        Assert.All(session.Payments, payment => Assert.Equal(0, session.Effects(payment.Text("OrderNumber"))));
    }

    [Theory]
    [InlineData("DropAfterApply")]
    [InlineData("Reset")]
    [InlineData("CutReply")]
    [InlineData("Garbage")]
    [InlineData("Html")]
    [InlineData("Status500")]
    [InlineData("Unsigned")]
    [InlineData("OtherOrder")]
    [InlineData("DropBeforeApply")]
    public void An_answer_that_cannot_be_believed_leaves_Unknown_and_is_not_sent_again(string fault)
    {
        using Session session = new($"-HeldPayment 1 -Fault {fault}");

        PSObject result = Assert.Single(session.Confirm([Row.Of(session.Payments[0]).AsObject()]).Output);

        Assert.Equal("Unknown", result.Text("Status"));
        Assert.NotNull(result.Value("Reason"));
        Assert.Equal(1, result.Value("Attempts"));
        Assert.InRange(session.Effects(session.Payments[0].Text("OrderNumber")), 0, 1);
    }

    [Fact]
    public void A_plain_http_notify_URL_is_accepted_with_one_warning_a_run()
    {
        using Session session = new(sandbox);
        object[] rows = [.. sandbox.Take(3).Select(payment => Row.Of(payment).With("notify_url", "http://192.168.110.13:8080/notify?a=1&b=2").AsObject())];

        EngineRun run = EngineAssert.Clean(session.Confirm(rows));

        Assert.All(run.Output, result => Assert.Equal("Accepted", result.Text("Status")));
        Assert.Contains("http", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_the_command_line_count_for_every_row()
    {
        using Session session = new(sandbox);
        object[] rows = [.. sandbox.Take(2).Select(payment => Row.Of(payment).Without("reviewed_by").Without("ret_code").AsObject())];

        EngineRun run = EngineAssert.Clean(session.Confirm(rows, "-ReviewedBy wang.wei -RetCode '4003' -Platform shop"));

        Assert.Equal(["wang.wei", "wang.wei"], run.Output.Select(result => result.Text("ReviewedBy")));
    }

    [Fact]
    public void An_amount_that_nobody_can_check_is_refused_with_its_likely_cause()
    {
        using Session session = new(sandbox);

        EngineRun run = session.Confirm([Row.Of(sandbox.Take(1)[0]).With("money_order", "22,99").AsHashtable()]);

        Assert.Contains("decimal comma", EngineAssert.Error(run, Cmdlet, "AmountInvalid").ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void The_zeros_of_a_database_are_no_decimals_of_an_amount()
    {
        using Session session = new(sandbox);

        PSObject result = Assert.Single(EngineAssert.Clean(session.Confirm([Row.Of(sandbox.Take(1)[0]).With("money_order", 22.9900m).AsObject()])).Output);

        Assert.Equal("22.99", result.Text("Amount"));
    }

    [Fact]
    public void An_approved_payment_is_confirmed_with_its_amount_and_the_time_of_its_review()
    {
        using Session session = new(sandbox);
        session.Engine.Set("row", Row.Of(sandbox.Take(1)[0]).Without("reviewed_by").Without("reviewed_at").With("money_order", "22.99").AsObject());

        EngineRun run = EngineAssert.Clean(session.Engine.Try("$row | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false"));

        Assert.Equal("22.99", Assert.Single(run.Output).Text("Amount"));
        Assert.Equal("Accepted", run.Output[0].Text("Status"));
        Assert.EndsWith("+00:00", run.Output[0].Text("SentAt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    public void The_culture_of_the_thread_changes_nothing(string culture)
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];
        session.Engine.Set("row", Row.Of(payment).With("Amount", 1234.5d).With("ReviewedAt", DateTimeOffset.UtcNow).Without("reviewed_at").With("DECISION", "APPROVED").AsObject());

        EngineRun run = session.Engine.Try($$"""
            [System.Threading.Thread]::CurrentThread.CurrentCulture = '{{culture}}'
            [System.Threading.Thread]::CurrentThread.CurrentCulture.Name
            $row | Confirm-LianPayment -Confirm:$false
            """);

        EngineAssert.Clean(run);
        Assert.Equal(culture, run.Output[0].ToString());
        Assert.Equal("Accepted", run.Output[1].Text("Status"));
        Assert.Equal(1234.5m, run.Output[1].Value("Amount"));
    }
}
