using System.Management.Automation;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Payments;

/// <summary>What long runs show of themselves. Each answer of these sandboxes takes longer than the shortest time between two updates.</summary>
public sealed class RunProgressTests : IDisposable
{
    private const string Slow = "-Fault Delay -FaultArgument 300";

    private readonly TempDirectory _directory = new();

    [Fact]
    public void A_batch_shows_rate_share_and_time_left_and_each_cmdlet_of_its_pipeline_a_bar_of_its_own()
    {
        using Session session = new($"4 {Slow}");

        EngineRun run = ImportAndConfirm(session);

        ProgressRecord[] confirm = OfActivity(run, "Confirming (Sandbox)");
        ProgressRecord[] import = OfActivity(run, "Reading held payments");
        Assert.NotEqual(import[0].ActivityId, confirm[0].ActivityId);
        Assert.All(confirm[..^1], record => Assert.Matches(@"^[\d.]+/s, \d+ done, 0 need attention, \d+ under way$", record.StatusDescription));
        Assert.Contains(confirm, record => record is { PercentComplete: 50, SecondsRemaining: > 0 });
        Assert.Contains(import, record => record.StatusDescription.EndsWith("/s, row 2 of 4 of held.csv", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bar_is_taken_away_at_the_end()
    {
        using Session session = new($"2 {Slow}");

        EngineRun run = ImportAndConfirm(session);

        AssertAllTakenAway(run);
    }

    [Theory]
    [InlineData("ForEach-Object { throw 'stop' }")]
    [InlineData("ForEach-Object { break }")]
    public void A_bar_is_taken_away_when_what_follows_in_the_pipeline_ends_the_run(string follower)
    {
        using Session session = new($"3 {Slow}");

        EngineRun run = ImportAndConfirm(session, $"| {follower}");

        Assert.NotEmpty(run.Progress);
        AssertAllTakenAway(run);
    }

    [Fact]
    public void A_bar_is_taken_away_when_an_error_ends_the_run()
    {
        using Session session = new($"2 {Slow}");

        EngineRun run = ImportAndConfirm(session, "-ErrorAction Stop", "A9,137007,4002,li.na," + Row.Ago(TimeSpan.FromDays(3)) + "\n");

        Assert.Equal("ReviewExpired,LianPay.Commands.ConfirmLianPaymentCommand", run.FailureRecord?.FullyQualifiedErrorId);
        AssertAllTakenAway(run);
    }

    [Fact]
    public void Rows_of_another_source_show_the_rate_without_a_share_that_nobody_knows()
    {
        using Session session = new($"2 {Slow}");

        EngineRun run = session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())]);

        Assert.NotEmpty(run.Progress);
        Assert.All(run.Progress, record => Assert.Equal((-1, -1), (record.PercentComplete, record.SecondsRemaining)));
        AssertAllTakenAway(run);
    }

    [Fact]
    public void No_bar_stands_beside_the_question_about_the_next_payment()
    {
        using Session session = new($"3 {Slow}");
        session.Engine.Set("rows", session.Payments.Select(payment => Row.Of(payment).AsObject()).ToArray());
        foreach (string answer in (string[])["Yes", "Yes", "No"])
        {
            session.Engine.Host.Answer(answer);
        }

        EngineRun run = EngineAssert.Clean(session.Engine.Try("$rows | Confirm-LianPayment"));

        Assert.Contains(run.Progress, record => record.RecordType == ProgressRecordType.Processing);
        Assert.Equal(3, session.Engine.Host.BarsAtPrompts.Count);
        Assert.All(session.Engine.Host.BarsAtPrompts, Assert.Empty);
    }

    [Theory]
    [InlineData("", "-Confirm:$false")]
    [InlineData("$ConfirmPreference = 'None'", "")]
    public void Where_nobody_is_asked_the_bar_stays_from_row_to_row(string preference, string arguments)
    {
        using Session session = new($"3 {Slow}");
        session.Engine.Set("rows", session.Payments.Select(payment => Row.Of(payment).AsObject()).ToArray());

        EngineRun run = EngineAssert.Clean(session.Engine.Try($"{preference}; $rows | Confirm-LianPayment {arguments}"));

        Assert.Single(run.Progress, record => record.RecordType == ProgressRecordType.Completed);
        AssertAllTakenAway(run);
    }

    [Fact]
    public void Nothing_is_shown_to_who_wants_none()
    {
        using Session session = new($"2 {Slow}");
        session.Engine.Run("$ProgressPreference = 'SilentlyContinue'");

        Assert.Empty(ImportAndConfirm(session).Progress);
    }

    [Fact]
    public void Asking_for_many_payments_shows_how_many()
    {
        using Session session = new("400");

        EngineRun run = EngineAssert.Clean(session.Engine.Try("$sandbox.HeldPayments | Get-LianPayment"));

        Assert.Contains(run.Progress, record => record.Activity == "Asking where payments stand (Sandbox)" && record.StatusDescription.EndsWith(" asked for", StringComparison.Ordinal));
        AssertAllTakenAway(run);
    }

    [Fact]
    public void Settling_shows_how_many_are_settled_while_it_waits_to_ask_again()
    {
        using Session session = new("2");
        session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())]);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("Resolve-LianPayment -TimeoutSec 10"));

        Assert.Contains(run.Progress, record => record.Activity == "Settling what is open (Sandbox)" && record.StatusDescription.EndsWith("/s, 0 of 2 settled, 2 answers", StringComparison.Ordinal));
        AssertAllTakenAway(run);
    }

    public void Dispose() => _directory.Dispose();

    private EngineRun ImportAndConfirm(Session session, string arguments = "", string moreRows = "")
    {
        string now = Row.Ago(TimeSpan.FromMinutes(1));
        File.WriteAllText(
            _directory.File("held.csv"),
            "no_order,confirm_code,ret_code,reviewed_by,reviewed_at\n"
            + string.Concat(session.Payments.Select(payment => $"{payment.Text("OrderNumber")},{payment.Text("ConfirmCode")},{payment.Text("RetCode")},li.na,{now}\n"))
            + moreRows);
        return session.Engine.Try($"foreach ($once in 1) {{ Import-LianPayment -LiteralPath '{_directory.File("held.csv")}' | Confirm-LianPayment -Confirm:$false {arguments} }}");
    }

    private static ProgressRecord[] OfActivity(EngineRun run, string activity)
    {
        ProgressRecord[] records = [.. run.Progress.Where(record => record.Activity == activity)];
        Assert.NotEmpty(records);
        return records;
    }

    private static void AssertAllTakenAway(EngineRun run)
    {
        Assert.NotEmpty(run.Progress);
        Assert.All(run.Progress.GroupBy(record => record.ActivityId), bar => Assert.Equal(ProgressRecordType.Completed, bar.Last().RecordType));
    }
}
