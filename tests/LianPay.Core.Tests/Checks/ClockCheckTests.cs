using LianPay.Core.Checks;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Checks;

public sealed class ClockCheckTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 4, 9, 47, TimeSpan.Zero);

    [Theory]
    [InlineData(0, CheckResult.Passed, "0 seconds ahead of")]
    [InlineData(90, CheckResult.Passed, "90 seconds ahead of")]
    [InlineData(-90, CheckResult.Passed, "90 seconds behind")]
    [InlineData(300, CheckResult.Passed, "5 minutes ahead of")]
    [InlineData(301, CheckResult.Warning, "5 minutes ahead of")]
    [InlineData(-301, CheckResult.Warning, "5 minutes behind")]
    [InlineData(28_800, CheckResult.Warning, "480 minutes ahead of")]
    [InlineData(-31_536_000, CheckResult.Warning, "365 days behind")]
    public void More_than_five_minutes_is_a_warning(int secondsAhead, CheckResult result, string part) =>
        Subject.Is(result, part, ClockCheck.Of(Reply(Start.AddSeconds(-secondsAhead))));

    [Fact]
    public void The_time_that_the_call_took_is_no_difference() =>
        Subject.Is(CheckResult.Passed, "0 seconds", ClockCheck.Of(Reply(Start.AddMinutes(10), TimeSpan.FromMinutes(20))));

    [Fact]
    public void An_answer_without_its_date_tells_nothing() => Subject.Is(CheckResult.Skipped, "does not tell", ClockCheck.Of(Reply(gatewayTime: null)));

    [Fact]
    public void Without_an_answer_there_is_nothing_to_compare() => Subject.Is(CheckResult.Skipped, "no answer", ClockCheck.Of(reply: null));

    private static QueryReply Reply(DateTimeOffset? gatewayTime, TimeSpan duration = default) => new(
        new HttpExchange { BodyStarted = true, Failure = OutcomeReason.MalformedHttp, Status = 200, GatewayTime = gatewayTime, StartedAt = Start, Duration = duration },
        answer: null);
}
