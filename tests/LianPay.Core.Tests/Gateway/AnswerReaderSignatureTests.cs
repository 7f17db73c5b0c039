using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS P1 to P5: no answer is believed that the platform's key did not sign as it stands.</summary>
public sealed class AnswerReaderSignatureTests
{
    private static readonly MessageFields Accepted = PlatformReply.Signed(PlatformReply.Confirm());

    public static TheoryData<string> ListedCodes { get; } = new(RetCodes.All.Select(row => row.Code));

    [Theory]
    [MemberData(nameof(ListedCodes))]
    public void Without_a_signature_no_code_is_believed(string retCode)
    {
        MessageFields fields = PlatformReply.Confirm(retCode);

        AssertUnknown(OutcomeReason.NotSigned, fields.ToJson());
        AssertUnknown(OutcomeReason.NotSigned, fields.Without(FieldNames.SignType).ToJson());
        AssertUnknown(OutcomeReason.NotSigned, fields.With(FieldNames.Sign, "").ToJson());
        AssertUnknown(OutcomeReason.MalformedReply, [.. fields.ToJson()[..^1], .. ",\"sign\":null}"u8]);
        Assert.Equal(OutcomeReason.NotSigned, PlatformReply.HeardByQuery(fields.ToJson()).Reason);
    }

    [Fact]
    public void The_real_unsigned_answers_are_not_believed()
    {
        Assert.All(Vectors.UnsignedReplies, reply => AssertUnknown(OutcomeReason.NotSigned, new MessageFields(reply).ToJson()));
    }

