using System.Collections;
using System.Management.Automation;

namespace LianPay.Module.Tests.Commands;

public sealed class MeasureLianPaymentTests : IDisposable
{
    private const string Cmdlet = "Measure-LianPayment";

    private readonly Engine _engine = new();

    [Theory]
    [InlineData("Accepted", 0)]
    [InlineData("Paid", 0)]
    [InlineData("Taken", 0)]
    [InlineData("Refused", 2)]
    [InlineData("Unknown", 3)]
    [InlineData("Rejected", 4)]
    [InlineData("Failed", 4)]
    [InlineData("Returned", 4)]
    [InlineData("Closed", 4)]
    [InlineData("NotSent", 8)]
    [InlineData("Held", 10)]
    [InlineData("Review", 10)]
    public void Each_status_has_its_exit_code(string status, int exitCode) =>
        Assert.Equal(exitCode, Measure(Result(status)).Value("ExitCode"));

    [Theory]
    [InlineData("Configuration", 8)]
    [InlineData("Connectivity", 8)]
    [InlineData("Cancelled", 8)]
    [InlineData("BadSignature", 7)]
    [InlineData("Certificate", 7)]
    [InlineData("Ledger", 5)]
    [InlineData("LedgerUnreachable", 6)]
    public void An_untouched_row_has_the_exit_code_of_its_stop(string stop, int exitCode)
    {
        PSObject summary = Measure(Result("Accepted"), Result("Untouched", stop));

        Assert.Equal(exitCode, summary.Value("ExitCode"));
        Assert.Equal(stop, summary.Text("StopReason"));
    }

    [Fact]
    public void The_gravest_wins_in_the_documented_order()
    {
        // From the least to the gravest: each one added changes the exit code to its own.
        (string Result, int ExitCode)[] steps =
        [
            (Result("Paid"), 0), (Result("Failed"), 4), (Result("Held"), 10), (Result("Refused"), 2), (Result("Untouched", "LedgerUnreachable"), 6),
            (Result("NotSent"), 8), (Result("Untouched", "Ledger"), 5), (Result("Unknown"), 3), (Result("Untouched", "Certificate"), 7),
        ];

        for (int count = 1; count <= steps.Length; count++)
        {
            Assert.Equal(steps[count - 1].ExitCode, Measure([.. steps[..count].Select(step => step.Result)]).Value("ExitCode"));
            Assert.Equal(steps[count - 1].ExitCode, Measure([.. steps[..count].Reverse().Select(step => step.Result)]).Value("ExitCode"));
        }
    }

    [Theory]
    [InlineData("NotReviewed", 2)]
    [InlineData("PaymentRowConfirmCodeInvalid", 2)]
    [InlineData("PaymentFileConflictingCodes", 2)]
    [InlineData("LedgerDamaged", 5)]
    [InlineData("LedgerFull", 5)]
    [InlineData("LedgerLocked", 6)]
    [InlineData("LedgerUnreachable", 6)]
    [InlineData("KeyFileTooOpen", 7)]
    [InlineData("KeyPassphraseWrong", 8)]
    [InlineData("NotConnected", 8)]
    [InlineData("NotAnswered", 3)]
    public void An_error_record_has_the_exit_code_of_its_id(string id, int exitCode)
    {
        _engine.Set("error1", new ErrorRecord(new InvalidOperationException("x"), $"{id},LianPay.Commands.SomeCommand", ErrorCategory.NotSpecified, null));

        Assert.Equal(exitCode, Measure("$error1").Value("ExitCode"));
    }

    [Theory]
    [InlineData("throw 'a fault in the script'")]
    [InlineData("Get-Command No-SuchCommand -ErrorAction Stop")]
    [InlineData("[IO.File]::ReadAllText('/none/settings.psd1')")]
    public void An_error_of_anything_but_the_module_is_one_to_be_mended(string script) =>
        Assert.Equal(8, Measure($"$(try {{ {script} }} catch {{ $_ }})").Value("ExitCode"));

    [Fact]
    public void It_counts_each_status_and_leaves_out_the_remarks_of_the_streams()
    {
        PSObject summary = Measure(
            Result("Paid"), Result("Paid"), Result("Unknown"), "$null",
            "[System.Management.Automation.WarningRecord]::new('w')", "[System.Management.Automation.InformationRecord]::new('i', 's')");

        IDictionary counts = (IDictionary)summary.Value("Counts")!;
        Assert.Equal(2, counts["Paid"]);
        Assert.Equal(1, counts["Unknown"]);
        Assert.Equal(3, summary.Value("Total"));
    }

