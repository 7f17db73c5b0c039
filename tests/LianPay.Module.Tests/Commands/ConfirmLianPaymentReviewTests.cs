using System.Management.Automation;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

/// <summary>Nothing is confirmed that no person has reviewed, whatever -Confirm says.</summary>
public sealed class ConfirmLianPaymentReviewTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Confirm-LianPayment";

    [Fact]
    [ErrorId(Cmdlet, "ReviewExpired")]
    public void A_review_older_than_a_day_is_refused()
    {
        EngineRun run = ConfirmWith("reviewed_at", Row.Ago(TimeSpan.FromHours(25)), out long requests);

        EngineAssert.Error(run, Cmdlet, "ReviewExpired");
        Assert.Equal(0, requests);
    }

    [Fact]
    [ErrorId(Cmdlet, "ReviewInFuture")]
    public void A_review_in_the_future_is_refused()
    {
        EngineRun run = ConfirmWith("reviewed_at", Row.Ago(TimeSpan.FromHours(-1)), out long requests);

        EngineAssert.Error(run, Cmdlet, "ReviewInFuture");
        Assert.Equal(0, requests);
    }

    [Fact]
    public void A_review_a_little_less_than_a_day_old_counts()
    {
        EngineRun run = ConfirmWith("reviewed_at", Row.Ago(TimeSpan.FromHours(23)), out long requests);

        Assert.Equal("Accepted", Assert.Single(EngineAssert.Clean(run).Output).Text("Status"));
        Assert.Equal(1, requests);
    }

    [Fact]
    public void Times_as_objects_count_when_they_cannot_be_misread()
    {
        object[] times = [DateTimeOffset.UtcNow, DateTimeOffset.Now, DateTime.UtcNow, DateTime.Now];
        using Session session = new(sandbox);
        object[] rows = [.. sandbox.Take(times.Length).Select((payment, index) => Row.Of(payment).With("reviewed_at", times[index]).AsObject())];

        EngineRun run = EngineAssert.Clean(session.Confirm(rows));

        Assert.All(run.Output, result => Assert.Equal("Accepted", result.Text("Status")));
    }

    [Fact]
    public void A_time_object_without_its_offset_is_refused()
    {
        EngineRun run = ConfirmWith("reviewed_at", DateTime.SpecifyKind(DateTime.Now, DateTimeKind.Unspecified), out long requests);

        EngineAssert.Error(run, Cmdlet, "ReviewedAtInvalid");
        Assert.Equal(0, requests);
    }

    [Fact]
    public void A_review_of_one_row_does_not_count_for_the_next()
    {
        using Session session = new(sandbox);
        Row[] rows = [.. sandbox.Take(2).Select(Row.Of)];

        EngineRun objects = session.Confirm([rows[0].AsObject(), rows[1].Without("reviewed_by").Without("reviewed_at").AsObject()]);

        EngineAssert.Error(objects, Cmdlet, "NotReviewed");
        Assert.Equal(["Accepted", "Refused"], objects.Output.Select(result => result.Text("Status")));
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void An_order_of_one_row_does_not_count_for_the_next()
    {
        using Session session = new(sandbox);
        Row[] rows = [.. sandbox.Take(2).Select(Row.Of)];

        EngineRun run = session.Confirm([rows[0].AsObject(), rows[1].Without("no_order").AsObject(), rows[1].AsHashtable()]);

        EngineAssert.Error(run, Cmdlet, "OrderNumberInvalid");
        Assert.Equal(["Accepted", "Refused", "Accepted"], run.Output.Select(result => result.Text("Status")));
    }

    [Fact]
    public void A_payment_that_was_approved_here_is_confirmed_and_one_that_was_denied_is_not()
    {
        using Session session = new(sandbox);
        session.Engine.Set("payments", sandbox.Take(2));

        EngineRun run = session.Engine.Run("""
            $payments[0] | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked' | Confirm-LianPayment -Confirm:$false
            $payments[1] | Deny-LianPayment -Reviewer 'li.na' -Reason 'Paid before' | Confirm-LianPayment -Confirm:$false
            """);

        EngineAssert.Error(run, Cmdlet, "ReviewDenied");
        Assert.Equal(["Accepted", "Refused"], run.Output.Select(result => result.Text("Status")));
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void A_payment_straight_from_the_sandbox_has_no_review_and_is_refused()
    {
        using Session session = new(sandbox);

        EngineRun run = session.Confirm([.. sandbox.Take(3)]);

        Assert.All(run.Errors, error => EngineAssert.Error(error, Cmdlet, "NotReviewed"));
        Assert.Equal(3, run.Errors.Count);
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void What_was_approved_in_the_ledger_by_another_session_is_confirmed_without_columns_of_a_review()
    {
        using TempDirectory folder = new();
        string ledger = $"-Ledger '{folder.File("ledger.db")}'";
        Row[] rows = [.. sandbox.Take(2).Select(Row.Of)];
        using (Session reviewer = new(sandbox, ledger))
        {
            reviewer.Engine.Set("rows", rows.Select(row => row.AsObject()).ToArray());
            EngineAssert.Clean(reviewer.Engine.Try("$rows[0] | Approve-LianPayment -Reviewer 'wang.wei' -Reason 'Checked by phone'; Disconnect-LianPay"));
        }

        using Session session = new(sandbox, ledger);
        EngineRun run = session.Confirm([.. rows.Select(row => row.Without("reviewed_by").Without("reviewed_at").AsObject())]);

        EngineAssert.Error(run, Cmdlet, "NotReviewed");
        Assert.Equal([("Accepted", "wang.wei"), ("Refused", null)], run.Output.Select(result => (result.Text("Status"), result.Text("ReviewedBy"))));
        PSObject record = Assert.Single(session.Engine.Run("Get-LianPayRecord -History").Output);
        Assert.Equal(
            ("wang.wei", "Checked by phone", "Approved", Environment.UserName, Environment.UserName),
            (record.Text("ReviewedBy"), record.Text("ReviewReason"), record.Text("Decision"), record.Text("ReviewAccount"), record.Text("ConfirmedBy")));
        Assert.Equal(["Review", "Intent", "Outcome"], ((object[])record.Value("History")!).Select(item => PSObject.AsPSObject(item).Text("Kind")));
    }

    [Fact]
    public void What_was_denied_in_the_ledger_is_refused_whatever_the_file_says_until_it_is_approved_anew()
    {
        using Session session = new(sandbox);
        object row = Row.Of(sandbox.Take(1)[0]).AsObject();
        session.Engine.Set("row", row);
        session.Engine.Run("$row | Deny-LianPayment -Reviewer 'wang.wei' -Reason 'Paid before'");

        EngineRun denied = session.Confirm([row]);
        EngineAssert.Error(denied, Cmdlet, "ReviewDenied");
        Assert.Contains("wang.wei", denied.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, session.Requests);

        session.Engine.Run("$row | Approve-LianPayment -Reviewer 'li.na' -Reason 'Not the same contract'");
        Assert.Equal("Accepted", Assert.Single(EngineAssert.Clean(session.Confirm([row])).Output).Text("Status"));
    }

    [Fact]
    [ErrorId(Cmdlet, "ReviewOfOtherCode")]
    public void An_approval_in_the_ledger_is_one_of_a_code()
    {
        using Session session = new(sandbox);
        Row row = Row.Of(sandbox.Take(1)[0]).Without("reviewed_by").Without("reviewed_at");
        session.Engine.Set("row", row.With("confirm_code", "730194").AsObject());
        session.Engine.Run("$row | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked'");

        EngineAssert.Error(session.Confirm([row.AsObject()]), Cmdlet, "ReviewOfOtherCode");
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void The_question_names_the_reviewer_in_the_ledger()
    {
        using Session session = new(sandbox);
        session.Engine.Set("row", Row.Of(sandbox.Take(1)[0]).AsObject());
        session.Engine.Run("$row | Approve-LianPayment -Reviewer 'wang.wei' -Reason 'Checked'");
        session.Engine.Host.Answer("No");

        session.Engine.Try("$row | Confirm-LianPayment");

        Assert.Contains("reviewed by wang.wei", Assert.Single(session.Engine.Host.Prompts), StringComparison.Ordinal);
    }

    private EngineRun ConfirmWith(string column, object value, out long requests)
    {
        using Session session = new(sandbox);
        EngineRun run = session.Confirm([Row.Of(sandbox.Take(1)[0]).With(column, value).AsObject()]);
        requests = session.Requests;
        return run;
    }
}
