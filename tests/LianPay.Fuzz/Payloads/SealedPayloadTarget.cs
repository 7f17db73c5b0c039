using LianPay.Core.Payloads;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Payloads;

/// <summary>Payloads that were sealed by somebody who has the key, and does with it what he likes: what stands behind RSA and MAC is reached.</summary>
/// <remarks>
/// An input is: how long the MAC key is, how long the AES key is (each the byte modulo 65, and 32 unless the next says so), a byte of flags
/// (<see cref="Quirks"/>), eight bytes of nonce, and the text.
/// </remarks>
internal sealed class SealedPayloadTarget(OpenPayload open) : IFuzzTarget
{
    private const int HeadLength = 3 + PayloadModel.NonceLength;

    /// <summary>What is odd about the envelope.</summary>
    [Flags]
    private enum Quirks
    {
        None = 0,
        MacKeyLength = 1,
        AesKeyLength = 2,
        ShortNonce = 4,
        CarriageReturns = 8,
        LineFeeds = 16,
        WrongMac = 32,
        WrongKey = 64,
        BlankInside = 128,
    }

    public string Name => "sealed-payload";

    public void Run(byte[] input)
    {
        if (input.Length < HeadLength)
        {
            return;
        }

        Quirks quirks = (Quirks)input[2];
        byte[] nonce = input[3..(HeadLength - (quirks.HasFlag(Quirks.ShortNonce) ? 1 : 0))];
        byte[] text = input[HeadLength..];
        byte[] macKey = Key(quirks.HasFlag(Quirks.MacKeyLength) ? input[0] % 65 : PayloadModel.KeyLength, 'M');
        int aesKeyLength = quirks.HasFlag(Quirks.AesKeyLength) ? (input[1] % 2 == 0 ? 16 : 24) : PayloadModel.KeyLength;
        byte[] aesKey = Key(aesKeyLength, 'A');
        DemoKey holder = quirks.HasFlag(Quirks.WrongKey) ? DemoKeys.Platform : DemoKeys.Merchant;
        string payload = PayloadModel.Seal(text, macKey, aesKey, nonce, holder.Rsa, line => Wrapped(line, quirks));
        if (quirks.HasFlag(Quirks.WrongMac))
        {
            int last = payload.LastIndexOf('$') + 1;
            payload = $"{payload[..last]}{(payload[last] == 'A' ? 'B' : 'A')}{payload[(last + 1)..]}";
        }

        byte[]? opened = PayloadTarget.Opened(open, payload, out PayloadError? error);
        PayloadError? expected = Expected(quirks, macKey.Length, aesKey.Length, text);
        Require(error == expected, $"It was to be {expected?.ToString() ?? "opened"}, and it was {error?.ToString() ?? "opened"}.");
        Require(opened is null || opened.AsSpan().SequenceEqual(text), "A payload is opened to another text.");
    }

    public IEnumerable<Seed> Seeds() =>
    [
        new("plain", "\0\0\0noncenon{\"no_order\":\"M1\"}"),
        new("lines", "\0\0\u0018noncenon\u4ed8\u6b3e \u4ed8\u6b3e \u4ed8\u6b3e \u4ed8\u6b3e \u4ed8\u6b3e \u4ed8\u6b3e"),
        new("short-mac-key", "\u001f\0\u0001noncenon0"),
        new("right-mac-key", "\u0020\0\u0001noncenon0"),
        new("short-aes-key", "\0\u0001\u0002noncenon0"),
        new("short-nonce", "\0\0\u0004noncenon0"),
        new("wrong-mac", "\0\0\u0020noncenon0"),
        new("wrong-key", "\0\0\u0040noncenon0"),
        new("not-utf8", [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0xC3, 0x28]),
    ];

    /// <summary>The first thing that is wrong, in the order in which the product may look.</summary>
    private static PayloadError? Expected(Quirks quirks, int macKeyLength, int aesKeyLength, byte[] text) =>
        quirks.HasFlag(Quirks.BlankInside) || quirks.HasFlag(Quirks.ShortNonce) ? PayloadError.Malformed
        : quirks.HasFlag(Quirks.WrongKey) ? PayloadError.WrongKey
        : macKeyLength != PayloadModel.KeyLength ? PayloadError.Malformed
        : quirks.HasFlag(Quirks.WrongMac) ? PayloadError.MacMismatch
        : aesKeyLength != PayloadModel.KeyLength ? PayloadError.Malformed
        : PayloadModel.IsUtf8(text) ? null
        : PayloadError.NotUtf8;

    private static byte[] Key(int length, char of) => [.. Enumerable.Repeat((byte)of, length)];

    private static string Wrapped(string line, Quirks quirks)
    {
        string lineEnd = (quirks.HasFlag(Quirks.CarriageReturns) ? "\r" : "") + (quirks.HasFlag(Quirks.LineFeeds) ? "\n" : "");
        string wrapped = string.Join(lineEnd, line.Chunk(76).Select(part => new string(part)));
        return quirks.HasFlag(Quirks.BlankInside) ? wrapped.Insert(wrapped.Length / 2, " ") : wrapped;
    }
}
