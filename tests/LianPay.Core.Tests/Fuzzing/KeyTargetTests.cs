using System.Security.Cryptography;
using LianPay.Core.Keys;
using LianPay.Fuzz;
using LianPay.Fuzz.Keys;

namespace LianPay.Core.Tests.Fuzzing;

/// <summary>The oracle of keys complains of what is no sound key, and of a passphrase in a message.</summary>
[Collection(FuzzingTests.Collection)]
public sealed class KeyTargetTests
{
    [Fact]
    public void A_public_key_that_is_too_short_is_caught()
    {
        using RSA rsa = RSA.Create(512);
        RsaPublicKey shortKey = new(rsa.ExportParameters(includePrivateParameters: false));

        Assert.Throws<OracleException>(() => Feed(KeyReaders.Product with { Public = _ => shortKey }, "public-pem"));
    }

    [Fact]
    public void A_private_key_whose_halves_do_not_fit_is_caught()
    {
        RSAParameters numbers = DemoKeys.Merchant.Rsa.ExportParameters(includePrivateParameters: true);
        RSAParameters others = DemoKeys.Platform.Rsa.ExportParameters(includePrivateParameters: true);
        KeyReaders readers = KeyReaders.Product with { Private = (_, _) => new RsaPrivateKey(numbers with { DP = others.DP, DQ = others.DQ, D = others.D }) };

        // The platform itself may refuse it: either way it does not pass.
        Assert.NotNull(Record.Exception(() => Feed(readers, "pkcs8-der")));
    }

    [Fact]
    public void Bytes_that_are_a_private_and_a_public_key_are_caught() =>
        Assert.Throws<OracleException>(() => Feed(KeyReaders.Product with { Public = _ => DemoKeys.Merchant.Public }, "pkcs8-der"));

    [Fact]
    public void A_message_with_the_passphrase_in_it_is_caught()
    {
        KeyReaders readers = KeyReaders.Product with { Private = (_, passphrase) => throw new KeyException(KeyError.PassphraseWrong, $"Not {passphrase}.") };

        Assert.Throws<OracleException>(() => new EncryptedKeyTarget(readers).Run(Corpus.Read("encrypted-key", "pbes2-aes128-sha1")));
    }

    [Fact]
    public void The_encrypted_keys_of_the_corpus_do_open()
    {
        int opened = 0;
        KeyReaders readers = KeyReaders.Product with
        {
            Private = (content, passphrase) =>
            {
                RsaPrivateKey key = KeyReaders.Product.Private(content, passphrase);
                opened++;
                return key;
            },
        };

        string[] schemes = ["pbes2-aes128-sha1", "pbes2-aes256-sha256", "pbes2-aes192-sha512", "pbes2-des3", "scrypt", "pbes1-md5-des", "pbes1-sha1-rc2", "pkcs12-des3", "pkcs12-rc2-40", "dek-aes128", "dek-des3"];
        Assert.All(schemes, scheme => new EncryptedKeyTarget(readers).Run(Corpus.Read("encrypted-key", scheme)));
        Assert.Equal(schemes.Length, opened);
    }

    [Fact]
    public void Another_exception_than_the_products_own_comes_out() =>
        Assert.Throws<CryptographicException>(() => Feed(KeyReaders.Product with { Public = _ => throw new CryptographicException() }, "public-pem"));

    private static void Feed(KeyReaders readers, string input) => new KeyTarget(readers).Run(Corpus.Read("key", input));
}
