using System.Net.Sockets;
using LianPay.Core.Confirmation;
using LianPay.Core.Tests.Gateway;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>Batches against a gateway with faults: statuses, the number of requests, and no order confirmed twice.</summary>
public class ConfirmationBatchFaultTests : GatewayTests
{
    private const int Count = 6;

    [Theory]
    [InlineData(SandboxFault.None, PaymentStatus.Accepted, 1)]
    [InlineData(SandboxFault.Delay, PaymentStatus.Accepted, 1)]
    [InlineData(SandboxFault.DropBeforeRead, PaymentStatus.Unknown, 0)]
    [InlineData(SandboxFault.DropBeforeApply, PaymentStatus.Unknown, 0)]
    [InlineData(SandboxFault.DropAfterApply, PaymentStatus.Unknown, 1)]
    [InlineData(SandboxFault.Reset, PaymentStatus.Unknown, 1)]
    [InlineData(SandboxFault.CutReply, PaymentStatus.Unknown, 1)]
    [InlineData(SandboxFault.Garbage, PaymentStatus.Unknown, 1)]
    [InlineData(SandboxFault.Html, PaymentStatus.Unknown, 0)]
    [InlineData(SandboxFault.Status500, PaymentStatus.Unknown, 1)]
    [InlineData(SandboxFault.Unsigned, PaymentStatus.Unknown, 1)]
    [InlineData(SandboxFault.LateApply, PaymentStatus.Unknown, 0)]
    public async Task A_fault_that_says_nothing_of_trust_costs_each_payment_one_request(SandboxFault fault, PaymentStatus status, int effects)
    {
        await using SandboxServer sandbox = BatchCaller.SandboxOf(Count, fault, fault == SandboxFault.LateApply ? -1 : fault == SandboxFault.Delay ? 0 : null, Certificate);
        using BatchCaller caller = new(sandbox, throttleLimit: 3, bend: Trust);

        ConfirmationResult[] results = await caller.RunAsync(Count);

        Assert.All(results, result => Assert.Equal((status, 1, StopReason.None), (result.Status, result.Attempts, result.StopReason)));
        Assert.Equal(Count, sandbox.Requests);
        Assert.All(BatchCaller.Orders(Count), order => Assert.Equal(effects, sandbox.EffectsOf(order)));

        int late = sandbox.ApplyLate();
        Assert.Equal(fault == SandboxFault.LateApply ? Count : 0, late);
        Assert.All(BatchCaller.Orders(Count), order => Assert.InRange(sandbox.EffectsOf(order), late > 0 ? 1 : 0, 1));
    }

