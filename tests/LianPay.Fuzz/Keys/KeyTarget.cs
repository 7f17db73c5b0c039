using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LianPay.Core.Keys;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Keys;

/// <summary>Reads a private or a public key; the product's <see cref="KeyReader"/>, or a broken one that the oracle must catch.</summary>
internal sealed record KeyReaders(Func<byte[], ReadOnlyMemory<char>, RsaPrivateKey> Private, Func<byte[], RsaPublicKey> Public)
{
    internal static KeyReaders Product { get; } = new((content, passphrase) => KeyReader.ReadPrivateKey(content, passphrase), content => KeyReader.ReadPublicKey(content));
}

/// <summary>The content of a file as a private and as a public key, without a passphrase: PEM, DER, base64, and whatever else a merchant may give.</summary>
internal sealed class KeyTarget(KeyReaders readers) : IFuzzTarget
{
    public string Name => "key";

    public void Run(byte[] input)
    {
        RsaPrivateKey? privateKey = KeyOracle.Read(() => readers.Private(input, default), passphrase: default);
        RsaPublicKey? publicKey = KeyOracle.Read(() => readers.Public(input), passphrase: default);
        Require(privateKey is null || publicKey is null, "The same bytes are a private and a public key.");
        KeyOracle.Check(privateKey);
        KeyOracle.Check(publicKey);

        // Text, as it comes out of a secret store, has a way of its own.
        RsaPublicKey? fromText = KeyOracle.Read(() => KeyReader.ReadPublicKey(Encoding.Latin1.GetString(input).AsMemory()), passphrase: default);
        KeyOracle.Check(fromText);
    }

    public IEnumerable<Seed> Seeds()
    {
        RSA rsa = DemoKeys.Merchant.Rsa;
        yield return new("pkcs8-base64", Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()));
        yield return new("pkcs8-pem", rsa.ExportPkcs8PrivateKeyPem());
        yield return new("pkcs8-der", rsa.ExportPkcs8PrivateKey());
        yield return new("pkcs1-pem", $"Bag Attributes\n    friendlyName: merchant\n{rsa.ExportRSAPrivateKeyPem()}\n");
        yield return new("pkcs1-der", rsa.ExportRSAPrivateKey());
        yield return new("public-base64", Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo(), Base64FormattingOptions.InsertLineBreaks));
        yield return new("public-pem", rsa.ExportSubjectPublicKeyInfoPem());
        yield return new("public-der", rsa.ExportSubjectPublicKeyInfo());
        yield return new("public-pkcs1-pem", rsa.ExportRSAPublicKeyPem());
        yield return new("public-utf16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(rsa.ExportSubjectPublicKeyInfoPem())]);
        yield return new("two-blocks", $"{rsa.ExportSubjectPublicKeyInfoPem()}\n{rsa.ExportRSAPublicKeyPem()}");
        yield return new("stray-key", $"{Convert.ToBase64String(rsa.ExportRSAPublicKey())}\n{rsa.ExportRSAPublicKeyPem()}");
        yield return new("certificate-pem", Certificate(rsa));
        yield return new("ec", Sequence(writer =>
        {
            writer.PushSequence();
            writer.WriteObjectIdentifier("1.2.840.10045.2.1");
            writer.WriteObjectIdentifier("1.2.840.10045.3.1.7");
            writer.PopSequence();
            writer.WriteBitString(new byte[65]);
        }));
        yield return new("three-primes", Sequence(writer =>
        {
            for (int number = 1; number < 10; number++)
            {
                writer.WriteInteger(number);
            }
        }));
        yield return new("openssh", "ssh-rsa AAAAB3NzaC1yc2E= merchant");
        yield return new("encrypted-header", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        yield return new("damaged-armour", "-----BEGIN PUBLIC KEY-----\nMIGf\n----END PUBLIC KEY-----\n");
    }

    private static string Certificate(RSA rsa)
    {
        CertificateRequest request = new("CN=merchant", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), [1]);
        return certificate.ExportCertificatePem();
    }

    private static byte[] Sequence(Action<AsnWriter> fields)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.PushSequence();
        fields(writer);
        writer.PopSequence();
        return writer.Encode();
    }
}
