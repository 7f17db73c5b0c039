using System.Text;
using LianPay.Core.Keys;
using static LianPay.Core.Tests.Keys.KeyFixtures;

namespace LianPay.Core.Tests.Keys;

/// <summary>Formats that are read. What is refused is in <see cref="KeyReaderRefusalTests"/>, files in <see cref="KeyFileTests"/>.</summary>
public sealed class KeyReaderTests
{
    private const string BagAttributes = "Bag Attributes\n    localKeyID: 01 00 00 00\nKey Attributes: <No Attributes>\n";

    private static readonly TestKey Key = TestKeys.Merchant1024;

    private static readonly Dictionary<string, Func<byte[]>> PrivateFormats = new()
    {
        ["PKCS#8, PEM"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8)),
        ["PKCS#8, PEM, 76 columns"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8, 76)),
        ["PKCS#8, PEM, CRLF"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8, newLine: "\r\n")),
        ["PKCS#8, PEM, one long line"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8, 0)),
        ["PKCS#8, PEM, line breaks lost"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8, newLine: " ")),
        ["PKCS#8, PEM, without an end of line"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8).TrimEnd()),
        ["PKCS#8, PEM, UTF-8 byte order mark"] = () => [.. Encoding.UTF8.Preamble, .. Ascii(Pem("PRIVATE KEY", Key.Pkcs8))],
        ["PKCS#8, PEM, UTF-16 of Windows PowerShell"] = () => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Pem("PRIVATE KEY", Key.Pkcs8))],
        ["PKCS#8, PEM, UTF-16 big-endian"] = () => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Pem("PRIVATE KEY", Key.Pkcs8))],
        ["PKCS#8, PEM, bag attributes before it"] = () => Ascii(BagAttributes + Pem("PRIVATE KEY", Key.Pkcs8)),
        ["PKCS#8, PEM, a Chinese note after it"] = () => [.. Ascii(Pem("PRIVATE KEY", Key.Pkcs8)), .. Encoding.UTF8.GetBytes("# 商户私钥\n")],
        ["PKCS#8, PEM, labelled as PKCS#1"] = () => Ascii(Pem("RSA PRIVATE KEY", Key.Pkcs8)),
        ["PKCS#8, base64 on one line"] = () => Ascii(Base64(Key.Pkcs8)),
        ["PKCS#8, base64 on one line, ended"] = () => Ascii(Base64(Key.Pkcs8) + "\r\n"),
        ["PKCS#8, base64 on many lines"] = () => Ascii(Base64(Key.Pkcs8, 64)),
        ["PKCS#8, base64, indented"] = () => Ascii("  " + Base64(Key.Pkcs8, 76, "\r\n\t")),
        ["PKCS#8, DER"] = () => Key.Pkcs8,
        ["PKCS#8 with attributes and public key, DER"] = () => Pkcs8WithAttributes(Key),
        ["PKCS#1, PEM"] = () => Ascii(Pem("RSA PRIVATE KEY", Key.Pkcs1)),
        ["PKCS#1, PEM, 76 columns, CRLF"] = () => Ascii(Pem("RSA PRIVATE KEY", Key.Pkcs1, 76, "\r\n")),
        ["PKCS#1, PEM, labelled as PKCS#8"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs1)),
        ["PKCS#1, base64 on one line"] = () => Ascii(Base64(Key.Pkcs1)),
        ["PKCS#1, base64 on many lines, byte order mark"] = () => [.. Encoding.UTF8.Preamble, .. Ascii(Base64(Key.Pkcs1, 64, "\r\n"))],
        ["PKCS#1, DER"] = () => Key.Pkcs1,
    };

    private static readonly Dictionary<string, Func<byte[]>> PublicFormats = new()
    {
        ["SPKI, PEM"] = () => Ascii(Pem("PUBLIC KEY", Key.SubjectPublicKeyInfo)),
        ["SPKI, PEM, 76 columns"] = () => Ascii(Pem("PUBLIC KEY", Key.SubjectPublicKeyInfo, 76)),
        ["SPKI, PEM, CRLF, byte order mark"] = () => [.. Encoding.UTF8.Preamble, .. Ascii(Pem("PUBLIC KEY", Key.SubjectPublicKeyInfo, newLine: "\r\n"))],
        ["SPKI, PEM, labelled as PKCS#1"] = () => Ascii(Pem("RSA PUBLIC KEY", Key.SubjectPublicKeyInfo)),
        ["SPKI, base64 on one line"] = () => Ascii(Base64(Key.SubjectPublicKeyInfo)),
        ["SPKI, base64 on many lines"] = () => Ascii(Base64(Key.SubjectPublicKeyInfo, 76, "\r\n")),
        ["SPKI, DER"] = () => Key.SubjectPublicKeyInfo,
        ["PKCS#1, PEM"] = () => Ascii(Pem("RSA PUBLIC KEY", Key.Pkcs1Public)),
        ["PKCS#1, base64"] = () => Ascii(Base64(Key.Pkcs1Public)),
        ["PKCS#1, DER"] = () => Key.Pkcs1Public,
        ["certificate, PEM"] = () => Ascii(Pem("CERTIFICATE", Certificate)),
        ["certificate, base64"] = () => Ascii(Base64(Certificate)),
        ["certificate, DER"] = () => Certificate,
        ["certificate, PEM, bag attributes before it"] = () => Ascii(BagAttributes + Pem("CERTIFICATE", Certificate)),
    };

    public static TheoryData<string> PrivateFormatNames => [.. PrivateFormats.Keys];

    public static TheoryData<string> PublicFormatNames => [.. PublicFormats.Keys];

    [Theory]
    [MemberData(nameof(PrivateFormatNames))]
    public void A_private_key_is_read_in_every_format(string format)
    {
        using RsaPrivateKey key = KeyReader.ReadPrivateKey(PrivateFormats[format]());

        Assert.Equal(Key.PublicKey.Fingerprint, key.PublicKey.Fingerprint);
        Assert.Equal(Key.PrivateKey.Numbers, key.Numbers);
        Assert.Equal(1024, key.Bits);
    }

    [Theory]
    [MemberData(nameof(PublicFormatNames))]
    public void A_public_key_is_read_in_every_format(string format)
    {
        RsaPublicKey key = KeyReader.ReadPublicKey(PublicFormats[format]());

        Assert.Equal(Key.SubjectPublicKeyInfo, key.SubjectPublicKeyInfo.ToArray());
        Assert.Equal(1024, key.Bits);
    }

    [Fact]
    public void Text_is_read_as_well_as_bytes()
    {
        using RsaPrivateKey key = KeyReader.ReadPrivateKey(Pem("PRIVATE KEY", Key.Pkcs8).AsMemory());

        Assert.Equal(Key.PublicKey.Fingerprint, key.PublicKey.Fingerprint);
        Assert.Equal(Key.PublicKey.Fingerprint, KeyReader.ReadPublicKey(Base64(Key.SubjectPublicKeyInfo).AsMemory()).Fingerprint);
    }

    [Fact]
    public void A_key_that_was_read_signs_on_the_platform()
    {
        using RsaPrivateKey key = KeyReader.ReadPrivateKey(TestKeys.Merchant2048.Pkcs1);
        using RsaPool.Lease lease = key.Pool.Rent();

        Assert.Equal(TestKeys.Merchant2048.Parameters.D, lease.Rsa.ExportParameters(includePrivateParameters: true).D);
    }

    [Fact]
    public void A_passphrase_for_a_key_that_is_not_encrypted_does_no_harm()
    {
        using RsaPrivateKey key = KeyReader.ReadPrivateKey(Key.Pkcs8, "not needed".AsMemory());

        Assert.Equal(Key.PublicKey.Fingerprint, key.PublicKey.Fingerprint);
    }

    [Fact]
    public void What_the_caller_gave_is_left_as_it_was()
    {
        byte[] content = [.. Key.Pkcs8];
        char[] text = Pem("PRIVATE KEY", Key.Pkcs8).ToCharArray();
        KeyReader.ReadPrivateKey(content).Dispose();
        KeyReader.ReadPrivateKey(text.AsMemory()).Dispose();

        Assert.Equal(Key.Pkcs8, content);
        Assert.Equal(Pem("PRIVATE KEY", Key.Pkcs8), new string(text));
    }
}
