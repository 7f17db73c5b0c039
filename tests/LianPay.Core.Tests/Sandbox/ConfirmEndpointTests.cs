using System.Text;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Sandbox;

public sealed class ConfirmEndpointTests
{
    [Fact]
    public async Task The_right_code_is_answered_0000_with_a_paybill_of_16_digits_and_the_platforms_signature()
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        MessageFields reply = await caller.ConfirmAsync();

        Assert.Equal("0000", reply[FieldNames.RetCode]);
        Assert.Equal("交易成功", reply[FieldNames.RetMessage]);
        Assert.Equal(caller.Server.PartnerId, reply[FieldNames.PartnerId]);
        Assert.Equal(SandboxCaller.OrderNumber, reply[FieldNames.OrderNumber]);
        Assert.Matches("^[0-9]{16}$", reply[FieldNames.PaybillId]);
        Assert.True(caller.IsSignedByPlatform(reply));
        Assert.Null(ReplyShape.Confirm.FindDefect(reply));
        Assert.Equal(1, caller.Server.EffectsOf(SandboxCaller.OrderNumber));
    }

    [Fact]
    public async Task Two_orders_get_two_paybills()
    {
        await using SandboxCaller caller = SandboxCaller.Start(new SandboxOptions
        {
            KeyBits = 1024,
            HeldPayments = [SandboxCaller.Held, new SandboxPayment { OrderNumber = "A-2", ConfirmCode = "000001" }],
        });

        MessageFields first = await caller.ConfirmAsync();
        MessageFields second = await caller.ConfirmAsync("A-2", "000001");

        Assert.NotEqual(first[FieldNames.PaybillId], second[FieldNames.PaybillId]);
    }

    [Fact]
    public async Task A_second_confirmation_is_4001_signed_and_without_effect()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        await caller.ConfirmAsync();

        AssertSigned("4001", await caller.ConfirmAsync(), caller);
        Assert.Equal(1, caller.Server.EffectsOf(SandboxCaller.OrderNumber));
    }

    [Fact]
    public async Task An_order_that_nobody_holds_is_4001_signed()
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        AssertSigned("4001", await caller.ConfirmAsync("unknown"), caller);
    }

    [Fact]
    public async Task Wrong_codes_are_4011_and_lock_the_order_after_the_sixth()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        for (int attempt = 0; attempt < 6; attempt++)
        {
            AssertSigned("4011", await caller.ConfirmAsync(confirmCode: "000000"), caller);
        }

        AssertSigned("4008", await caller.ConfirmAsync(confirmCode: "000000"), caller);
        AssertSigned("4008", await caller.ConfirmAsync(), caller);
        Assert.Equal(0, caller.Server.EffectsOf(SandboxCaller.OrderNumber));
    }

    [Fact]
    public async Task A_code_of_24_hours_ago_is_4010_and_the_order_is_closed()
    {
        FakeTimeProvider clock = new();
        await using SandboxCaller caller = SandboxCaller.Start(SandboxFault.None, clock: clock);
        clock.Advance(TimeSpan.FromHours(24));

        AssertSigned("4010", await caller.ConfirmAsync(), caller);
        Assert.Equal("CLOSED", (await caller.QueryAsync())[FieldNames.ResultPay]);
        AssertSigned("4001", await caller.ConfirmAsync(), caller);
    }

    [Fact]
    public async Task A_merchant_without_the_right_is_4005_signed_and_changes_nothing()
    {
        await using SandboxCaller caller = SandboxCaller.Start(new SandboxOptions { KeyBits = 1024, HeldPayments = [SandboxCaller.Held], HasPermission = false });

        AssertSigned("4005", await caller.ConfirmAsync(), caller);
        Assert.Equal("CHECK", (await caller.QueryAsync())[FieldNames.ResultPay]);
    }

    [Fact]
    public async Task Another_merchant_is_3001_unsigned()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        string body = Encoding.UTF8.GetString(caller.Envelope(caller.ConfirmFields()));

        MessageFields reply = await PostAsync(caller, body.Replace(caller.Server.PartnerId, "201606221000921503", StringComparison.Ordinal));

        AssertUnsigned("3001", "非法的商户", reply);
    }

    [Fact]
    public async Task A_payload_sealed_to_the_merchants_own_key_is_4007_unsigned()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        string payload = Payload.Seal(caller.Sign(caller.ConfirmFields()).ToJson(), caller.MerchantKey.PublicKey);

        MessageFields reply = await PostAsync(caller, $$"""{"oid_partner":"{{caller.Server.PartnerId}}","pay_load":"{{payload}}"}""");

        AssertUnsigned("4007", "敏感信息解密异常", reply);
    }

    [Fact]
    public async Task A_signature_that_does_not_fit_is_1001_unsigned()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        MessageFields altered = caller.Sign(caller.ConfirmFields()).With(FieldNames.ConfirmCode, "137008");

        AssertUnsigned("1001", "商户请求签名未通过", await PostAsync(caller, Encoding.UTF8.GetString(caller.Envelope(altered.ToJson()))));
    }

    [Fact]
    public async Task A_request_without_signature_is_1001_unsigned()
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        AssertUnsigned("1001", "商户请求签名未通过", await PostAsync(caller, Encoding.UTF8.GetString(caller.Envelope(caller.ConfirmFields().ToJson()))));
    }

    [Theory]
    [InlineData(FieldNames.OrderNumber, "")]
    [InlineData(FieldNames.OrderNumber, "a b")]
    [InlineData(FieldNames.ConfirmCode, "")]
    [InlineData(FieldNames.ConfirmCode, "37007")]
    [InlineData(FieldNames.ConfirmCode, "１３７００７")]
    [InlineData(FieldNames.NotifyUrl, "")]
    [InlineData(FieldNames.NotifyUrl, "ftp://merchant.example/")]
    [InlineData(FieldNames.ApiVersion, "")]
    [InlineData(FieldNames.ApiVersion, "1.1")]
    [InlineData(FieldNames.SignType, "")]
    [InlineData(FieldNames.SignType, "MD5")]
    [InlineData(FieldNames.PartnerId, "201606221000921503")]
    [InlineData(FieldNames.Platform, "null")]
    public async Task A_bad_parameter_is_1004_unsigned_and_is_named(string field, string value)
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        MessageFields reply = await caller.ConfirmAsync(caller.ConfirmFields().With(field, value));

        AssertUnsigned("1004", $"商户请求参数校验错误:商户请求参数[{field}]非法", reply);
        Assert.Equal(0, caller.Server.EffectsOf(SandboxCaller.OrderNumber));
    }

    [Theory]
    [InlineData("{}", FieldNames.PartnerId)]
    [InlineData("""{"oid_partner":"209901010000000001"}""", FieldNames.Payload)]
    [InlineData("""{"oid_partner":"209901010000000001","pay_load":"x","confirm_code":"137007"}""", FieldNames.Payload)]
    public async Task An_envelope_that_is_not_partner_and_payload_alone_is_1004_unsigned(string body, string field)
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        AssertUnsigned("1004", $"商户请求参数校验错误:商户请求参数[{field}]非法", await PostAsync(caller, body));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"oid_partner":1}""")]
    [InlineData("""{"pay_load":"x","pay_load":"y"}""")]
    public async Task A_body_that_is_no_strict_json_is_9901_unsigned(string body)
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        AssertUnsigned("9901", "请求报文非法", await PostAsync(caller, body));
    }

    [Fact]
    public async Task A_payload_that_holds_no_strict_json_is_9901_unsigned()
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        AssertUnsigned("9901", "请求报文非法", await PostAsync(caller, Encoding.UTF8.GetString(caller.Envelope("[]"u8.ToArray()))));
    }

    [Fact]
    public async Task Of_many_confirmations_of_one_order_at_once_exactly_one_is_applied()
    {
        await using SandboxCaller caller = SandboxCaller.Start();

        MessageFields[] replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => caller.ConfirmAsync()));

        Assert.Single(replies, reply => reply[FieldNames.RetCode] == "0000");
        Assert.Equal(63, replies.Count(reply => reply[FieldNames.RetCode] == "4001"));
        Assert.Equal(1, caller.Server.EffectsOf(SandboxCaller.OrderNumber));
        Assert.Single(caller.Server.GetRequests(), request => request.HasApplied);
    }

    private static async Task<MessageFields> PostAsync(SandboxCaller caller, string body) =>
        await SandboxCaller.ReadAsync(await caller.PostAsync("confirmPayment.htm", Encoding.UTF8.GetBytes(body)));

    private static void AssertSigned(string retCode, MessageFields reply, SandboxCaller caller)
    {
        Assert.Equal(retCode, reply[FieldNames.RetCode]);
        Assert.Equal(RetCodes.Find(retCode).Message, reply[FieldNames.RetMessage]);
        Assert.Null(reply[FieldNames.PaybillId]);
        Assert.Null(ReplyShape.Confirm.FindDefect(reply));
        Assert.True(caller.IsSignedByPlatform(reply));
    }

    /// <summary>The shape of the real gateway's early rejections (PROTOCOL 2.3): two fields and no more.</summary>
    private static void AssertUnsigned(string retCode, string message, MessageFields reply) =>
        Assert.Equal([KeyValuePair.Create(FieldNames.RetCode, retCode), KeyValuePair.Create(FieldNames.RetMessage, message)], reply);
}
