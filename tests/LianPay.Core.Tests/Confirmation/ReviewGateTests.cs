using LianPay.Core.Confirmation;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

public sealed class ReviewGateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_sound_and_reviewed_payment_passes_and_is_what_will_be_sent()
    {
        ConfirmRequest request = AssertPasses(new Row { Platform = "erp 7", NotifyUrl = "http://shop.example/n?a=1&b=2" });

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["api_version"] = "1.0",
                ["confirm_code"] = GatewayCaller.ConfirmCode,
                ["no_order"] = GatewayCaller.OrderNumber,
                ["notify_url"] = "http://shop.example/n?a=1&b=2",
                ["oid_partner"] = GatewayCaller.PartnerId,
                ["platform"] = "erp 7",
                ["sign_type"] = "RSA",
            },
            request.Fields.ToDictionary());
    }

    [Theory]
    [InlineData("4002")]
    [InlineData("4003")]
    [InlineData("4004")]
    public void Each_code_that_holds_a_payment_passes(string retCode) => AssertPasses(new Row { RetCode = retCode });

    [Fact]
    public void The_rows_own_notify_URL_goes_before_the_connections()
    {
        Assert.Equal("https://merchant.example/notify", AssertPasses(new Row()).Fields[FieldNames.NotifyUrl]);
        Assert.Equal("https://row.example/", AssertPasses(new Row { NotifyUrl = "https://row.example/" }).Fields[FieldNames.NotifyUrl]);
    }

    [Fact]
    public void A_row_that_names_the_connections_merchant_passes() => AssertPasses(new Row { PartnerId = GatewayCaller.PartnerId });

    [Fact]
    public void An_approval_in_this_session_passes() => AssertPasses(new Row { Decision = ReviewDecision.Approved });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("A&B")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("2.01606E+17")]
    [InlineData("１２３")]
    [InlineData("null")]
    public void Without_a_sound_order_number(string? value) => AssertRefused(RefusalReason.OrderNumberInvalid, new Row { OrderNumber = value });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData(" 37007")]
    [InlineData("１３７００７")]
    public void Without_a_sound_confirm_code(string? value) => AssertRefused(RefusalReason.ConfirmCodeInvalid, new Row { ConfirmCode = value });

    [Theory]
    [InlineData("37007", true)]
    [InlineData("0", true)]
    [InlineData("", false)]
    [InlineData("3700a", false)]
    [InlineData("1234567", false)]
    public void A_confirm_code_that_has_lost_its_zeros_is_named_as_such(string value, bool isNamed)
    {
        Refusal refusal = AssertRefused(RefusalReason.ConfirmCodeInvalid, new Row { ConfirmCode = value });

        Assert.Equal(isNamed, refusal.Message.Contains("leading zeros", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_confirm_code_is_not_quoted() =>
        Assert.DoesNotContain("37007", AssertRefused(RefusalReason.ConfirmCodeInvalid, new Row { ConfirmCode = "37007" }).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("402")]
    [InlineData("４００２")]
    public void Without_a_sound_ret_code(string? value) => AssertRefused(RefusalReason.RetCodeInvalid, new Row { RetCode = value });

    [Fact]
    public void A_code_that_asks_for_no_confirmation()
    {
        foreach (RetCode row in RetCodes.All.Where(row => row.Code is not ("4002" or "4003" or "4004")))
        {
            AssertRefused(RefusalReason.NoConfirmationNeeded, new Row { RetCode = row.Code });
        }

        AssertRefused(RefusalReason.NoConfirmationNeeded, new Row { RetCode = "7777" });
    }

    [Theory]
    [InlineData("209901010000000002")]
    [InlineData("209901010000000000")] // As a spreadsheet rounds it.
    [InlineData("")]
    public void A_row_of_another_merchant(string value) => AssertRefused(RefusalReason.PartnerMismatch, new Row { PartnerId = value });

    [Fact]
    public void Without_any_notify_URL() => AssertRefused(RefusalReason.NotifyUrlMissing, new Row(), connectionUrl: null);

    [Theory]
    [InlineData("")]
    [InlineData("shop.example/notify")]
    [InlineData("ftp://shop.example/")]
    [InlineData("https://user@shop.example/")]
    [InlineData("https://shop.example/a b")]
    [InlineData("https://shop.example/123456789012345678901234567890123456789012345")]
    [InlineData("https://shop.example/?a=1&ret_code=0000")]
    [InlineData("https://shop.example/?a&sign=1")]
    public void With_a_notify_URL_that_is_none_or_could_be_read_as_two_fields(string value)
    {
        AssertRefused(RefusalReason.NotifyUrlInvalid, new Row { NotifyUrl = value });
        AssertRefused(RefusalReason.NotifyUrlInvalid, new Row(), connectionUrl: value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" erp")]
    [InlineData("null")]
    [InlineData("a\u200bb")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("a&sign_type=MD5")]
    public void With_a_platform_that_is_none_or_could_be_read_as_two_fields(string value) =>
        AssertRefused(RefusalReason.PlatformInvalid, new Row { Platform = value });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void Without_a_reviewer(string? value) => AssertRefused(RefusalReason.NotReviewed, new Row { ReviewedBy = value });

    [Fact]
    public void With_a_reviewer_of_128_characters_and_of_one_more()
    {
        AssertPasses(new Row { ReviewedBy = new string('李', 128) });
        AssertRefused(RefusalReason.NotReviewed, new Row { ReviewedBy = new string('李', 129) });
    }

    [Fact]
    public void Without_the_time_of_the_review() => AssertRefused(RefusalReason.NotReviewed, new Row { ReviewedAt = null });

    [Fact]
    public void A_denied_payment_though_the_file_says_that_it_was_reviewed() =>
        AssertRefused(RefusalReason.ReviewDenied, new Row { Decision = ReviewDecision.Denied });

    [Theory]
    [InlineData(-24 * 60 * 60, null)]
    [InlineData((-24 * 60 * 60) - 1, RefusalReason.ReviewExpired)]
    [InlineData(-365 * 24 * 60 * 60, RefusalReason.ReviewExpired)]
    [InlineData(0, null)]
    [InlineData(5 * 60, null)]
    [InlineData((5 * 60) + 1, RefusalReason.ReviewInFuture)]
    [InlineData(365 * 24 * 60 * 60, RefusalReason.ReviewInFuture)]
    public void A_review_counts_for_24_hours_and_two_clocks_may_differ_by_5_minutes(int seconds, RefusalReason? reason)
    {
        Row row = new() { ReviewedAt = Now.AddSeconds(seconds).ToOffset(TimeSpan.FromHours(8)) };

        Assert.Equal(reason, Check(row, out _)?.Reason);
    }

    [Fact]
    public void The_ends_of_time_are_refused_and_do_not_overflow()
    {
        AssertRefused(RefusalReason.ReviewExpired, new Row { ReviewedAt = DateTimeOffset.MinValue });
        AssertRefused(RefusalReason.ReviewInFuture, new Row { ReviewedAt = DateTimeOffset.MaxValue });
    }

    [Fact]
    public void A_payment_with_nothing_in_it_is_refused_before_anybody_asks_for_its_review() =>
        AssertRefused(RefusalReason.OrderNumberInvalid, new Row { OrderNumber = null, ConfirmCode = null, RetCode = null, ReviewedBy = null, ReviewedAt = null }, connectionUrl: null);

    private static ConfirmRequest AssertPasses(Row row)
    {
        Assert.Null(Check(row, out ConfirmRequest? request));
        return request!;
    }

    private static Refusal AssertRefused(RefusalReason reason, Row row, string? connectionUrl = "https://merchant.example/notify")
    {
        Refusal? refusal = Check(row, out ConfirmRequest? request, connectionUrl);

        Assert.Equal(reason, refusal?.Reason);
        Assert.Null(request);
        Assert.All([refusal!.Field, refusal.Message, refusal.Advice], Assert.NotEmpty);
        return refusal;
    }

    private static Refusal? Check(Row row, out ConfirmRequest? request, string? connectionUrl = "https://merchant.example/notify") =>
        new ReviewGate(GatewayCaller.PartnerId, connectionUrl, "127.0.0.1:1", new MemoryLedger(), new FakeTimeProvider(Now)).Check(row.ToPayment(), out request, out _);

    /// <summary>A payment that passes, but for what a test changes.</summary>
    private sealed record Row
    {
        internal string? OrderNumber { get; init; } = GatewayCaller.OrderNumber;

        internal string? ConfirmCode { get; init; } = GatewayCaller.ConfirmCode;

        internal string? RetCode { get; init; } = "4002";

        internal string? PartnerId { get; init; }

        internal string? NotifyUrl { get; init; }

        internal string? Platform { get; init; }

        internal string? ReviewedBy { get; init; } = "Li Lei";

        internal DateTimeOffset? ReviewedAt { get; init; } = Now.AddHours(-1);

        internal ReviewDecision Decision { get; init; }

        internal HeldPayment ToPayment() => new()
        {
            OrderNumber = OrderNumber,
            ConfirmCode = ConfirmCode,
            RetCode = RetCode,
            PartnerId = PartnerId,
            NotifyUrl = NotifyUrl,
            Platform = Platform,
            ReviewedBy = ReviewedBy,
            ReviewedAt = ReviewedAt,
            Decision = Decision,
        };
    }
}
