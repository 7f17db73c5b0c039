using LianPay.Core.Payloads;
using LianPay.Fuzz;
using LianPay.Fuzz.Payloads;

namespace LianPay.Core.Tests.Fuzzing;

/// <summary>The oracle of payloads complains of one that opens too much, too little, or wrongly.</summary>
[Collection(FuzzingTests.Collection)]
public sealed class PayloadTargetTests
{
    [Fact]
    public void A_text_that_is_not_the_sealed_one_is_caught()
    {
        OpenPayload open = payload => [.. PayloadTarget.Product(payload), (byte)'!'];

        Assert.Throws<OracleException>(() => new PayloadTarget(open).Run(Corpus.Read("payload", "confirm")));
        Assert.Throws<OracleException>(() => new SealedPayloadTarget(open).Run(Corpus.Read("sealed-payload", "plain")));
    }

    [Theory]
    [InlineData("wrong-mac")]
    [InlineData("wrong-key")]
    [InlineData("short-mac-key")]
    [InlineData("short-aes-key")]
    [InlineData("short-nonce")]
    [InlineData("not-utf8")]
    public void Whatever_is_opened_that_must_not_be_is_caught(string input) =>
        Assert.Throws<OracleException>(() => new SealedPayloadTarget(OpenAny).Run(Corpus.Read("sealed-payload", input)));

    [Fact]
    public void A_payload_that_nobody_sealed_and_that_opens_is_caught() =>
        Assert.Throws<OracleException>(() => new PayloadTarget(OpenAny).Run(Corpus.Read("payload", "other-version")));

    [Fact]
    public void A_sound_payload_that_is_refused_is_caught() =>
        Assert.Throws<OracleException>(() => new PayloadTarget(_ => throw new PayloadException(PayloadError.Malformed, "")).Run(Corpus.Read("payload", "confirm")));

    [Fact]
    public void Another_exception_than_the_products_own_comes_out() =>
        Assert.Throws<FormatException>(() => new PayloadTarget(_ => throw new FormatException()).Run(Corpus.Read("payload", "confirm")));

    private static byte[] OpenAny(string payload) => PayloadTarget.Opened(PayloadTarget.Product, payload, out _) ?? [];
}
