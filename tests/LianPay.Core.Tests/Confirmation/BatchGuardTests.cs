using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN section 4: when a batch stops by itself, and when it does not.</summary>
public sealed class BatchGuardTests
{
    private readonly BatchGuard _guard = new();

    [Theory]
    [InlineData("1001")]
    [InlineData("1008")]
    [InlineData("3001")]
    [InlineData("4005")]
    [InlineData("9901")]
    public void The_third_equal_refusal_of_the_set_up_in_a_row_stops(string retCode)
    {
        Observe(retCode, retCode);
        Assert.Equal((StopReason.None, null), (_guard.StopReason, _guard.StopCode));

        Observe(retCode);
        Assert.Equal((StopReason.Configuration, retCode), (_guard.StopReason, _guard.StopCode));
    }

    [Fact]
    public void An_unsigned_refusal_of_the_set_up_counts_like_a_signed_one()
    {
        for (int calls = 0; calls < 3; calls++)
        {
            _guard.Observe(PlatformReply.HeardByConfirm(PlatformReply.Confirm("3001").ToJson()));
        }

        Assert.Equal((StopReason.Configuration, "3001"), (_guard.StopReason, _guard.StopCode));
    }

    [Fact]
    public void Refusals_of_the_set_up_that_take_turns_do_not_stop()
    {
        for (int turns = 0; turns < 10; turns++)
        {
            Observe("1001", "3001", "4005", "4005", "0000");
        }

        Assert.Equal(StopReason.None, _guard.StopReason);
    }

    [Fact]
    public void Refusals_of_single_orders_do_not_stop()
    {
        Observe([.. Enumerable.Repeat("9911", 20), .. Enumerable.Repeat("4011", 20), .. Enumerable.Repeat("4001", 20)]);

        Assert.Equal(StopReason.None, _guard.StopReason);
    }

    [Theory]
    [InlineData(OutcomeReason.BadSignature)]
    [InlineData(OutcomeReason.SignType)]
    [InlineData(OutcomeReason.OtherPartner)]
    [InlineData(OutcomeReason.OtherOrder)]
    public void The_second_answer_that_is_signed_wrongly_stops_however_far_apart(OutcomeReason reason)
    {
        _guard.ObserveTrust(reason);
        Observe("0000", "0000", "0000");
        Assert.Equal(StopReason.None, _guard.StopReason);

        _guard.ObserveTrust(OutcomeReason.BadSignature);
        Assert.Equal(StopReason.BadSignature, _guard.StopReason);
    }

    [Fact]
    public void An_answer_to_a_query_that_is_signed_wrongly_counts_like_one_to_a_confirmation()
    {
        byte[] forged = PlatformReply.Sign(PlatformReply.Query("FAILURE"), TestKeys.Other1024.PrivateKey);

        _guard.Observe(PlatformReply.HeardByQuery(forged));
        _guard.Observe(PlatformReply.HeardByConfirm(forged));

        Assert.Equal(StopReason.BadSignature, _guard.StopReason);
    }

    [Theory]
    [InlineData(OutcomeReason.Certificate)]
    [InlineData(OutcomeReason.CertificatePin)]
    public void The_first_bad_certificate_stops(OutcomeReason reason)
    {
        _guard.Observe(PlatformReply.Unheard(reason, wasSent: false));

        Assert.Equal(StopReason.Certificate, _guard.StopReason);
    }

    [Fact]
    public void The_fifth_call_in_a_row_without_an_address_stops()
    {
        Unresolved(4);
        Observe("0000");
        Unresolved(4);
        Assert.Equal(StopReason.None, _guard.StopReason);

        Unresolved(1);
        Assert.Equal(StopReason.Connectivity, _guard.StopReason);
    }

    [Fact]
    public void The_fifth_payment_in_a_row_that_could_not_be_sent_stops()
    {
        End(PaymentStatus.NotSent, 4);
        End(PaymentStatus.Unknown, 1);
        End(PaymentStatus.NotSent, 4);
        Assert.Equal(StopReason.None, _guard.StopReason);

        End(PaymentStatus.NotSent, 1);
        Assert.Equal(StopReason.Connectivity, _guard.StopReason);
    }

    [Fact]
    public void Whatever_else_becomes_of_calls_does_not_stop()
    {
        OutcomeReason[] stopping =
        [
            OutcomeReason.Certificate, OutcomeReason.CertificatePin, OutcomeReason.NameResolution,
            OutcomeReason.BadSignature, OutcomeReason.SignType, OutcomeReason.OtherPartner, OutcomeReason.OtherOrder,
        ];
        foreach (OutcomeReason reason in Enum.GetValues<OutcomeReason>().Except(stopping))
        {
            for (int calls = 0; calls < 10; calls++)
            {
                _guard.Observe(PlatformReply.Unheard(reason, wasSent: true));
            }
        }

        Assert.Equal(StopReason.None, _guard.StopReason);
    }

    [Fact]
    public void The_first_reason_stays()
    {
        _guard.Stop(StopReason.Cancelled);
        Observe("3001", "3001", "3001");
        _guard.ObserveTrust(OutcomeReason.Certificate);
        _guard.Stop(StopReason.Connectivity);
        _guard.Stop(new LedgerException(LedgerError.Full, "The disk is full."));

        Assert.Equal((StopReason.Cancelled, null, null), (_guard.StopReason, _guard.StopCode, _guard.StopMessage));
    }

    [Theory]
    [InlineData(LedgerError.Locked, StopReason.LedgerUnreachable)]
    [InlineData(LedgerError.Unreachable, StopReason.LedgerUnreachable)]
    [InlineData(LedgerError.Full, StopReason.Ledger)]
    [InlineData(LedgerError.Damaged, StopReason.Ledger)]
    public void A_ledger_that_fails_stops_with_what_it_says(LedgerError error, StopReason reason)
    {
        _guard.Stop(new LedgerException(error, "The disk is full."));

        Assert.Equal((reason, "The disk is full."), (_guard.StopReason, _guard.StopMessage));
    }

    [Fact]
    public void A_clock_that_was_told_to_differ_stays_told()
    {
        Assert.Equal(TimeSpan.Zero, _guard.ClockSkew);

        _guard.Observe(AheadBy(TimeSpan.FromMinutes(6)));
        _guard.Observe(AheadBy(TimeSpan.FromMinutes(7)));
        _guard.Observe(AheadBy(TimeSpan.FromMinutes(1)));

        Assert.Equal(TimeSpan.FromMinutes(7), _guard.ClockSkew);
    }

    [Fact]
    public void A_stop_is_told_to_whoever_waits()
    {
        Assert.False(_guard.Stopped.IsCancellationRequested);

        _guard.Stop(StopReason.Cancelled);

        Assert.True(_guard.Stopped.IsCancellationRequested);
    }

    private static ConfirmReply AheadBy(TimeSpan skew) => new(
        new HttpExchange { BodyStarted = true, Failure = OutcomeReason.ConnectionLost, GatewayTime = default(DateTimeOffset) + skew, StartedAt = default, Duration = default },
        answer: null);

    private void Observe(params string[] retCodes)
    {
        foreach (string retCode in retCodes)
        {
            _guard.Observe(PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm(retCode))));
        }
    }

    private void Unresolved(int calls)
    {
        for (; calls > 0; calls--)
        {
            _guard.Observe(PlatformReply.Unheard(OutcomeReason.NameResolution, wasSent: false));
        }
    }

    private void End(PaymentStatus status, int payments)
    {
        for (; payments > 0; payments--)
        {
            _guard.ObserveEnd(status);
        }
    }
}