    [Theory]
    [InlineData("'text'")]
    [InlineData("7")]
    [InlineData("[pscustomobject] @{ OrderNumber = 'A1' }")]
    [InlineData("[pscustomobject] @{ OrderNumber = 'A1'; Status = 'Fine' }")]
    [InlineData("[pscustomobject] @{ OrderNumber = 'A1'; Status = 99 }")]
    [ErrorId(Cmdlet, "NotCounted")]
    public void What_cannot_be_counted_is_an_error_and_no_success(string item)
    {
        EngineRun run = _engine.Try($"@({Result("Paid")}, {item}, {Result("Paid")}) | Measure-LianPayment");

        EngineAssert.Error(run, Cmdlet, "NotCounted");
        PSObject summary = Assert.Single(run.Output);
        Assert.Equal((8, 2), (summary.Value("ExitCode"), summary.Value("Total")));
    }

    [Theory]
    [InlineData("Unknown", null, 3)]
    [InlineData("Rejected", null, 4)]
    [InlineData("Untouched", "Certificate", 7)]
    [InlineData("Paid", null, 0)]
    public void A_copy_from_a_file_a_job_or_a_selection_counts_as_the_result_itself(string status, string? stop, int exitCode)
    {
        _engine.Run($"$result = {Result(status, stop)}");
        foreach (string copy in new[]
        {
            "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($result))",
            "[pscustomobject] @{ OrderNumber = $result.OrderNumber; Status = $result.Status.ToString(); StopReason = \"$($result.StopReason)\"; SentAt = '11/26/2026 02:07:02 +00:00' }",
            "[pscustomobject] @{ Status = $result.Status; StopReason = $result.StopReason }",
            "[pscustomobject] @{ Status = [int] $result.Status; StopReason = $result.StopReason }",
        })
        {
            PSObject summary = Measure(copy);

            Assert.Equal((exitCode, 1), (summary.Value("ExitCode"), summary.Value("Total")));
            Assert.Equal(stop, summary.Value("StopReason"));
        }
    }

    [Fact]
    public void The_duration_is_from_the_first_send_of_this_run_to_its_last_outcome()
    {
        static string Sent(string status, int attempts, string at, string duration) =>
            $"([LianPay.ConfirmationResult]@{{ Status = '{status}'; Attempts = {attempts}; SentAt = [DateTimeOffset]'{at}'; Duration = '{duration}' }})";

        PSObject summary = Measure(
            Sent("Accepted", 1, "2026-11-23T08:30:12+08:00", "00:00:02"),
            Sent("Accepted", 1, "2026-11-23T08:30:10+08:00", "00:00:01"),
            Sent("Taken", 0, "2026-11-22T08:30:00+08:00", "00:00:01"));

        Assert.Equal(TimeSpan.FromSeconds(4), summary.Value("Duration"));
    }

    [Fact]
    public void A_copy_of_an_error_counts_as_the_error_itself()
    {
        _engine.Set("error1", new ErrorRecord(new InvalidOperationException("x"), "LedgerLocked,LianPay.Commands.SomeCommand", ErrorCategory.NotSpecified, null));

        Assert.Equal(6, Measure("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($error1))").Value("ExitCode"));
    }

    [Fact]
    public void Nothing_is_nothing_to_worry_about()
    {
        PSObject summary = Assert.Single(EngineAssert.Clean(_engine.Try("@() | Measure-LianPayment")).Output);

        Assert.Equal(0, summary.Value("ExitCode"));
        Assert.Equal(0, summary.Value("Total"));
    }

    [Fact]
    public void A_real_batch_and_its_errors_are_counted()
    {
        using Session session = new("-HeldPayment 3");
        object[] rows =
        [
            Row.Of(session.Payments[0]).AsObject(), Row.Of(session.Payments[1]).Without("reviewed_by").AsObject(), Row.Of(session.Payments[2]).AsObject(),
        ];
        session.Engine.Set("rows", rows);

        EngineRun run = session.Engine.Try("""
            $results = $rows | Confirm-LianPayment -Confirm:$false -ErrorVariable bad -ErrorAction SilentlyContinue
            @($results) + @($bad) | Measure-LianPayment
            Get-LianPayRecord | Measure-LianPayment
            """);

        Assert.Equal(2, run.Output[0].Value("ExitCode"));
        Assert.Equal(3, run.Output[0].Value("Total"));
        Assert.Equal(0, run.Output[1].Value("ExitCode"));
        Assert.Equal(2, run.Output[1].Value("Total"));
    }

    public void Dispose() => _engine.Dispose();

    private static string Result(string status, string? stop = null) =>
        $"([LianPay.ConfirmationResult]@{{ OrderNumber = 'A'; Status = '{status}'{(stop is null ? "" : $"; StopReason = '{stop}'")} }})";

    private PSObject Measure(params string[] items) =>
        Assert.Single(EngineAssert.Clean(_engine.Try($"@({string.Join(", ", items)}) | Measure-LianPayment")).Output);
}