    [Fact]
    public void An_unsigned_code_is_kept_for_a_person_to_read()
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Confirm("3001").ToJson());

        Assert.Equal(("3001", false), (reply.RetCode, reply.IsVerified));
    }

    [Fact]
    public void A_signature_with_any_one_of_its_1024_bits_turned_is_not_believed()
    {
        byte[] signature = Convert.FromBase64String(Accepted[FieldNames.Sign]!);
        Assert.Equal(1024, signature.Length * 8);

        for (int bit = 0; bit < 1024; bit++)
        {
            byte[] turned = [.. signature];
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertUnknown(OutcomeReason.BadSignature, Accepted.With(FieldNames.Sign, Convert.ToBase64String(turned)).ToJson());
        }
    }

    [Fact]
    public void Every_signed_field_counts()
    {
        MessageFields signed = PlatformReply.Signed(PlatformReply.Confirm("4005").With(FieldNames.PaybillId, GatewayCaller.PaybillId));

        foreach ((string name, string value) in signed)
        {
            if (name is FieldNames.SignType)
            {
                continue;
            }

            char last = value[^1] == '1' ? '2' : '1';
            AssertUnknown(OutcomeReason.BadSignature, signed.With(name, value[..^1] + last).ToJson());
            if (name != FieldNames.Sign)
            {
                AssertUnknown(OutcomeReason.BadSignature, signed.Without(name).ToJson());
            }
        }

        AssertUnknown(OutcomeReason.BadSignature, signed.With("new_field", "1").ToJson());
    }

    [Fact]
    public void Only_the_one_spelling_of_the_signature_is_taken()
    {
        string sign = Accepted[FieldNames.Sign]!;

        Assert.All(
            new[] { sign + " ", " " + sign, sign[..76] + "\r\n" + sign[76..], sign.TrimEnd('='), sign + sign, "=", "!", new string('A', 10_000) },
            spelling => AssertUnknown(OutcomeReason.BadSignature, Accepted.With(FieldNames.Sign, spelling).ToJson()));
    }

    [Fact]
    public void The_merchants_key_and_a_strangers_key_are_not_the_platforms()
    {
        Assert.All(
            new[] { TestKeys.Merchant1024, TestKeys.Other1024 },
            key => AssertUnknown(OutcomeReason.BadSignature, PlatformReply.Sign(PlatformReply.Confirm(), key.PrivateKey)));
    }

    [Fact]
    public void Of_several_trusted_keys_the_one_that_verifies_is_told()
    {
        AnswerReader reader = PlatformReply.Reader(TestKeys.Platform1024.PublicKey, TestKeys.Other1024.PublicKey);

        Answer answer = reader.Read(PlatformReply.Sign(PlatformReply.Confirm(), TestKeys.Other1024.PrivateKey), ReplyShape.Confirm, GatewayCaller.OrderNumber, null);

        Assert.Equal(OutcomeReason.None, answer.Defect);
        Assert.Same(TestKeys.Other1024.PublicKey, answer.VerifiedBy);
    }

    [Fact]
    public void A_signed_answer_that_is_not_believed_is_known_to_be_the_platforms_all_the_same() =>
        Assert.All(
            new[]
            {
                PlatformReply.Confirm().With(FieldNames.PartnerId, "209901010000000002"),
                PlatformReply.Confirm(orderNumber: "OTHER"),
                PlatformReply.Confirm().With(FieldNames.ConfirmCode, "123456"),
            },
            fields =>
            {
                ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Sign(fields));
                Assert.Equal((false, TestKeys.Platform1024.PublicKey.Fingerprint), (reply.IsVerified, reply.VerifiedBy));
            });

    [Theory]
    [InlineData("MD5")]
    [InlineData("rsa")]
    [InlineData("RSA2")]
    [InlineData("RSA ")]
    [InlineData("ＲＳＡ")]
    [InlineData("none")]
    [InlineData("")]
    [InlineData(null)]
    public void The_answer_does_not_choose_its_signature_type(string? signType)
    {
        MessageFields fields = PlatformReply.Confirm();
        fields = signType is null ? fields.Without(FieldNames.SignType) : fields.With(FieldNames.SignType, signType);

        AssertUnknown(OutcomeReason.SignType, PlatformReply.Sign(fields));
    }

    [Fact]
    public void An_MD5_with_an_empty_key_that_the_vendors_own_code_would_take_is_not_believed()
    {
        MessageFields fields = PlatformReply.Confirm().With(FieldNames.SignType, "MD5");
        string hash = Md5(SignedText.Of(fields) + "&key=");

        AssertUnknown(OutcomeReason.SignType, fields.With(FieldNames.Sign, hash).ToJson());
        AssertUnknown(OutcomeReason.BadSignature, PlatformReply.Confirm().With(FieldNames.Sign, Md5(SignedText.Of(PlatformReply.Confirm()) + "&key=")).ToJson());
    }

    [Fact]
    public void The_published_forgeries_and_placeholders_are_not_believed()
    {
        Assert.All(Vectors.MustNotVerify, forgery =>
        {
            MessageFields fields = new MessageFields(forgery.Fields).With(FieldNames.Sign, forgery.Sign);
            AnswerReader reader = new(fields[FieldNames.PartnerId]!, [Vectors.Keys[forgery.KeyId].ReadPublicKey()]);

            Assert.Equal(OutcomeReason.BadSignature, reader.Read(fields.ToJson(), ReplyShape.Confirm, fields[FieldNames.OrderNumber], null).Defect);
        });
    }

    [Fact]
    public void LianLians_own_signed_refusal_is_believed_for_its_own_merchant_and_order()
    {
        Vectors.SignatureVector golden = Vectors.Signatures.Single(vector => vector.Id == "rsa-02-seed-confirm-response-4005");
        RsaPublicKey platform = Vectors.Keys[golden.KeyId].ReadPublicKey();
        byte[] body = new MessageFields(golden.Fields).With(FieldNames.Sign, golden.Sign).ToJson();

        Assert.Equal(OutcomeReason.None, new AnswerReader("201606221000921503", [platform]).Read(body, ReplyShape.Confirm, "20170208165924", null).Defect);
        Assert.Equal(OutcomeReason.OtherPartner, new AnswerReader(GatewayCaller.PartnerId, [platform]).Read(body, ReplyShape.Confirm, "20170208165924", null).Defect);
        Assert.Equal(OutcomeReason.OtherOrder, new AnswerReader("201606221000921503", [platform]).Read(body, ReplyShape.Confirm, "20170208165925", null).Defect);
    }

#pragma warning disable CA5351 // The vendor's old signature type, to show that it is refused.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static void AssertUnknown(OutcomeReason reason, byte[] body)
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(body);
        Assert.Equal((CallOutcome.Unknown, reason, false), (reply.Outcome, reply.Reason, reply.IsVerified));
    }
}
