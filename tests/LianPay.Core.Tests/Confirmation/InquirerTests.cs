using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Confirmation;

public class InquirerTests : GatewayTests
{
    private readonly ImpatientClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trouble_of_the_moment_is_asked_again_until_an_answer_is_believed()
    {
        int requests = 0;
        await using RawServer server = PerRequest((connection, _) => ++requests switch
        {
            1 => connection.ReplyAsync("<html>Bad gateway</html>"u8, 502),
            2 => connection.ReplyAsync("<html>Sign in</html>"u8),
            _ => connection.ReplyAsync(PlatformReply.Sign(PlatformReply.Query())),
        });

        PaymentState state = await AskAsync(server.Address);

        Assert.Equal((PaymentStatus.Paid, null, GatewayCaller.PaybillId), (state.Status, state.Reason, state.PaybillId));
        Assert.Equal((3, 2), (server.Requests, _clock.Waits.Length));
    }

    [Fact]
    public void Only_what_the_network_or_a_server_on_the_way_may_do_for_a_moment_is_such_a_trouble()
    {
        HashSet<OutcomeReason> passing =
        [
            OutcomeReason.NameResolution, OutcomeReason.Connect, OutcomeReason.TlsHandshake, OutcomeReason.Late, OutcomeReason.Proxy, OutcomeReason.Timeout,
            OutcomeReason.ConnectionLost, OutcomeReason.MalformedHttp, OutcomeReason.MalformedReply, OutcomeReason.HttpStatus, OutcomeReason.RateLimited,
        ];

        Assert.Equal(passing, Enum.GetValues<OutcomeReason>().Where(Inquirer.IsPassing).ToHashSet());
    }

    [Fact]
    public async Task After_three_tries_it_stays_unknown_with_the_last_reason()
    {
        await using RawServer server = PerRequest((connection, _) => connection.ReplyAsync([], 503));

        PaymentState state = await AskAsync(server.Address);

        Assert.Equal((PaymentStatus.Unknown, "HttpStatus", GatewayCaller.OrderNumber), (state.Status, state.Reason, state.OrderNumber));
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task A_query_that_never_left_is_not_sent()
    {
        int connections = 0;

        PaymentState state = await AskAsync(Nowhere, BatchCaller.Refusing(() => connections++));

        Assert.Equal((PaymentStatus.NotSent, "Connect", 3), (state.Status, state.Reason, connections));
    }

    [Fact]
    public async Task The_gateways_own_word_and_a_wrong_signature_are_not_asked_again()
    {
        (byte[] Answer, string Reason)[] answers =
        [
            (PlatformReply.Sign(PlatformReply.Confirm("8901")), "NoRecord"),
            (PlatformReply.Sign(PlatformReply.Confirm("9999")), "MustQuery"),
            (PlatformReply.Confirm("8901").ToJson(), "NotSigned"),
            (PlatformReply.Sign(PlatformReply.Query(), TestKeys.Other1024.PrivateKey), "BadSignature"),
            (PlatformReply.Sign(PlatformReply.Query(orderNumber: "OTHER")), "OtherOrder"),
        ];
        foreach ((byte[] answer, string reason) in answers)
        {
            await using RawServer server = Answering(RawConnection.Reply(answer));

            PaymentState state = await AskAsync(server.Address);

            Assert.Equal((PaymentStatus.Unknown, reason, 1), (state.Status, state.Reason, server.Requests));
        }
    }

    [Theory]
    [InlineData("CHECK", PaymentStatus.Held, null)]
    [InlineData("PROCESSING", PaymentStatus.Accepted, null)]
    [InlineData("WAITING", PaymentStatus.Accepted, null)]
    [InlineData("SUCCESS", PaymentStatus.Paid, null)]
    [InlineData("FAILURE", PaymentStatus.Failed, null)]
    [InlineData("CANCEL", PaymentStatus.Returned, null)]
    [InlineData("CLOSED", PaymentStatus.Closed, null)]
    [InlineData("APPLY", PaymentStatus.Review, "ResultPay")]
    [InlineData("EXPLODED", PaymentStatus.Review, "ResultPay")]
    public async Task Each_state_has_its_status_and_an_unknown_word_is_for_a_person(string resultPay, PaymentStatus status, string? reason)
    {
        await using RawServer server = Answering(RawConnection.Reply(PlatformReply.Sign(PlatformReply.Query(resultPay))));

        PaymentState state = await AskAsync(server.Address);

        Assert.Equal((status, reason, 1), (state.Status, state.Reason, server.Requests));
        Assert.NotEmpty(state.Explanation);
    }

    [Fact]
    public async Task A_cancellation_ends_the_asking_and_keeps_what_was_heard()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using RawServer server = PerRequest(async (connection, _) =>
        {
            await stop.CancelAsync();
            connection.Close();
        });
        using GatewayCaller caller = Caller(server.Address, _clock);

        PaymentState state = await new Inquirer(caller.Client, _clock).AskAsync(new QueryRequest(GatewayCaller.PartnerId, GatewayCaller.OrderNumber), stop.Token);

        Assert.Equal((PaymentStatus.Unknown, 1), (state.Status, server.Requests));
    }

    [Fact]
    public async Task A_cancellation_between_two_questions_keeps_what_was_heard()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        ImpatientClock clock = new() { Waiting = stop.Cancel };
        await using RawServer server = PerRequest((connection, _) => connection.ReplyAsync([], 503));
        using GatewayCaller caller = Caller(server.Address, clock);

        PaymentState state = await new Inquirer(caller.Client, clock).AskAsync(new QueryRequest(GatewayCaller.PartnerId, GatewayCaller.OrderNumber), stop.Token);

        Assert.Equal((PaymentStatus.Unknown, "HttpStatus", 1), (state.Status, state.Reason, server.Requests));
    }

    [Fact]
    public async Task A_sandbox_that_leaves_memo_out_of_its_signature_is_believed_and_the_memo_marked()
    {
        foreach (bool signsMemo in new[] { true, false })
        {
            await using SandboxServer sandbox = SandboxServer.Start(new SandboxOptions
            {
                KeyBits = 1024,
                MerchantKeys = [TestKeys.Merchant1024.PublicKey],
                HeldPayments = [GatewayCaller.Held()],
                Outcome = SandboxOutcome.Failure,
                Certificate = Certificate,
                SignsMemo = signsMemo,
            });
            using GatewayCaller caller = Caller(sandbox);
            await caller.ConfirmAsync();
            await caller.QueryAsync();

            QueryReply reply = await caller.QueryAsync();

            Assert.Equal((OutcomeReason.None, "FAILURE", !signsMemo), (reply.Reason, reply.ResultPay, reply.IsMemoUnsigned));
            Assert.NotNull(reply.Memo);
        }
    }

    private async Task<PaymentState> AskAsync(Uri address, Action<SocketsHttpHandler>? bend = null)
    {
        using GatewayCaller caller = Caller(address, _clock, bend);
        return await new Inquirer(caller.Client, _clock).AskAsync(new QueryRequest(GatewayCaller.PartnerId, GatewayCaller.OrderNumber), Cancel);
    }
}
