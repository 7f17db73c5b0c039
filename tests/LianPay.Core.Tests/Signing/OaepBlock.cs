using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LianPay.Core.Tests.Signing;

/// <summary>The block of RSAES-OAEP (RFC 8017, section 7.1.1), of which any part can be another than it should be.</summary>
[SuppressMessage("Security", "CA5350", Justification = "OAEP with SHA-1 is the protocol's (PROTOCOL 4.1).")]
internal sealed record OaepBlock(int Length, byte[] Text)
{
    internal byte First { get; init; }

    /// <summary>Any bytes will do: the seed is random.</summary>
    internal byte[] Seed { get; init; } = [.. Enumerable.Range(1, SHA1.HashSizeInBytes).Select(number => (byte)number)];

    /// <summary>The hash of the label, which is empty.</summary>
    internal byte[] LabelHash { get; init; } = SHA1.HashData([]);

    internal byte Separator { get; init; } = 1;

    /// <summary>Null: the zeros that fill the block.</summary>
    internal byte[]? Padding { get; init; }

    /// <summary>Of the mask generation function.</summary>
    internal HashAlgorithmName MaskHash { get; init; } = HashAlgorithmName.SHA1;

    /// <summary>Of the first block of a mask.</summary>
    internal uint FirstCounter { get; init; }

    internal bool IsSeedMasked { get; init; } = true;

    internal bool IsDataMasked { get; init; } = true;

    /// <summary>How many bytes of padding fill the block.</summary>
    internal int PaddingLength => Length - 2 - Seed.Length - LabelHash.Length - Text.Length;

    internal byte[] Encode()
    {
        byte[] data = [.. LabelHash, .. Padding ?? new byte[PaddingLength], Separator, .. Text];
        byte[] maskedData = IsDataMasked ? Xor(data, Mask(Seed, data.Length)) : data;
        byte[] maskedSeed = IsSeedMasked ? Xor(Seed, Mask(maskedData, Seed.Length)) : Seed;
        byte[] block = [First, .. maskedSeed, .. maskedData];
        Assert.Equal(Length, block.Length);
        return block;
    }

    /// <summary>MGF1 (RFC 8017, section B.2.1).</summary>
    private byte[] Mask(byte[] seed, int length)
    {
        List<byte> mask = [];
        byte[] counter = new byte[4];
        for (uint number = FirstCounter; mask.Count < length; number++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(counter, number);
            mask.AddRange(CryptographicOperations.HashData(MaskHash, [.. seed, .. counter]));
        }

        return [.. mask.Take(length)];
    }

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, (one, other) => (byte)(one ^ other))];
}
