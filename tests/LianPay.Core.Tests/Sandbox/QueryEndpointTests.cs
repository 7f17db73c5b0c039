using LianPay.Core.Messages;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Sandbox;

public sealed class QueryEndpointTests
{
    [Fact]
    public async Task A_held_order_is_CHECK_without_a_paybill_and_signed()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.None, clock: clock);

        MessageFields reply = await caller.QueryAsync();

        Assert.Equal("0000", reply[FieldNames.RetCode]);
        Assert.Equal("CHECK", reply[FieldNames.ResultPay]);
        Assert.Equal("49.65", reply[FieldNames.Amount]);
        Assert.Equal("20260302040000", reply[FieldNames.OrderedAt]);
        Assert.Null(reply[FieldNames.PaybillId]);
        Assert.Null(ReplyShape.Query.FindDefect(reply));
        Assert.True(caller.IsSignedByPlatform(reply));
    }

    [Fact]
    public async Task A_paid_order_is_PROCESSING_first_then_SUCCESS_with_the_confirmations_paybill_and_a_settle_date()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.None, clock: clock);
        string? paybillId = (await caller.ConfirmAsync())[FieldNames.PaybillId];

        MessageFields first = await caller.QueryAsync();
        MessageFields second = await caller.QueryAsync();

        Assert.Equal(("PROCESSING", paybillId, null), (first[FieldNames.ResultPay], first[FieldNames.PaybillId], first[FieldNames.SettleDate]));
        Assert.Equal(("SUCCESS", paybillId, "20260302"), (second[FieldNames.ResultPay], second[FieldNames.PaybillId], second[FieldNames.SettleDate]));
        Assert.Null(ReplyShape.Query.FindDefect(second));
        Assert.True(caller.IsSignedByPlatform(second));
    }

    [Fact]
    public async Task An_order_is_found_by_its_paybill_and_by_both_numbers()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        string? paybillId = (await caller.ConfirmAsync())[FieldNames.PaybillId];

        Assert.Equal(SandboxCaller.OrderNumber, (await caller.QueryAsync(null, paybillId))[FieldNames.OrderNumber]);
        Assert.Equal("SUCCESS", (await caller.QueryAsync(SandboxCaller.OrderNumber, paybillId))[FieldNames.ResultPay]);
    }

    [Fact]
    public async Task A_returned_order_is_SUCCESS_then_CANCEL()
    {
        await using SandboxCaller caller = SandboxCaller.Start(new SandboxOptions { KeyBits = 1024, HeldPayments = [SandboxCaller.Held], Outcome = SandboxOutcome.Cancel });
        await caller.ConfirmAsync();
        await caller.QueryAsync();

        Assert.Equal("SUCCESS", (await caller.QueryAsync())[FieldNames.ResultPay]);
        Assert.Equal("CANCEL", (await caller.QueryAsync())[FieldNames.ResultPay]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_order_tells_the_reason_in_a_memo_that_is_signed_or_not_as_set(bool signsMemo)
    {
        SandboxPayment failing = new() { OrderNumber = "F-1", ConfirmCode = "000001", Outcome = SandboxOutcome.Failure };
        await using SandboxCaller caller = SandboxCaller.Start(new SandboxOptions { KeyBits = 1024, HeldPayments = [failing], SignsMemo = signsMemo });
        await caller.ConfirmAsync("F-1", "000001");
        await caller.QueryAsync("F-1");

        MessageFields reply = await caller.QueryAsync("F-1");

        Assert.Equal("FAILURE", reply[FieldNames.ResultPay]);
        Assert.NotNull(reply[FieldNames.Memo]);
        Assert.Equal(signsMemo, caller.IsSignedByPlatform(reply));
        Assert.Equal(!signsMemo, caller.IsSignedByPlatform(reply.Without(FieldNames.Memo)));
    }

    [Theory]
    [InlineData("unknown", null)]
    [InlineData(null, "2016080446983389")]
    [InlineData(SandboxCaller.OrderNumber, "2016080446983389")]
    public async Task What_is_not_there_is_8901_unsigned(string? orderNumber, string? paybillId)
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        AssertUnsigned("8901", "没有记录", await caller.QueryAsync(orderNumber, paybillId));
    }

    [Theory]
    [InlineData(FieldNames.OrderNumber, "")]
    [InlineData(FieldNames.OrderNumber, "a b")]
    [InlineData(FieldNames.PaybillId, "x")]
    [InlineData(FieldNames.ApiVersion, "1.1")]
    [InlineData(FieldNames.SignType, "MD5")]
    [InlineData(FieldNames.PartnerId, "")]
    public async Task A_bad_parameter_is_1004_unsigned_and_is_named(string field, string value)
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        MessageFields fields = new QueryRequest(caller.Server.PartnerId, SandboxCaller.OrderNumber).Fields.With(field, value);

        AssertUnsigned("1004", $"商户请求参数校验错误:商户请求参数[{field}]非法", await caller.QueryAsync(fields));
    }

    [Fact]
    public async Task Another_merchant_is_3001_and_a_foreign_signature_1001()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        await using SandboxCaller stranger = SandboxCaller.Start();
        byte[] signedByStranger = stranger.Sign(new QueryRequest(caller.Server.PartnerId, SandboxCaller.OrderNumber).Fields).ToJson();

        AssertUnsigned("3001", "非法的商户", await caller.QueryAsync(new QueryRequest("201606221000921503", SandboxCaller.OrderNumber).Fields));
        AssertUnsigned("1001", "商户请求签名未通过", await SandboxCaller.ReadAsync(await caller.PostAsync("queryPayment.htm", signedByStranger)));
    }

    [Fact]
    public async Task A_query_that_is_not_signed_is_1001()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        MessageFields fields = new QueryRequest(caller.Server.PartnerId, SandboxCaller.OrderNumber).Fields;

        AssertUnsigned("1001", "商户请求签名未通过", await SandboxCaller.ReadAsync(await caller.PostAsync("queryPayment.htm", fields.ToJson())));
    }

    private static void AssertUnsigned(string retCode, string message, MessageFields reply) =>
        Assert.Equal([KeyValuePair.Create(FieldNames.RetCode, retCode), KeyValuePair.Create(FieldNames.RetMessage, message)], reply);
}
