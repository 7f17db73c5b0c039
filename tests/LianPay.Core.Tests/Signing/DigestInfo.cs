using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LianPay.Core.Tests.Signing;

/// <summary>The DigestInfo of an MD5 digest as a tree, of which one element can be written in another way than DER has it.</summary>
internal static class DigestInfo
{
    /// <summary>The five elements, by the names that Wycheproof gives them.</summary>
    internal static readonly string[] Elements = ["digestInfo", "digestAlgorithm", "oid", "null", "digest"];

    /// <summary>
    /// Ways to write an element otherwise, from its tag and its content, by name and by Wycheproof's name of the class. Those lengths that enclose
    /// it stay right: only a reader that follows all of them to the end sees no more than this one difference.
    /// </summary>
    internal static readonly (string Class, string Name, Func<byte, byte[], byte[]> Write)[] Manglings =
    [
        ("BerEncodedPadding", "length in long form", (tag, content) => [tag, 0x81, (byte)content.Length, .. content]),
        ("BerEncodedPadding", "length with a leading zero", (tag, content) => [tag, 0x82, 0, (byte)content.Length, .. content]),
        ("BerEncodedPadding", "length in four bytes", (tag, content) => [tag, 0x84, 0, 0, 0, (byte)content.Length, .. content]),
        ("BerEncodedPadding", "indefinite length", (tag, content) => [Constructed(tag), 0x80, .. content, 0, 0]),
        ("BerEncodedPadding", "in two parts", (tag, content) => Der(Constructed(tag), [.. Der(tag, content[..(content.Length / 2)]), .. Der(tag, content[(content.Length / 2)..])])),
        ("BerEncodedPadding", "in two parts of indefinite length", (tag, content) =>
            [Constructed(tag), 0x80, .. Der(tag, content[..(content.Length / 2)]), .. Der(tag, content[(content.Length / 2)..]), 0, 0]),
        ("InvalidAsnInPadding", "length one too long", (tag, content) => [tag, (byte)(content.Length + 1), .. content]),
        ("InvalidAsnInPadding", "length one too short", (tag, content) => [tag, (byte)(content.Length - 1), .. content]),
        ("InvalidAsnInPadding", "length of 255", (tag, content) => [tag, 0x81, 0xff, .. content]),
        ("InvalidAsnInPadding", "length with an overflow of 32 bits", (tag, content) => [tag, 0x85, 1, 0, 0, 0, (byte)content.Length, .. content]),
        ("InvalidAsnInPadding", "length with an overflow of 64 bits", (tag, content) => [tag, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, (byte)content.Length, .. content]),
        ("InvalidAsnInPadding", "length of 2^31 - 1", (tag, content) => [tag, 0x84, 0x7f, 0xff, 0xff, 0xff, .. content]),
        ("InvalidAsnInPadding", "length of 2^32 - 1", (tag, content) => [tag, 0x84, .. Ones(4), .. content]),
        ("InvalidAsnInPadding", "length of 2^40 - 1", (tag, content) => [tag, 0x85, .. Ones(5), .. content]),
        ("InvalidAsnInPadding", "length of 2^64 - 1", (tag, content) => [tag, 0x88, .. Ones(8), .. content]),
        ("InvalidAsnInPadding", "length cut off", (tag, content) => [tag, 0x81]),
        ("InvalidAsnInPadding", "indefinite length without an end", (tag, content) => [tag, 0x80, .. content]),
        ("InvalidAsnInPadding", "indefinite length with half an end", (tag, content) => [Constructed(tag), 0x80, .. content, 0]),
        ("InvalidAsnInPadding", "indefinite length with an end that is not empty", (tag, content) => [Constructed(tag), 0x80, .. content, 0, 1, 0]),
        ("InvalidAsnInPadding", "tag alone", (tag, content) => [tag]),
        ("InvalidAsnInPadding", "garbage in front", (tag, content) => [0xaa, 0xbb, .. Der(tag, content)]),
        ("InvalidAsnInPadding", "garbage behind", (tag, content) => [.. Der(tag, content), 0xaa, 0xbb]),
        ("InvalidAsnInPadding", "garbage in front of the content", (tag, content) => Der(tag, [0xaa, 0xbb, .. content])),
        ("InvalidAsnInPadding", "garbage behind the content", (tag, content) => Der(tag, [.. content, 0xaa, 0xbb])),
        ("ModifiedPadding", "gone", (tag, content) => []),
        ("ModifiedPadding", "zeros in front of the content", (tag, content) => Der(tag, [0, 0, .. content])),
        ("ModifiedPadding", "zeros behind the content", (tag, content) => Der(tag, [.. content, 0, 0])),
        ("ModifiedPadding", "zeros behind", (tag, content) => [.. Der(tag, content), 0, 0]),
        ("ModifiedPadding", "NULL behind", (tag, content) => [.. Der(tag, content), 5, 0]),
        ("ModifiedPadding", "NULL behind the content", (tag, content) => Der(tag, [.. content, 5, 0])),
        ("ModifiedPadding", "empty sequence in front of the content", (tag, content) => Der(tag, [0x30, 0, .. content])),
        ("ModifiedPadding", "undefined tag behind the content", (tag, content) => Der(tag, [.. content, 0xaa, 2, 0xee, 0xee])),
        ("ModifiedPadding", "high tag number behind the content", (tag, content) => Der(tag, [.. content, 0xbf, 0x7f, 0])),
        ("ModifiedPadding", "replaced by NULL", (tag, content) => [5, 0]),
        ("ModifiedPadding", "content gone", (tag, content) => Der(tag, [])),
        ("ModifiedPadding", "first byte of the content gone", (tag, content) => Der(tag, [.. content.Skip(1)])),
        ("ModifiedPadding", "last byte of the content gone", (tag, content) => Der(tag, [.. content.SkipLast(1)])),
        ("ModifiedPadding", "first byte of the content changed", (tag, content) => Der(tag, [.. content.Take(1).Select(value => (byte)(value ^ 1)), .. content.Skip(1)])),
        ("ModifiedPadding", "last byte of the content changed", (tag, content) => Der(tag, [.. content.SkipLast(1), .. content.TakeLast(1).Select(value => (byte)(value ^ 1))])),
        ("ModifiedPadding", "twice", (tag, content) => [.. Der(tag, content), .. Der(tag, content)]),
        ("ModifiedPadding", "in a sequence", (tag, content) => Der(0x30, Der(tag, content))),
        ("ModifiedPadding", "in a string", (tag, content) => Der(4, Der(tag, content))),
        ("ModifiedPadding", "under an explicit tag", (tag, content) => Der(0xa0, Der(tag, content))),
        ("ModifiedPadding", "under an implicit tag", (tag, content) => Der((byte)(0x80 | (tag & 0x20)), content)),
        ("ModifiedPadding", "another tag", (tag, content) => Der((byte)(tag ^ 1), content)),
        ("ModifiedPadding", "a tag of the application", (tag, content) => Der((byte)(tag ^ 0x40), content)),
        ("ModifiedPadding", "a private tag", (tag, content) => Der((byte)(tag | 0xc0), content)),
        ("ModifiedPadding", "primitive for constructed, or the reverse", (tag, content) => Der((byte)(tag ^ 0x20), content)),
        ("ModifiedPadding", "no tag at all", (tag, content) => Der(0, content)),
        ("ModifiedPadding", "a tag of ones", (tag, content) => Der(0xff, content)),
    ];

    /// <summary>As RFC 8017 has it.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "The protocol's hash (PROTOCOL 3.1).")]
    internal static byte[] Of(byte[] message) => Of(message, mangled: "", Der);

    /// <summary>With one element written otherwise.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "The protocol's hash (PROTOCOL 3.1).")]
    internal static byte[] Of(byte[] message, string mangled, Func<byte, byte[], byte[]> write)
    {
        return Element("digestInfo", 0x30, [
            .. Element("digestAlgorithm", 0x30, [.. Element("oid", 6, Convert.FromHexString("2a864886f70d0205")), .. Element("null", 5, [])]),
            .. Element("digest", 4, MD5.HashData(message))]);

        byte[] Element(string name, byte tag, byte[] content) => name == mangled ? write(tag, content) : Der(tag, content);
    }

    private static byte[] Der(byte tag, byte[] content)
    {
        Assert.True(content.Length < 128, "Only lengths of one byte are written here.");
        return [tag, (byte)content.Length, .. content];
    }

    private static byte Constructed(byte tag) => (byte)(tag | 0x20);

    private static IEnumerable<byte> Ones(int count) => Enumerable.Repeat((byte)0xff, count);
}
