using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using LianPay.Core.Keys;
using static LianPay.Core.Tests.Keys.KeyFixtures;

namespace LianPay.Core.Tests.Keys;

/// <summary>Encrypted keys that .NET makes or that are bent by hand. OpenSSL's are in <see cref="OpenSslKeyTests"/>.</summary>
public sealed class EncryptedKeyTests
{
    private const string Passphrase = "a passphrase with ünïcödé 密码";

    private static readonly TestKey Key = TestKeys.Merchant1024;

    public static TheoryData<PbeEncryptionAlgorithm, string> PlatformSchemes => new()
    {
        { PbeEncryptionAlgorithm.Aes128Cbc, "SHA256" },
        { PbeEncryptionAlgorithm.Aes192Cbc, "SHA384" },
        { PbeEncryptionAlgorithm.Aes256Cbc, "SHA512" },
        { PbeEncryptionAlgorithm.Aes256Cbc, "SHA1" },
        { PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, "SHA1" },
    };

    [Theory]
    [MemberData(nameof(PlatformSchemes))]
    public void A_key_that_dotnet_encrypted_is_read(PbeEncryptionAlgorithm algorithm, string hash)
    {
        byte[] der = Encrypt(Passphrase, algorithm, new HashAlgorithmName(hash), 100);

        using RsaPrivateKey key = KeyReader.ReadPrivateKey(Ascii(Pem("ENCRYPTED PRIVATE KEY", der)), Passphrase.AsMemory());

        Assert.Equal(Key.PublicKey.Fingerprint, key.PublicKey.Fingerprint);
    }

    [Fact]
    public void Without_its_passphrase_the_person_is_asked_for_it() => Assert.Equal(KeyError.PassphraseMissing, ErrorOf(Encrypt(Passphrase), ""));

    [Fact]
    public void A_wrong_passphrase_is_never_anything_else()
    {
        // One in 256 wrong passphrases leaves padding that looks right: with 2,000 of them some do.
        byte[] pbes2 = Encrypt(Passphrase, iterations: 1);
        byte[] pkcs12 = Encrypt(Passphrase, PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 1);
        for (int attempt = 0; attempt < 2000; attempt++)
        {
            Assert.Equal(KeyError.PassphraseWrong, ErrorOf(pbes2, $"wrong {attempt}"));
            Assert.Equal(KeyError.PassphraseWrong, ErrorOf(pkcs12, $"wrong {attempt}"));
        }
    }

    [Fact]
    public void A_wrong_passphrase_of_a_traditional_key_is_never_anything_else()
    {
        string pem = $"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{new string('A', 32)}\n\n{Base64(new byte[640], 64)}\n-----END RSA PRIVATE KEY-----\n";
        for (int attempt = 0; attempt < 2000; attempt++)
        {
            Assert.Equal(KeyError.PassphraseWrong, ErrorOf(Ascii(pem), $"wrong {attempt}"));
        }
    }

