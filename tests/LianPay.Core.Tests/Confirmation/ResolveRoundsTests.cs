using System.Collections.Concurrent;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>When many orders are asked for, how often, and that each has one result however it ends.</summary>
public sealed class ResolveRoundsTests : IAsyncDisposable
{
    private readonly ImpatientClock _clock = new();
    private readonly BatchGuard _guard = new();
    private readonly MemoryLedger _ledger = new();
    private readonly ConcurrentQueue<TimeSpan> _asked = new();
    private readonly List<ConfirmationResult> _results = [];

    [Theory]
    [InlineData(0, new[] { 0 })]
    [InlineData(2, new[] { 0 })]
    [InlineData(3, new[] { 0, 2 })]
    [InlineData(62, new[] { 0, 2, 6, 14, 30 })]
    [InlineData(63, new[] { 0, 2, 6, 14, 30, 62 })]
    [InlineData(300, new[] { 0, 2, 6, 14, 30, 62, 122, 182, 242 })]
    public async Task Pauses_double_from_two_seconds_to_a_minute_and_no_round_begins_after_the_deadline(int seconds, int[] rounds)
    {
        await using RawServer server = Answering("PROCESSING");

        await RunAsync(server, seconds);

        Assert.Equal(rounds.Select(second => TimeSpan.FromSeconds(second)), _asked);
        Assert.Equal(PaymentStatus.Accepted, Assert.Single(_results).Status);
    }

