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

    private EngineRun ConfirmWith(string column, object value, out long requests)
    {
        using Session session = new(sandbox);
        EngineRun run = session.Confirm([Row.Of(sandbox.Take(1)[0]).With(column, value).AsObject()]);
        requests = session.Requests;
        return run;
    }
}
