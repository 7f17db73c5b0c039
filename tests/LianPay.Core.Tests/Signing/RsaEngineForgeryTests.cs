using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Keys;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Tests.Signing;

/// <summary>
/// Bleichenbacher's forgeries of 2006 (FAULTS P3): with a public exponent of 3, whoever may choose enough bytes of the block finds a whole number
/// whose cube it is, and needs no private key. Each row is what one kind of lax reader would take.
/// </summary>
public sealed class RsaEngineForgeryTests
{
    private const int Length = 256;

    private static readonly byte[] Padding = [0, 1, .. Enumerable.Repeat((byte)0xff, 8), 0];

    /// <summary>The modulus does not matter: a cube below it is its own remainder.</summary>
    private static readonly RsaPublicKey Key = new(new RSAParameters { Modulus = TestKeys.Merchant2048.Parameters.Modulus, Exponent = [3] });

    [Fact]
    public void A_block_with_garbage_behind_the_digest_is_refused_by_both_engines()
    {
        byte[] message = Message(0);

        AssertRefused(message, [.. Padding, .. DigestInfo.Of(message)], []);
    }

    [Fact]
    public void A_block_with_garbage_as_the_parameters_of_the_algorithm_is_refused_by_both_engines()
    {
        byte[] message = MessageWithOddDigest(0);
        byte[] digest = DigestInfo.Of(message)[^18..];
        byte[] oid = DigestInfo.Of(message)[4..14];

        // The garbage is the content of the NULL, and all lengths around it say so.
        int garbage = Length - Padding.Length - 3 - 3 - oid.Length - 3 - digest.Length;
        int algorithm = oid.Length + 3 + garbage;
        AssertRefused(message, [.. Padding, 0x30, 0x81, (byte)(3 + algorithm + digest.Length), 0x30, 0x81, (byte)algorithm, .. oid, 5, 0x81, (byte)garbage], digest);
    }

    [Fact]
    public void A_block_with_garbage_in_place_of_the_padding_is_refused_by_both_engines()
    {
        // A reader that looks for the first zero must find that of the separator: garbage with a zero in it is no use to the forger.
        for (int number = 0; ; number++)
        {
            byte[] message = MessageWithOddDigest(number);
            byte[] end = [0, .. DigestInfo.Of(message)];
            if (!Cube(Root([0, 1, 0x55], end)).AsSpan()[1..^end.Length].Contains((byte)0))
            {
                AssertRefused(message, [0, 1, 0x55], end);
                return;
            }
        }
    }

    private static void AssertRefused(byte[] message, byte[] front, byte[] end)
    {
        BigInteger root = Root(front, end);
        byte[] opened = Cube(root);
        Assert.Equal(front, opened[..front.Length]);
        Assert.Equal(end, opened[^end.Length..]);

        Assert.All(RsaEngines.Both, engine => Assert.False(engine.Verify(Key, message, RawRsa.FixedLength(root, Length))));
    }

    private static byte[] Cube(BigInteger root) => RawRsa.FixedLength(root.ModPow(BigInteger.Three, Key.Numbers.Modulus), Length);

    /// <summary>A number whose cube begins and ends as wanted: the upper digits of the real root, and the lower ones of the root modulo a power of two.</summary>
    private static BigInteger Root(byte[] front, byte[] end)
    {
        BigInteger middle = new(1, [.. front, 0x80, .. new byte[Length - front.Length - 1]]);
        int bits = end.Length * 8;
        return CubeRoot(middle).ShiftRight(bits).ShiftLeft(bits).Add(CubeRootModulo(new BigInteger(1, end), bits));
    }

    /// <summary>The largest whole number whose cube is not above the given one.</summary>
    private static BigInteger CubeRoot(BigInteger cube)
    {
        BigInteger root = BigInteger.Zero;
        for (int bit = cube.BitLength / 3; bit >= 0; bit--)
        {
            BigInteger candidate = root.SetBit(bit);
            if (candidate.Pow(3).CompareTo(cube) <= 0)
            {
                root = candidate;
            }
        }

        return root;
    }

    /// <summary>The number whose cube has the lowest bits of the given one, which must be odd: bit by bit, for each changes its own bit of the cube and none below.</summary>
    private static BigInteger CubeRootModulo(BigInteger cube, int bits)
    {
        BigInteger root = BigInteger.Zero;
        for (int bit = 0; bit < bits; bit++)
        {
            if (root.Pow(3).TestBit(bit) != cube.TestBit(bit))
            {
                root = root.SetBit(bit);
            }
        }

        return root;
    }

    private static byte[] Message(int number) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"no_order={number}&ret_code=0000&sign_type=RSA"));

    /// <summary>The digest ends the block, and only an odd number has a root of this kind.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "The protocol's hash (PROTOCOL 3.1).")]
    private static byte[] MessageWithOddDigest(int from) =>
        Enumerable.Range(from * 100, 100).Select(Message).First(message => MD5.HashData(message)[^1] % 2 == 1);
}