    [Fact]
    public async Task What_is_settled_is_written_at_once_and_not_asked_for_again()
    {
        await using RawServer server = Answering("PROCESSING", "PROCESSING", "SUCCESS");
        List<(TimeSpan At, long Answers)> told = [];

        await RunAsync(server, 300, answers => told.Add((Now, answers)));

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)], _asked);
        Assert.Equal(PaymentStatus.Paid, Assert.Single(_results).Status);

        // Progress is told with each answer, and several times a second in between.
        Assert.Equal([1, 2, 3], told.Select(item => item.Answers).Distinct());
        Assert.InRange(told.Select(item => item.At).Distinct().Count(), 6 * 4, 6 * 6);
    }

    [Fact]
    public async Task A_stop_in_a_pause_ends_the_asking_at_once_and_writes_no_more()
    {
        await using RawServer server = Answering("PROCESSING");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        await RunAsync(
            server, 300,
            _ =>
            {
                if (Now > TimeSpan.FromSeconds(3))
                {
                    stop.Cancel();
                }
            },
            stop.Token);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(2)], _asked);
        Assert.Empty(_results);
    }

    [Theory]
    [InlineData(LedgerError.Full, StopReason.Ledger)]
    [InlineData(LedgerError.Damaged, StopReason.Ledger)]
    [InlineData(LedgerError.Locked, StopReason.LedgerUnreachable)]
    public async Task A_ledger_that_fails_stops_the_asking_and_each_order_stands_where_the_ledger_says(LedgerError error, StopReason reason)
    {
        await using SandboxServer sandbox = BatchCaller.SandboxOf(24);
        using GatewayCaller gateway = new(sandbox, _clock);
        string[] orders = await SaveAsync(gateway, 24, PaymentStatus.Unknown);
        _ledger.Writing = number => _ = number <= 3 ? number : throw new LedgerException(error, "The ledger failed.");

        await RunAsync(gateway, 300, _ => { }, TestContext.Current.CancellationToken, orders);

        AssertOneEach(orders, reason);
        Assert.Equal(8, sandbox.Requests);
        Assert.All(_results, result => Assert.Equal(_ledger.Find(KeyOf(gateway, result.OrderNumber!))!.Status, result.Status));
        Assert.Equal((3, 21), (_results.Count(result => result.Status == PaymentStatus.Held), _results.Count(result => result.Status == PaymentStatus.Unknown)));
        Assert.Equal("The ledger failed.", _guard.StopMessage);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_unknown_and_the_others_stand_where_the_ledger_says()
    {
        await using SandboxServer sandbox = BatchCaller.SandboxOf(24);
        using GatewayCaller gateway = new(sandbox, _clock);
        string[] orders = await SaveAsync(gateway, 24, PaymentStatus.Held);
        _ledger.Writing = _ => throw new LedgerException(LedgerError.Damaged, "The ledger is damaged.");
        _ledger.Finding = key => _ = key.OrderNumber != orders[20] ? key : throw new LedgerException(LedgerError.Damaged, "A record is damaged.");

        await RunAsync(gateway, 300, _ => { }, TestContext.Current.CancellationToken, orders);

        AssertOneEach(orders, StopReason.Ledger);
        ConfirmationResult unread = Assert.Single(_results, result => result.OrderNumber == orders[20]);
        Assert.Equal((PaymentStatus.Unknown, "Ledger", StopReason.Ledger), (unread.Status, unread.Reason, unread.StopReason));
        Assert.Contains("could not be read", unread.Explanation, StringComparison.Ordinal);
        Assert.All(_results.Except([unread]), result => Assert.Equal(PaymentStatus.Held, result.Status));
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    private TimeSpan Now => _clock.GetUtcNow() - _clock.Start;

    /// <summary>A gateway whose answers are these, the last of them from then on. It takes down when it was asked.</summary>
    private RawServer Answering(params string[] states) => RawServer.PerRequest((connection, _) =>
    {
        _asked.Enqueue(Now);
        return connection.ReplyAsync(PlatformReply.Sign(PlatformReply.Query(states[Math.Min(_asked.Count, states.Length) - 1])));
    });

    private static PaymentKey KeyOf(GatewayCaller gateway, string order) => new(gateway.Client.GatewayName, GatewayCaller.PartnerId, order);

    /// <summary>Records orders that were sent ten minutes ago: without an answer, or held by the gateway's word since.</summary>
    private async Task<string[]> SaveAsync(GatewayCaller gateway, int count, PaymentStatus status)
    {
        string[] orders = [.. BatchCaller.Orders(count)];
        foreach (string order in orders)
        {
            LedgerRecord record = LedgerFolder.Bare(order) with
            {
                Key = KeyOf(gateway, order),
                Attempts = 1,
                Sends = 1,
                LastAttempt = AttemptState.Unknown,
                LastSentAt = _clock.GetUtcNow().AddMinutes(-10),
                LastCheckAt = status == PaymentStatus.Held ? _clock.GetUtcNow().AddMinutes(-5) : null,
            };
            Assert.Equal(status, record.Status);
            await LedgerFolder.SaveAsync(_ledger, record);
        }

        return orders;
    }

    /// <summary>Asks a gateway of <see cref="Answering"/> for its one order.</summary>
    private async Task RunAsync(RawServer server, int seconds, Action<long>? tell = null, CancellationToken? stop = null)
    {
        using GatewayCaller gateway = new(server.Address, _clock);
        await RunAsync(gateway, seconds, tell ?? (_ => { }), stop ?? TestContext.Current.CancellationToken, LedgerCaller.Order);
    }

    /// <summary>On a thread of its own, as the pipeline's: it waits there.</summary>
    private Task RunAsync(GatewayCaller gateway, int seconds, Action<long> tell, CancellationToken cancellationToken, params string[] orders) => Task.Factory.StartNew(
        () => new ResolveRounds(new Resolver(gateway.Client, _ledger, _guard, _clock), _guard, TimeSpan.FromSeconds(seconds), _clock)
            .Run(orders, _results.Add, tell, cancellationToken),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private void AssertOneEach(string[] orders, StopReason reason)
    {
        Assert.Equal(orders.Order(StringComparer.Ordinal), _results.Select(result => result.OrderNumber!).Order(StringComparer.Ordinal));
        Assert.Equal(reason, _guard.StopReason);
        Assert.Contains(_results, result => result.StopReason == reason);
    }
}