    [Fact]
    public void An_encrypted_EC_key_is_called_what_it_is()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] der = key.ExportEncryptedPkcs8PrivateKey(Passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 10));

        Assert.Equal(KeyError.NotRsa, ErrorOf(der, Passphrase));
    }

    [Theory]
    [InlineData("10000001")]
    [InlineData("2147483648")]
    [InlineData("340282366920938463463374607431768211456")]
    [InlineData("0")]
    [InlineData("-1")]
    public void An_iteration_count_out_of_bounds_is_refused_before_any_work(string iterations)
    {
        BigInteger count = BigInteger.Parse(iterations, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(KeyError.UnsupportedEncryption, ErrorOf(Pbkdf2(writer => writer.WriteInteger(count)), Passphrase));
        Assert.Equal(KeyError.UnsupportedEncryption, ErrorOf(Pkcs12Scheme(count), Passphrase));
    }

    [Theory]
    [InlineData(16384, 8, 1, KeyError.PassphraseWrong)] // OpenSSL's default is derived
    [InlineData(1 << 20, 8, 1, KeyError.UnsupportedEncryption)] // 1 GiB
    [InlineData(16384, 8, 1000, KeyError.UnsupportedEncryption)] // 1,000 times the work
    [InlineData(16383, 8, 1, KeyError.UnsupportedEncryption)] // no power of two
    [InlineData(1, 8, 1, KeyError.UnsupportedEncryption)]
    [InlineData(1 << 16, 1, 1, KeyError.UnsupportedEncryption)] // N must be below 2^(16 r)
    [InlineData(16384, 0, 1, KeyError.UnsupportedEncryption)]
    [InlineData(16384, 8, 0, KeyError.UnsupportedEncryption)]
    [InlineData(16384, -8, -1, KeyError.UnsupportedEncryption)]
    public void Scrypt_is_done_within_bounds_only(int cost, int blockSize, int parallelism, KeyError expected)
    {
        byte[] der = Pbes2("1.3.6.1.4.1.11591.4.11", writer =>
        {
            writer.WriteOctetString(new byte[8]);
            writer.WriteInteger(cost);
            writer.WriteInteger(blockSize);
            writer.WriteInteger(parallelism);
        });

        Assert.Equal(expected, ErrorOf(der, Passphrase));
    }

    [Fact]
    public void A_hash_a_cipher_a_derivation_or_a_scheme_that_is_not_known_is_named_unsupported()
    {
        static void Ten(AsnWriter writer) => writer.WriteInteger(10);

        Assert.Equal(KeyError.UnsupportedEncryption, ErrorOf(Pbkdf2(Hmac("1.3.6.1.5.5.8.1.1")), Passphrase)); // MD5
        Assert.Equal(KeyError.UnsupportedEncryption, ErrorOf(Pbkdf2(Ten, cipher: "2.16.840.1.101.3.4.1.46"), Passphrase)); // AES-256-GCM
        Assert.Equal(KeyError.UnsupportedEncryption, ErrorOf(Pbes2("1.2.3.4", Ten), Passphrase));
        Assert.Equal(KeyError.UnsupportedEncryption, ErrorOf(Pkcs12Scheme(10, "1.2.840.113549.1.12.1.1"), Passphrase)); // RC4
    }

    [Fact]
    public void Of_a_hash_that_is_not_read_the_message_names_those_that_are()
    {
        // HMAC-SHA-224 is of the SHA-2 family, and not read all the same.
        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(Pbkdf2(Hmac("1.2.840.113549.2.8")), Passphrase.AsMemory()));

        Assert.Equal(KeyError.UnsupportedEncryption, exception.Error);
        Assert.Contains("another hash than SHA-1, SHA-256, SHA-384 and SHA-512", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ciphertext_that_is_no_whole_number_of_blocks_is_damage_and_no_wrong_passphrase() =>
        Assert.Equal(KeyError.NotAKey, ErrorOf(Pbkdf2(writer => writer.WriteInteger(10), ciphertext: new byte[17]), Passphrase));

    [Theory]
    [InlineData("AES-128-GCM,00112233445566778899AABBCCDDEEFF", KeyError.UnsupportedEncryption)]
    [InlineData("AES-128-CBC", KeyError.NotAKey)]
    [InlineData("AES-128-CBC,0011", KeyError.NotAKey)]
    [InlineData("AES-128-CBC,not hex", KeyError.NotAKey)]
    [InlineData("AES-128-CBC,00112233445566778899AABBCCDDEEFF", KeyError.PassphraseWrong)]
    public void A_DEK_Info_line_is_read_strictly(string value, KeyError expected)
    {
        string pem = $"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: {value}\n\n{Base64(new byte[64])}\n-----END RSA PRIVATE KEY-----\n";

        Assert.Equal(expected, ErrorOf(Ascii(pem), Passphrase));
    }

    [Fact]
    public void A_traditional_key_without_its_passphrase_is_asked_for_it()
    {
        string pem = $"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,0011223344556677\n\n{Base64(new byte[64])}\n-----END RSA PRIVATE KEY-----\n";

        Assert.Equal(KeyError.PassphraseMissing, ErrorOf(Ascii(pem), ""));
    }

    private static KeyError ErrorOf(byte[] content, string passphrase) =>
        Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(content, passphrase.AsMemory())).Error;

    private static byte[] Encrypt(string passphrase, int iterations = 10) =>
        Encrypt(passphrase, PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterations);

    private static byte[] Encrypt(string passphrase, PbeEncryptionAlgorithm algorithm, HashAlgorithmName hash, int iterations)
    {
        using RSA rsa = Key.CreateRsa();
        return rsa.ExportEncryptedPkcs8PrivateKey(passphrase, new PbeParameters(algorithm, hash, iterations));
    }

    /// <summary>What stands behind the salt: ten iterations, and the hash of the given HMAC.</summary>
    private static Action<AsnWriter> Hmac(string identifier) => writer =>
    {
        writer.WriteInteger(10);
        writer.PushSequence();
        writer.WriteObjectIdentifier(identifier);
        writer.PopSequence();
    };

    private static byte[] Pbkdf2(Action<AsnWriter> afterSalt, string cipher = "2.16.840.1.101.3.4.1.42", byte[]? ciphertext = null) =>
        Pbes2("1.2.840.113549.1.5.12", writer =>
        {
            writer.WriteOctetString(new byte[8]);
            afterSalt(writer);
        }, cipher, ciphertext);

    private static byte[] Pbes2(string derivation, Action<AsnWriter> parameters, string cipher = "2.16.840.1.101.3.4.1.42", byte[]? ciphertext = null) =>
        Encrypted(
            writer =>
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.5.13");
                writer.PushSequence();
                writer.PushSequence();
                writer.WriteObjectIdentifier(derivation);
                writer.PushSequence();
                parameters(writer);
                writer.PopSequence();
                writer.PopSequence();
                writer.PushSequence();
                writer.WriteObjectIdentifier(cipher);
                writer.WriteOctetString(new byte[16]);
                writer.PopSequence();
                writer.PopSequence();
            },
            ciphertext ?? new byte[64]);

    private static byte[] Pkcs12Scheme(BigInteger iterations, string scheme = "1.2.840.113549.1.12.1.3") =>
        Encrypted(
            writer =>
            {
                writer.WriteObjectIdentifier(scheme);
                writer.PushSequence();
                writer.WriteOctetString(new byte[8]);
                writer.WriteInteger(iterations);
                writer.PopSequence();
            },
            new byte[64]);
}
