using LianPay.Core.Keys;

namespace LianPay.Core.Tests.Keys;

/// <summary>Keys that OpenSSL wrote are read here, and keys that were written here are read by OpenSSL.</summary>
public sealed class OpenSslKeyTests : IDisposable
{
    private const string Passphrase = "correct horse 电池";
    private const string PassArgument = "pass:" + Passphrase;

    private readonly TempDirectory _directory = new();

    public OpenSslKeyTests()
    {
        File.WriteAllText(_directory.File("key.pem"), KeyFixtures.Pem("PRIVATE KEY", TestKeys.Merchant1024.Pkcs8));
        File.WriteAllText(_directory.File("key.pub"), KeyFixtures.Pem("PUBLIC KEY", TestKeys.Merchant1024.SubjectPublicKeyInfo));
    }

    public static TheoryData<string> PrivateConversions =>
    [
        "rsa -in key.pem -out new -traditional",
        "rsa -in key.pem -out new -outform DER",
        "rsa -in key.pem -out new -text",
        "pkcs8 -topk8 -nocrypt -in key.pem -out new",
        "pkcs8 -topk8 -nocrypt -in key.pem -out new -outform DER",
        "pkcs8 -topk8 -v2 aes-128-cbc -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v2 aes-192-cbc -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out new -passout PASS -outform DER",
        "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA1 -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA512 -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v2 des3 -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -scrypt -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v1 PBE-SHA1-3DES -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v1 PBE-SHA1-2DES -in key.pem -out new -passout PASS",
        "pkcs8 -topk8 -v1 PBE-SHA1-RC2-128 -in key.pem -out new -passout PASS -provider legacy -provider default",
        "pkcs8 -topk8 -v1 PBE-SHA1-RC2-40 -in key.pem -out new -passout PASS -provider legacy -provider default",
        "pkcs8 -topk8 -v1 PBE-MD5-DES -in key.pem -out new -passout PASS -provider legacy -provider default",
        "pkcs8 -topk8 -v1 PBE-SHA1-DES -in key.pem -out new -passout PASS -provider legacy -provider default",
        "pkcs8 -topk8 -v1 PBE-MD5-RC2-64 -in key.pem -out new -passout PASS -provider legacy -provider default",
        "pkcs8 -topk8 -v1 PBE-SHA1-RC2-64 -in key.pem -out new -passout PASS -provider legacy -provider default",
        "rsa -in key.pem -out new -traditional -aes128 -passout PASS",
        "rsa -in key.pem -out new -traditional -aes192 -passout PASS",
        "rsa -in key.pem -out new -traditional -aes256 -passout PASS",
        "rsa -in key.pem -out new -traditional -des3 -passout PASS",
        "rsa -in key.pem -out new -traditional -des -passout PASS -provider legacy -provider default",
    ];

    public static TheoryData<string> PublicConversions =>
    [
        "rsa -in key.pem -pubout -out new",
        "rsa -in key.pem -pubout -out new -outform DER",
        "rsa -in key.pem -RSAPublicKey_out -out new",
        "rsa -in key.pem -RSAPublicKey_out -out new -outform DER",
        "req -x509 -key key.pem -out new -days 3650 -subj /CN=merchant",
        "req -x509 -key key.pem -out new -days 3650 -subj /CN=merchant -outform DER",
        "req -x509 -key key.pem -out new -days 3650 -subj /CN=merchant -text",
    ];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(PrivateConversions))]
    public void A_private_key_that_openssl_wrote_is_read(string conversion)
    {
        Run(conversion);

        using RsaPrivateKey key = KeyReader.ReadPrivateKeyFile(_directory.File("new"), Passphrase.AsMemory());

        Assert.Equal(TestKeys.Merchant1024.PublicKey.Fingerprint, key.PublicKey.Fingerprint);
    }

    [Theory]
    [MemberData(nameof(PublicConversions))]
    public void A_public_key_or_certificate_that_openssl_wrote_is_read(string conversion)
    {
        Run(conversion);

        Assert.Equal(TestKeys.Merchant1024.PublicKey.Fingerprint, KeyReader.ReadPublicKeyFile(_directory.File("new")).Fingerprint);
    }

    [Theory]
    [InlineData("genrsa -out new 2048")]
    [InlineData("genrsa -traditional -out new 2048")]
    [InlineData("genrsa -3 -out new 1024")]
    public void A_private_key_that_openssl_made_is_sound(string command)
    {
        Run(command);

        using RsaPrivateKey key = KeyReader.ReadPrivateKeyFile(_directory.File("new"));

        Assert.Equal(OpenSsl.Run(_directory, "rsa", "-in", "new", "-noout", "-modulus").Trim()["Modulus=".Length..], Convert.ToHexString(key.Numbers.Modulus.ToByteArrayUnsigned()));
    }

    [Theory]
    [InlineData("ecparam -name prime256v1 -genkey -out new", KeyError.NotRsa)]
    [InlineData("genpkey -algorithm ED25519 -out new", KeyError.NotRsa)]
    [InlineData("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -out new", KeyError.NotRsa)]
    [InlineData("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3 -out new", KeyError.UnsupportedFormat)]
    [InlineData("genrsa -out new 512", KeyError.TooShort)]
    [InlineData("pkcs12 -export -inkey key.pem -nocerts -out new -passout PASS", KeyError.UnsupportedFormat)]
    [InlineData("req -new -key key.pem -out new -subj /CN=merchant", KeyError.UnsupportedFormat)]
    public void What_openssl_wrote_and_is_no_fit_key_is_refused_for_the_true_reason(string command, KeyError expected)
    {
        Run(command);

        // Read as content: openssl leaves a request open to all, which is another error.
        byte[] content = File.ReadAllBytes(_directory.File("new"));

        Assert.Equal(expected, Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(content, Passphrase.AsMemory())).Error);
    }

    [Fact]
    public void A_wrong_passphrase_is_told_for_what_openssl_encrypted()
    {
        foreach (string conversion in PrivateConversions.Select(row => row.Data).Where(text => text.Contains("PASS", StringComparison.Ordinal)))
        {
            Run(conversion);

            KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKeyFile(_directory.File("new"), "not that one".AsMemory()));
            Assert.Equal(KeyError.PassphraseWrong, exception.Error);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(Passphrase)]
    public void A_pair_that_was_made_here_is_read_by_openssl(string passphrase)
    {
        KeyPairFile pair = KeyPairFile.Create(_directory.File("made"), 2048, passphrase.AsMemory(), overwrite: false);

        Assert.Contains("RSA key ok", OpenSsl.Run(_directory, "rsa", "-in", "made", "-check", "-noout", "-passin", "pass:" + passphrase), StringComparison.Ordinal);
        string publicHalf = OpenSsl.Run(_directory, "pkey", "-in", "made", "-pubout", "-passin", "pass:" + passphrase);
        Assert.Equal(File.ReadAllText(pair.PublicKeyPath), publicHalf);
        Assert.Equal(pair.PublicKey, string.Concat(publicHalf.Split('\n')[1..^2]));
    }

    private void Run(string command) =>
        OpenSsl.Run(_directory, [.. command.Split(' ').Select(argument => argument == "PASS" ? PassArgument : argument)]);
}
