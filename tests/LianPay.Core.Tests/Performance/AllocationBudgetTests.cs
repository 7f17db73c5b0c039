using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Performance;

/// <summary>
/// What one message may cost beside its crypto, in bytes of the heap: a copy, a detour or a lookup too many shows here on any
/// machine, however busy. The budgets are about twice what is used.
/// </summary>
public sealed class AllocationBudgetTests
{
    private const int Repeats = 200;

    private static readonly MessageFields Fields = new(
    [
        KeyValuePair.Create("api_version", "1.0"),
        KeyValuePair.Create("confirm_code", "137007"),
        KeyValuePair.Create("no_order", "20170208165924"),
        KeyValuePair.Create("notify_url", "https://merchant.example/lianpay/notify"),
        KeyValuePair.Create("oid_partner", "201606221000921503"),
        KeyValuePair.Create("sign_type", "RSA"),
    ]);

    [Fact]
    public void A_signature()
    {
        RsaPrivateKey key = TestKeys.Merchant1024.PrivateKey;

        Assert.InRange(BytesOf(() => MessageSignature.Sign(Fields, key)), 1, 2_100);
    }

    [Fact]
    public void A_verification()
    {
        RsaPrivateKey key = TestKeys.Merchant1024.PrivateKey;
        string signature = MessageSignature.Sign(Fields, key);
        RsaPublicKey[] keys = [key.PublicKey];

        Assert.InRange(BytesOf(() => MessageSignature.FindVerifyingKey(Fields, signature, keys)), 1, 2_600);
    }

    [Fact]
    public void A_sealed_payload()
    {
        RsaPrivateKey key = TestKeys.Merchant1024.PrivateKey;
        byte[] text = Fields.ToJson();

        Assert.InRange(BytesOf(() => Payload.Seal(text, key.PublicKey)), 1, 6_500);
    }

    [Fact]
    public void An_answer_that_is_read()
    {
        byte[] answer = Fields.With("ret_msg", "交易成功").ToJson();

        Assert.InRange(BytesOf(() => MessageReader.Read(answer)), 1, 2_000);
    }

    private static long BytesOf(Func<object?> work)
    {
        // What is made once, in whatever is used for the first time, is nobody's cost.
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            work();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Repeats;
    }
}
