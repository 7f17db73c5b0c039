using System.Text;
using CsCheck;

namespace LianPay.Core.Tests;

/// <summary>Texts of any characters that Unicode has, and texts that are none.</summary>
internal static class UnicodeText
{
    // By length in UTF-8, since most of Unicode is in its last quarter; and the edges of each, with what means something to JSON or to the signed text.
    private static readonly Gen<Rune> Scalar = Gen.OneOf(
        Gen.Int[0, 0x7f],
        Gen.Int[0x80, 0x7ff],
        Gen.Int[0x800, 0xd7ff],
        Gen.Int[0xe000, 0xffff],
        Gen.Int[0x10000, 0x10ffff],
        Gen.OneOf(0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfdd0, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x1fffe, 0x10ffff),
        Gen.OneOf('&', '=', '$', '"', '\\', '/', '\r', '\n', '\u2028', '\u0301', '\u200b', '\u202e').Select(character => (int)character))
        .Select(value => new Rune(value));

    /// <summary>Any characters, unassigned ones and noncharacters too, none of them half a surrogate pair.</summary>
    internal static Gen<string> WellFormed { get; } = Scalar.Array[0, 40].Select(scalars => string.Concat(scalars));

    /// <summary>With half a surrogate pair somewhere: no UTF-8 says it.</summary>
    internal static Gen<string> IllFormed { get; } =
        Gen.Select(WellFormed, Gen.Char['\ud800', '\udfff'], WellFormed, (before, half, after) => before + half + after);

    /// <summary>Every character that there is, 1,112,064 of them, in texts of at most 4,096.</summary>
    internal static IEnumerable<string> All =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Chunk(4096).Select(values => string.Concat(values.Select(value => new Rune(value))));
}
