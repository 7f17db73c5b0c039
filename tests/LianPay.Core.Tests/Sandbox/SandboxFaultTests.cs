using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Sandbox;

public sealed class SandboxFaultTests
{
    private const string Order = SandboxCaller.OrderNumber;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delay_applies_at_once_and_answers_when_the_clock_has_moved()
    {
        TimerClock clock = new();
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.Delay, argument: 250, clock);

        Task<MessageFields> call = caller.ConfirmAsync();
        await clock.Waiting;
        Assert.Equal(1, caller.Server.EffectsOf(Order));
        clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("0000", (await call)[FieldNames.RetCode]);
    }

    [Fact]
    public async Task DropBeforeRead_resets_before_the_body_has_come()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.DropBeforeRead);

        await AssertResetAsync(caller, RawCall.Head("confirmPayment.htm", 1000));

        AssertRecorded(caller, SandboxFault.DropBeforeRead, retCode: null, orderNumber: null);
        Assert.Equal(0, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task DropBeforeApply_reads_all_and_closes_without_a_byte_or_an_effect()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.DropBeforeApply);

        Assert.Empty(await ConfirmRawAsync(caller));

        AssertRecorded(caller, SandboxFault.DropBeforeApply, retCode: null);
        Assert.Equal(0, caller.Server.EffectsOf(Order));
        Assert.Equal("CHECK", (await caller.QueryAsync())[FieldNames.ResultPay]);
    }

    [Fact]
    public async Task DropAfterApply_closes_without_a_byte_and_has_the_effect()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.DropAfterApply);

        Assert.Empty(await ConfirmRawAsync(caller));

        AssertRecorded(caller, SandboxFault.DropAfterApply, retCode: "0000");
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task Reset_has_the_effect_and_resets_the_connection()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.Reset);
        byte[] body = caller.Envelope(caller.ConfirmFields());

        await AssertResetAsync(caller, RawCall.Head("confirmPayment.htm", body.Length), body);

        AssertRecorded(caller, SandboxFault.Reset, retCode: "0000");
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(17)]
    public async Task CutReply_promises_the_whole_body_and_sends_a_part(int? bytes)
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.CutReply, bytes);

        (string head, byte[] body) = RawCall.Split(await ConfirmRawAsync(caller));

        int promised = int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], CultureInfo.InvariantCulture);
        Assert.Equal(bytes ?? (promised / 2), body.Length);
        Assert.True(promised > body.Length);
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task CutReply_beyond_the_end_sends_the_whole_answer()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.CutReply, argument: 100_000);

        Assert.Equal("0000", (await caller.ConfirmAsync())[FieldNames.RetCode]);
    }

    [Fact]
    public async Task Garbage_is_200_with_a_body_that_is_no_message()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.Garbage);

        using HttpResponseMessage answer = await PostConfirmAsync(caller);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.True(body.Length > 100);
        Assert.Throws<MessageFormatException>(() => MessageReader.Read(body));
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task Html_is_200_with_a_page_and_has_no_effect()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.Html);

        using HttpResponseMessage answer = await PostConfirmAsync(caller);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("<!DOCTYPE html>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        AssertRecorded(caller, SandboxFault.Html, retCode: null);
        Assert.Equal(0, caller.Server.EffectsOf(Order));
    }

    [Theory]
    [InlineData(null, 500)]
    [InlineData(503, 503)]
    public async Task Status500_is_an_error_page_of_the_status_that_is_asked_for_and_has_the_effect(int? argument, int status)
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.Status500, argument);

        using HttpResponseMessage answer = await PostConfirmAsync(caller);

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task WrongSignature_is_the_true_answer_under_another_key()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.WrongSignature);

        MessageFields reply = await caller.ConfirmAsync();

        Assert.Equal("0000", reply[FieldNames.RetCode]);
        Assert.Equal(128, Convert.FromBase64String(reply[FieldNames.Sign]!).Length);
        Assert.False(caller.IsSignedByPlatform(reply));
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task Unsigned_is_the_true_answer_without_sign_and_sign_type()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.Unsigned);

        MessageFields reply = await caller.ConfirmAsync();

        Assert.Equal("0000", reply[FieldNames.RetCode]);
        Assert.DoesNotContain(reply, field => field.Key is FieldNames.Sign or FieldNames.SignType);
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task OtherOrder_is_validly_signed_for_an_order_that_was_not_asked_about()
    {
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.OtherOrder);

        MessageFields reply = await caller.ConfirmAsync();

        Assert.NotEqual(Order, reply[FieldNames.OrderNumber]);
        Assert.Null(ReplyShape.Confirm.FindDefect(reply));
        Assert.True(caller.IsSignedByPlatform(reply));
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task LateApply_closes_without_a_byte_and_applies_when_the_clock_has_moved()
    {
        TimerClock clock = new();
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.LateApply, argument: 150, clock);

        Assert.Empty(await ConfirmRawAsync(caller));
        clock.Advance(TimeSpan.FromMilliseconds(149));
        Assert.Equal("CHECK", (await caller.QueryAsync())[FieldNames.ResultPay]);
        Assert.Equal(0, caller.Server.EffectsOf(Order));
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, caller.Server.EffectsOf(Order));
        Assert.Equal("PROCESSING", (await caller.QueryAsync())[FieldNames.ResultPay]);
        Assert.Equal(0, caller.Server.ApplyLate());
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task LateApply_of_minus_one_waits_for_the_word()
    {
        TimerClock clock = new();
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.LateApply, argument: -1, clock);

        Assert.Empty(await ConfirmRawAsync(caller));
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, caller.Server.EffectsOf(Order));

        Assert.Equal(1, caller.Server.ApplyLate());
        Assert.Equal(1, caller.Server.EffectsOf(Order));
    }

    [Fact]
    public async Task Queries_are_spared_unless_they_are_to_meet_the_fault_too()
    {
        await using SandboxCaller sparing = SandboxCaller.Start(SandboxFault.Unsigned);
        await using SandboxCaller all = SandboxCaller.Start(SandboxFault.Unsigned, faultsQueries: true);

        Assert.NotNull((await sparing.QueryAsync())[FieldNames.Sign]);
        Assert.Null((await all.QueryAsync())[FieldNames.Sign]);
    }

    [Fact]
    public async Task A_test_may_choose_the_fault_of_each_request_by_order_path_and_attempt()
    {
        await using SandboxCaller caller = SandboxCaller.Start(new SandboxOptions
        {
            KeyBits = 1024,
            HeldPayments = [SandboxCaller.Held],
            ChooseFault = request => request is { OrderNumber: Order, Path: "/paymentapi/confirmPayment.htm", Attempt: 1 }
                ? SandboxFault.DropBeforeApply
                : SandboxFault.None,
        });

        Assert.Empty(await ConfirmRawAsync(caller));
        Assert.Equal("0000", (await caller.ConfirmAsync())[FieldNames.RetCode]);

        Assert.Equal(
            [(SandboxFault.DropBeforeApply, 1, false), (SandboxFault.None, 2, true)],
            caller.Server.GetRequests().Select(request => (request.Fault, request.Attempt, request.HasApplied)));
    }

    [Theory]
    [InlineData(SandboxFault.None, CallOutcome.Accepted, OutcomeReason.None)]
    [InlineData(SandboxFault.DropBeforeApply, CallOutcome.Unknown, OutcomeReason.ConnectionLost)]
    [InlineData(SandboxFault.DropAfterApply, CallOutcome.Unknown, OutcomeReason.ConnectionLost)]
    [InlineData(SandboxFault.Reset, CallOutcome.Unknown, OutcomeReason.ConnectionLost)]
    [InlineData(SandboxFault.CutReply, CallOutcome.Unknown, OutcomeReason.ConnectionLost)]
    [InlineData(SandboxFault.Garbage, CallOutcome.Unknown, OutcomeReason.MalformedReply)]
    [InlineData(SandboxFault.Html, CallOutcome.Unknown, OutcomeReason.MalformedReply)]
    [InlineData(SandboxFault.Status500, CallOutcome.Unknown, OutcomeReason.HttpStatus)]
    [InlineData(SandboxFault.WrongSignature, CallOutcome.Unknown, OutcomeReason.BadSignature)]
    [InlineData(SandboxFault.Unsigned, CallOutcome.Unknown, OutcomeReason.NotSigned)]
    [InlineData(SandboxFault.OtherOrder, CallOutcome.Unknown, OutcomeReason.OtherOrder)]
    [InlineData(SandboxFault.LateApply, CallOutcome.Unknown, OutcomeReason.ConnectionLost)]
    public async Task The_products_own_client_takes_each_fault_for_what_it_is(SandboxFault fault, CallOutcome outcome, OutcomeReason reason)
    {
        await using SandboxCaller caller = SandboxCaller.Start(fault);
        GatewayOptions options = new()
        {
            Address = caller.Server.Gateway,
            PartnerId = caller.Server.PartnerId,
            MerchantKey = caller.MerchantKey,
            PlatformKeys = [caller.PlatformKey],
        };

        ConfirmReply reply = await new GatewayClient(options, TimeProvider.System).ConfirmAsync(
            new ConfirmRequest(options.PartnerId, Order, SandboxCaller.ConfirmCode, "https://merchant.example/notify"), Cancel);

        Assert.Equal((outcome, reason), (reply.Outcome, reply.Reason));
        Assert.Equal(1, caller.Server.Requests);
    }

    private static async Task<byte[]> ConfirmRawAsync(SandboxCaller caller)
    {
        byte[] body = caller.Envelope(caller.ConfirmFields());
        return await RawCall.SendAsync(caller.Server.Gateway, RawCall.Head("confirmPayment.htm", body.Length), body);
    }

    private static Task<HttpResponseMessage> PostConfirmAsync(SandboxCaller caller) =>
        caller.PostAsync("confirmPayment.htm", caller.Envelope(caller.ConfirmFields()));

    private static async Task AssertResetAsync(SandboxCaller caller, params byte[][] parts)
    {
        IOException exception = await Assert.ThrowsAsync<IOException>(() => RawCall.SendAsync(caller.Server.Gateway, parts));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
    }

    private static void AssertRecorded(SandboxCaller caller, SandboxFault fault, string? retCode, string? orderNumber = Order)
    {
        SandboxRequest request = Assert.Single(caller.Server.GetRequests());
        Assert.Equal((fault, retCode, orderNumber), (request.Fault, request.RetCode, request.OrderNumber));
    }
}