    [Theory]
    [InlineData(SandboxFault.WrongSignature, "BadSignature")]
    [InlineData(SandboxFault.OtherOrder, "OtherOrder")]
    public async Task Two_answers_that_are_signed_wrongly_stop_the_batch(SandboxFault fault, string reason)
    {
        await using SandboxServer sandbox = BatchCaller.SandboxOf(Count, fault, certificate: Certificate);
        using BatchCaller caller = new(sandbox, bend: Trust);

        ConfirmationResult[] results = await caller.RunAsync(Count);

        Assert.Equal(2, results.Count(result => result is { Status: PaymentStatus.Unknown, Attempts: 1 } && result.Reason == reason));
        Assert.Equal(Count - 2, results.Count(result => result is { Status: PaymentStatus.Untouched, StopReason: StopReason.BadSignature, Attempts: 0 }));
        Assert.Equal((StopReason.BadSignature, 2L), (caller.Batch.Guard.StopReason, sandbox.Requests));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_set_up_that_is_refused_stops_the_batch_after_three_and_what_was_in_flight(int limit)
    {
        SandboxOptions options = GatewayCaller.SandboxFor(SandboxFault.None, null, Certificate, [.. BatchCaller.Orders(20).Select(GatewayCaller.Held)]);
        await using SandboxServer sandbox = SandboxServer.Start(new SandboxOptions
        {
            KeyBits = options.KeyBits,
            MerchantKeys = options.MerchantKeys,
            HeldPayments = options.HeldPayments,
            Certificate = options.Certificate,
            HasPermission = false,
        });
        using BatchCaller caller = new(sandbox, throttleLimit: limit, bend: Trust);

        ConfirmationResult[] results = await caller.RunAsync(20);

        int sent = results.Count(result => result is { Status: PaymentStatus.Rejected, RetCode: "4005", Reason: "Configuration" });
        Assert.InRange(sent, 3, limit == 1 ? 3 : 3 + limit);
        Assert.Equal(20 - sent, results.Count(result => result is { Status: PaymentStatus.Untouched, StopReason: StopReason.Configuration }));
        Assert.Equal((sent, "4005"), ((int)sandbox.Requests, caller.Batch.Guard.StopCode));
    }

    [Fact]
    public async Task A_refusal_of_the_set_up_that_is_not_signed_stops_too_but_leaves_the_payments_unknown()
    {
        await using RawServer server = PerRequest((connection, _) => connection.ReplyAsync(PlatformReply.Confirm("3001").ToJson()));
        using BatchCaller caller = new(server.Address, bend: Trust);

        ConfirmationResult[] results = await caller.RunAsync(Count);

        Assert.Equal(3, results.Count(result => result is { Status: PaymentStatus.Unknown, Reason: "NotSigned", RetCode: "3001" }));
        Assert.Equal(Count - 3, results.Count(result => result is { Status: PaymentStatus.Untouched, StopReason: StopReason.Configuration }));
        Assert.Equal((3, "3001"), (server.Requests, caller.Batch.Guard.StopCode));
    }

    [Fact]
    public async Task A_name_without_an_address_stops_the_batch_at_the_fifth_call()
    {
        int connections = 0;
        using BatchCaller caller = new(new Uri("https://gateway.example/"), bend: BatchCaller.Refusing(() => connections++, SocketError.HostNotFound));

        ConfirmationResult[] results = await caller.RunAsync(Count);

        Assert.Equal(["NotSent 3", "NotSent 2", "Untouched 0", "Untouched 0", "Untouched 0", "Untouched 0"], results.Select(result => $"{result.Status} {result.Attempts}"));
        Assert.Equal((StopReason.Connectivity, 5), (caller.Batch.Guard.StopReason, connections));
    }

    [Fact]
    public async Task A_gateway_that_refuses_connections_stops_the_batch_at_the_fifth_payment()
    {
        int connections = 0;
        using BatchCaller caller = new(Nowhere, bend: BatchCaller.Refusing(() => connections++));

        ConfirmationResult[] results = await caller.RunAsync(Count);

        Assert.Equal((5, 1), (results.Count(result => result.Status == PaymentStatus.NotSent), results.Count(result => result.Status == PaymentStatus.Untouched)));
        Assert.Equal((StopReason.Connectivity, 15), (caller.Batch.Guard.StopReason, connections));
    }

    [Theory]
    [InlineData(0, PaymentStatus.Accepted)] // The batch's own query is the first: PROCESSING.
    [InlineData(1, PaymentStatus.Paid)]
    public async Task An_order_that_somebody_has_confirmed_by_hand_is_told_as_what_it_is_and_not_as_rejected(int queries, PaymentStatus status)
    {
        await using SandboxServer sandbox = BatchCaller.SandboxOf(1, certificate: Certificate);
        using GatewayCaller portal = Caller(sandbox);
        await portal.ConfirmAsync("ORDER-1");
        for (int query = 0; query < queries; query++)
        {
            await portal.QueryAsync("ORDER-1");
        }

        using BatchCaller caller = new(sandbox, bend: Trust);
        ConfirmationResult result = await caller.StartAsync("ORDER-1");

        Assert.Equal((status, "4001", "MustQuery"), (result.Status, result.RetCode, result.Reason));
        Assert.NotNull(result.PaybillId);
        Assert.Equal((1, 3L + queries), (sandbox.EffectsOf("ORDER-1"), sandbox.Requests));
    }

    [Fact]
    public async Task A_wrong_code_is_tried_once_and_a_locked_order_is_for_a_person()
    {
        await using SandboxServer sandbox = BatchCaller.SandboxOf(1, certificate: Certificate);
        for (int wrong = 0; wrong < 6; wrong++)
        {
            using BatchCaller caller = new(sandbox, bend: Trust);
            ConfirmationResult result = await caller.StartAsync("ORDER-1", "000000");
            Assert.Equal((PaymentStatus.Rejected, "WrongCode", 1), (result.Status, result.Reason, result.Attempts));
        }

        using BatchCaller last = new(sandbox, bend: Trust);
        ConfirmationResult locked = await last.StartAsync("ORDER-1");

        Assert.Equal((PaymentStatus.Review, "CodeLocked", "4008"), (locked.Status, locked.Reason, locked.RetCode));
        Assert.Equal((0, 7L), (sandbox.EffectsOf("ORDER-1"), sandbox.Requests));
    }

    [Fact]
    public async Task An_expired_code_is_asked_about_and_told_as_closed()
    {
        FakeTimeProvider clock = new();
        await using SandboxServer sandbox = SandboxServer.Start(new SandboxOptions
        {
            KeyBits = 1024,
            MerchantKeys = [TestKeys.Merchant1024.PublicKey],
            HeldPayments = [GatewayCaller.Held()],
            Certificate = Certificate,
            Clock = clock,
        });
        clock.Advance(TimeSpan.FromHours(24));
        using BatchCaller caller = new(sandbox, clock, bend: Trust);

        ConfirmationResult result = await caller.StartAsync();

        Assert.Equal((PaymentStatus.Closed, "4010", 2L), (result.Status, result.RetCode, sandbox.Requests));
    }
}
