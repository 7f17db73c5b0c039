using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Payloads;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Payloads;

/// <summary>Opens a payload; the product's <see cref="Payload.Open"/>, or a broken one that the oracle must catch.</summary>
internal delegate byte[] OpenPayload(string payload);

/// <summary>Any text as a <c>pay_load</c>: it opens if, and only if, the model opens it, and to the same text.</summary>
internal sealed class PayloadTarget(OpenPayload open) : IFuzzTarget
{
    internal static OpenPayload Product { get; } = payload => Payload.Open(payload, DemoKeys.Merchant.Private);

    public string Name => "payload";

    public void Run(byte[] input)
    {
        string payload = Encoding.UTF8.GetString(input);
        byte[]? opened = Opened(open, payload, out _);
        byte[]? expected = PayloadModel.Open(payload, DemoKeys.Merchant.Rsa);
        Require(opened is null == expected is null, opened is null ? "A sound payload is not opened." : "A payload is opened that must not be.");
        Require(opened is null || opened.AsSpan().SequenceEqual(expected), "A payload is opened to another text.");
    }

    public IEnumerable<Seed> Seeds() =>
    [
        new("confirm", Sealed("{\"oid_partner\":\"201408071000001543\",\"no_order\":\"M1\",\"confirm_code\":\"012345\"}", line => line)),
        new("wrapped", Sealed("\u4ed8\u6b3e", line => string.Join("\r\n", line.Chunk(76).Select(part => new string(part))))),
        new("empty", Sealed("", line => line)),
        new("other-version", "lianpay1_0_2$AA==$AA==$AA==$AA==$AA=="),
        new("stray-bits", "lianpay1_0_1$AB==$AA=$A$$\n"),
    ];

    /// <summary>The text, or null and why there is none. Only the product's own exception may say so.</summary>
    internal static byte[]? Opened(OpenPayload open, string payload, out PayloadError? error)
    {
        error = null;
        try
        {
            return open(payload);
        }
        catch (PayloadException exception)
        {
            error = exception.Error;
            return null;
        }
    }

    private static string Sealed(string text, Func<string, string> wrap) => PayloadModel.Seal(
        Encoding.UTF8.GetBytes(text),
        RandomNumberGenerator.GetBytes(PayloadModel.KeyLength),
        RandomNumberGenerator.GetBytes(PayloadModel.KeyLength),
        RandomNumberGenerator.GetBytes(PayloadModel.NonceLength),
        DemoKeys.Merchant.Rsa,
        wrap);
}
