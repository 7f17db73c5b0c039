using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LianPay.Core.Tests.Keys;

/// <summary>Keys in the shapes in which they are met, made when a test asks for them.</summary>
internal static class KeyFixtures
{
    private static readonly Lazy<byte[]> LazyCertificate = new(MakeCertificate);

    /// <summary>A certificate of <see cref="TestKeys.Merchant1024"/>, in DER.</summary>
    internal static byte[] Certificate => LazyCertificate.Value;

    internal static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>PEM with lines of the given width; 0 puts all on one line.</summary>
    internal static string Pem(string label, byte[] der, int columns = 64, string newLine = "\n") =>
        $"-----BEGIN {label}-----{newLine}{Base64(der, columns, newLine)}{newLine}-----END {label}-----{newLine}";

    internal static string Base64(byte[] der, int columns = 0, string newLine = "\n")
    {
        string base64 = Convert.ToBase64String(der);
        return columns == 0 ? base64 : string.Join(newLine, base64.Chunk(columns).Select(line => new string(line)));
    }

    /// <summary>An RSAPrivateKey of any numbers, sound or not.</summary>
    internal static byte[] Pkcs1(RSAParameters numbers, int version = 0) =>
        Sequence(writer =>
        {
            writer.WriteInteger(version);
            foreach (byte[]? number in (byte[]?[])[numbers.Modulus, numbers.Exponent, numbers.D, numbers.P, numbers.Q, numbers.DP, numbers.DQ, numbers.InverseQ])
            {
                WriteUnsigned(writer, number!);
            }
        });

    /// <summary>An RSAPublicKey of any numbers, sound or not.</summary>
    internal static byte[] Pkcs1Public(byte[] modulus, byte[] exponent) =>
        Sequence(writer =>
        {
            WriteUnsigned(writer, modulus);
            WriteUnsigned(writer, exponent);
        });

    /// <summary>PrivateKeyInfo with what RFC 5958 allows behind the key: attributes and the public key.</summary>
    internal static byte[] Pkcs8WithAttributes(TestKey key) =>
        Sequence(writer =>
        {
            writer.WriteInteger(1);
            WriteRsaAlgorithm(writer);
            writer.WriteOctetString(key.Pkcs1);
            Asn1Tag attributes = new(TagClass.ContextSpecific, 0, isConstructed: true);
            writer.PushSetOf(attributes);
            writer.PopSetOf(attributes);
            writer.WriteBitString(key.Pkcs1Public, tag: new Asn1Tag(TagClass.ContextSpecific, 1));
        });

    internal static byte[] EcPrivate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    internal static byte[] EcPublic()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfo();
    }

    internal static byte[] EcTraditional()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKey();
    }

    /// <summary>Encrypted PKCS#8 with parameters of the test's choice. The ciphertext is only as real as the test needs.</summary>
    internal static byte[] Encrypted(Action<AsnWriter> algorithm, byte[] ciphertext) =>
        Sequence(writer =>
        {
            writer.PushSequence();
            algorithm(writer);
            writer.PopSequence();
            writer.WriteOctetString(ciphertext);
        });

    internal static byte[] Sequence(Action<AsnWriter> fields)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.PushSequence();
        fields(writer);
        writer.PopSequence();
        return writer.Encode();
    }

    internal static void WriteRsaAlgorithm(AsnWriter writer)
    {
        writer.PushSequence();
        writer.WriteObjectIdentifier("1.2.840.113549.1.1.1");
        writer.WriteNull();
        writer.PopSequence();
    }

    private static void WriteUnsigned(AsnWriter writer, byte[] number) =>
        writer.WriteIntegerUnsigned(number.AsSpan().TrimStart((byte)0) is { Length: > 0 } trimmed ? trimmed : [0]);

    private static byte[] MakeCertificate()
    {
        using RSA rsa = TestKeys.Merchant1024.CreateRsa();
        CertificateRequest request = new("CN=merchant", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.RawData;
    }
}
