using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LianPay.Core.Keys;
using LianPay.Core.Signing;
using LianPay.Core.Tests.Keys;
using LianPay.Core.Tests.Signing;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using KeyException = LianPay.Core.Keys.KeyException;

namespace LianPay.Core.Tests;

/// <summary>The published vectors of Project Wycheproof for what this product uses. Each test writes its figures to its output.</summary>
public sealed class WycheproofTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>The hashes that the platform's RSA knows.</summary>
    private static readonly Dictionary<string, HashAlgorithmName> PlatformHashes = new(StringComparer.Ordinal)
    {
        ["SHA-1"] = HashAlgorithmName.SHA1,
        ["SHA-256"] = HashAlgorithmName.SHA256,
        ["SHA-384"] = HashAlgorithmName.SHA384,
        ["SHA-512"] = HashAlgorithmName.SHA512,
        ["SHA3-256"] = HashAlgorithmName.SHA3_256,
        ["SHA3-384"] = HashAlgorithmName.SHA3_384,
        ["SHA3-512"] = HashAlgorithmName.SHA3_512,
    };

    /// <summary>hmacWithSHA1 to hmacWithSHA512 (RFC 8018, B.1.2).</summary>
    private static readonly Dictionary<string, string> PseudoRandomFunctions = new(StringComparer.Ordinal)
    {
        ["1"] = "1.2.840.113549.2.7",
        ["224"] = "1.2.840.113549.2.8",
        ["256"] = "1.2.840.113549.2.9",
        ["384"] = "1.2.840.113549.2.10",
        ["512"] = "1.2.840.113549.2.11",
    };

    private static readonly Dictionary<string, string> Ciphers = new(StringComparer.Ordinal)
    {
        ["128"] = "2.16.840.1.101.3.4.1.2",
        ["192"] = "2.16.840.1.101.3.4.1.22",
        ["256"] = "2.16.840.1.101.3.4.1.42",
    };

    // The checks of reading take longer than the vectors of a key.
    private readonly Dictionary<string, RsaPublicKey> _publicKeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RsaPrivateKey> _privateKeys = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (RsaPrivateKey key in _privateKeys.Values)
        {
            key.Dispose();
        }
    }

    /// <remarks>The product knows no hash but MD5, and there is no file for it: here are its two ways of verifying, with the file's hash in its place.</remarks>
    [Fact]
    public void Signatures_are_taken_and_refused_as_the_files_have_it_in_both_ways_that_the_product_verifies()
    {
        int platform = 0, comparison = 0, missingNull = 0, laxBouncyCastle = 0;
        List<string> differences = [];
        IReadOnlyList<WycheproofFile> files = [.. WycheproofFile.Read("rsa_signature_*_test.json"), .. WycheproofFile.Read("rsa_pkcs1_*_sig_gen_test.json")];
        foreach (WycheproofFile file in files)
        {
            foreach ((JsonElement group, JsonElement vector) in file.Vectors)
            {
                string hash = WycheproofFile.Text(group, "sha");
                RsaPublicKey key = PublicKeyOf(group);
                byte[] message = WycheproofFile.Bytes(vector, "msg");
                byte[] signature = WycheproofFile.Bytes(vector, "sig");

                // "acceptable" is a short key or SHA-1 where the padding is sound, and else a missing NULL, which is refused here.
                bool isNullMissing = Flags(vector).Contains("MissingNull");
                bool isValid = WycheproofFile.Text(vector, "result") != "invalid" && !isNullMissing;
                missingNull += isNullMissing ? 1 : 0;

                comparison++;
                Compare("comparison", VerifyByComparison(key, hash, message, signature));
                laxBouncyCastle += VerifyByBouncyCastle(key, hash, message, signature) != isValid ? 1 : 0;
                if (PlatformHashes.TryGetValue(hash, out HashAlgorithmName name))
                {
                    platform++;
                    using RsaPool.Lease lease = key.Pool.Rent();
                    Compare("platform", lease.Rsa.VerifyData(message, signature, name, RSASignaturePadding.Pkcs1));
                }

                void Compare(string way, bool verdict)
                {
                    if (verdict != isValid)
                    {
                        differences.Add($"{way}: {file.Name} {vector.GetProperty("tcId").GetInt32()} {vector.GetProperty("comment").GetString()}");
                    }
                }
            }
        }

        Report($"{files.Count} files; platform {platform} vectors, comparison of the block {comparison} vectors, {missingNull} of them with a missing NULL; BouncyCastle's own verifier differs in {laxBouncyCastle}");
        Assert.Empty(differences);
    }

    /// <remarks>The files have MD5 only as the wrong hash, and so one signature each that is right here.</remarks>
    [Fact]
    public void The_signatures_with_MD5_are_taken_by_both_engines_and_no_other_is_and_none_makes_them_stumble()
    {
        int taken = 0, refused = 0;
        foreach ((JsonElement group, JsonElement vector) in Vectors("rsa_signature_*_test.json"))
        {
            bool isMd5 = WycheproofFile.Text(vector, "comment").StartsWith("The message is hashed with MD5 instead of ", StringComparison.Ordinal);
            RsaPublicKey key = PublicKeyOf(group);
            taken += isMd5 ? 1 : 0;
            refused += isMd5 ? 0 : 1;
            Assert.All(RsaEngines.Both, engine => Assert.Equal(isMd5, engine.Verify(key, WycheproofFile.Bytes(vector, "msg"), WycheproofFile.Bytes(vector, "sig"))));
        }

        Report($"{taken} taken, {refused} refused, each by both engines");
        Assert.True(taken > 0, "No signature with MD5 was found.");
    }

    [Fact]
    public void Both_engines_sign_alike_with_the_private_keys_of_the_files()
    {
        int vectors = 0, unequalPrimes = 0;
        foreach ((JsonElement group, JsonElement vector) in Vectors("rsa_pkcs1_*_sig_gen_test.json"))
        {
            if (HasUnequalPrimes(group))
            {
                unequalPrimes++;
                continue;
            }

            RsaPrivateKey key = PrivateKeyOf(group);
            byte[] message = WycheproofFile.Bytes(vector, "msg");
            byte[] signature = PlatformRsa.Instance.Sign(key, message);
            vectors++;
            Assert.Equal(signature, BouncyCastleRsa.Instance.Sign(key, message));
            Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(key.PublicKey, message, signature)));
        }

        Report($"{vectors} messages, signed with MD5 by both engines; {unequalPrimes} left out because their key has primes of unequal length, which is refused when it is read");
    }

    [Fact]
    public void Both_engines_open_what_OAEP_with_SHA1_and_no_label_sealed_soundly_and_nothing_else()
    {
        int opened = 0, refused = 0, otherHash = 0, withLabel = 0, tooLong = 0;
        foreach ((JsonElement group, JsonElement vector) in Vectors("rsa_oaep_*_test.json"))
        {
            if (group.GetProperty("keySize").GetInt32() > KeyChecks.MaxPrivateBits)
            {
                tooLong++;
                continue;
            }

            RsaPrivateKey key = PrivateKeyOf(group);
            byte[] cipherText = WycheproofFile.Bytes(vector, "ct");
            bool isOurs = (WycheproofFile.Text(group, "sha"), WycheproofFile.Text(group, "mgfSha")) == ("SHA-1", "SHA-1");
            bool hasLabel = WycheproofFile.Text(vector, "label").Length > 0;
            if (isOurs && !hasLabel && WycheproofFile.Text(vector, "result") == "valid")
            {
                opened++;
                Assert.All(RsaEngines.Both, engine => Assert.Equal(WycheproofFile.Bytes(vector, "msg"), engine.Decrypt(key, cipherText)));
                continue;
            }

            refused += isOurs && !hasLabel ? 1 : 0;
            otherHash += isOurs ? 0 : 1;
            withLabel += isOurs && hasLabel ? 1 : 0;
            Assert.All(RsaEngines.Both, engine => Assert.ThrowsAny<CryptographicException>(() => engine.Decrypt(key, cipherText)));
        }

        Report($"{opened} opened, {refused} invalid ones refused, {withLabel} with a label refused, {otherHash} with another hash refused, each by both engines; {tooLong} left out because their key has more bits than a private key may have");
    }

    [Fact]
    public void A_key_of_three_primes_is_refused_when_it_is_read()
    {
        foreach ((JsonElement group, _) in Vectors("rsa_three_primes_oaep_*_test.json").DistinctBy(pair => WycheproofFile.Text(pair.Group, "privateKeyPkcs8")))
        {
            KeyException exception = Assert.Throws<KeyException>(() => PrivateKeyOf(group));
            Report($"{WycheproofFile.Text(group, "sha")}: {exception.Error}, {exception.Message}");
        }
    }

    [Fact]
    public void The_MAC_of_an_envelope_is_the_one_of_the_file()
    {
        int valid = 0, invalid = 0;
        foreach ((_, JsonElement vector) in Vectors("hmac_sha256_test.json"))
        {
            byte[] tag = WycheproofFile.Bytes(vector, "tag");
            byte[] mac = HMACSHA256.HashData(WycheproofFile.Bytes(vector, "key"), WycheproofFile.Bytes(vector, "msg"));
            bool isValid = WycheproofFile.Text(vector, "result") == "valid";
            Assert.Equal(isValid, CryptographicOperations.FixedTimeEquals(mac.AsSpan(0, tag.Length), tag));
            valid += isValid ? 1 : 0;
            invalid += isValid ? 0 : 1;
        }

        Report($"{valid} valid, {invalid} invalid");
    }

    [Fact]
    public void An_encrypted_key_is_decrypted_as_the_files_have_it()
    {
        int decrypted = 0, noText = 0, unsupported = 0;
        IReadOnlyList<WycheproofFile> files = WycheproofFile.Read("pbes2_hmacsha*_aes_*_test.json");
        foreach (WycheproofFile file in files)
        {
            foreach ((_, JsonElement vector) in file.Vectors)
            {
                byte[] der = EncryptedKey(file.Name, vector);
                if (ReadUtf8(WycheproofFile.Bytes(vector, "password")) is not { } passphrase)
                {
                    // A passphrase that is no text cannot be given.
                    noText++;
                }
                else if (file.Name.Contains("hmacsha224", StringComparison.Ordinal))
                {
                    unsupported++;
                    Assert.Equal(KeyError.UnsupportedEncryption, Assert.Throws<KeyException>(() => Pkcs8Encryption.Decrypt(der, passphrase)).Error);
                }
                else
                {
                    decrypted++;
                    Assert.Equal(WycheproofFile.Bytes(vector, "msg"), Pkcs8Encryption.Decrypt(der, passphrase));
                }
            }
        }

        Report($"{files.Count} files; {decrypted} decrypted, {unsupported} refused for HMAC-SHA-224, {noText} left out because their passphrase is no UTF-8");
    }

    private static IEnumerable<(JsonElement Group, JsonElement Vector)> Vectors(string pattern) => WycheproofFile.Read(pattern).SelectMany(file => file.Vectors);

    private RsaPublicKey PublicKeyOf(JsonElement group)
    {
        JsonElement numbers = group.TryGetProperty("publicKey", out JsonElement key) ? key : group.GetProperty("privateKey");
        string modulus = WycheproofFile.Text(numbers, "modulus");
        if (!_publicKeys.TryGetValue(modulus, out RsaPublicKey? read))
        {
            read = KeyChecks.PublicKey(Convert.FromHexString(modulus), Convert.FromHexString("00" + WycheproofFile.Text(numbers, "publicExponent")));
            _publicKeys.Add(modulus, read);
        }

        return read;
    }

    private RsaPrivateKey PrivateKeyOf(JsonElement group)
    {
        string pkcs8 = WycheproofFile.Text(group, "privateKeyPkcs8");
        if (!_privateKeys.TryGetValue(pkcs8, out RsaPrivateKey? read))
        {
            read = KeyReader.ReadPrivateKey(Convert.ToBase64String(Convert.FromHexString(pkcs8)).AsMemory());
            _privateKeys.Add(pkcs8, read);
        }

        return read;
    }

    /// <summary>Keys made for signatures that are close to zero or to the modulus. The platform does not take them, and no tool of LianLian makes one.</summary>
    private bool HasUnequalPrimes(JsonElement group)
    {
        try
        {
            PrivateKeyOf(group);
            return false;
        }
        catch (KeyException exception)
        {
            Assert.Equal(KeyError.Unsound, exception.Error);
            Assert.Contains("its primes differ in length", exception.Message, StringComparison.Ordinal);
            return true;
        }
    }

    private static string[] Flags(JsonElement vector) => [.. vector.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()!)];

    /// <summary>As <see cref="BouncyCastleRsa"/> does it for MD5: the one block that is right, made anew and compared whole.</summary>
    private static bool VerifyByComparison(RsaPublicKey key, string hash, byte[] message, byte[] signature)
    {
        int length = (key.Bits + 7) / 8;
        BigInteger number = new(1, signature);
        if (signature.Length != length || number.CompareTo(key.Numbers.Modulus) >= 0)
        {
            return false;
        }

        AlgorithmIdentifier algorithm = new(DigestUtilities.GetObjectIdentifier(hash), DerNull.Instance);
        byte[] digestInfo = new Org.BouncyCastle.Asn1.X509.DigestInfo(algorithm, DigestUtilities.CalculateDigest(hash, message)).GetDerEncoded();
        byte[] block = [0, 1, .. Enumerable.Repeat((byte)0xff, length - 3 - digestInfo.Length), 0, .. digestInfo];
        return RawRsa.FixedLength(number.ModPow(key.Numbers.Exponent, key.Numbers.Modulus), length).AsSpan().SequenceEqual(block);
    }

    /// <summary>As the product does not do it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Any exception is a refusal here.")]
    private static bool VerifyByBouncyCastle(RsaPublicKey key, string hash, byte[] message, byte[] signature)
    {
        try
        {
            RsaDigestSigner signer = new(DigestUtilities.GetDigest(hash), DigestUtilities.GetObjectIdentifier(hash));
            signer.Init(forSigning: false, key.Numbers);
            signer.BlockUpdate(message);
            return signer.VerifySignature(signature);
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>The EncryptedPrivateKeyInfo that has the vector's parameters. What is inside need not be a key to be decrypted.</summary>
    private static byte[] EncryptedKey(string file, JsonElement vector)
    {
        string[] words = file.Split('_');
        return KeyFixtures.Encrypted(
            algorithm =>
            {
                algorithm.WriteObjectIdentifier("1.2.840.113549.1.5.13");
                algorithm.PushSequence();
                algorithm.PushSequence();
                algorithm.WriteObjectIdentifier("1.2.840.113549.1.5.12");
                algorithm.PushSequence();
                algorithm.WriteOctetString(WycheproofFile.Bytes(vector, "salt"));
                algorithm.WriteInteger(vector.GetProperty("iterationCount").GetInt32());
                algorithm.PushSequence();
                algorithm.WriteObjectIdentifier(PseudoRandomFunctions[words[1]["hmacsha".Length..]]);
                algorithm.WriteNull();
                algorithm.PopSequence();
                algorithm.PopSequence();
                algorithm.PopSequence();
                algorithm.PushSequence();
                algorithm.WriteObjectIdentifier(Ciphers[words[3]]);
                algorithm.WriteOctetString(WycheproofFile.Bytes(vector, "iv"));
                algorithm.PopSequence();
                algorithm.PopSequence();
            },
            WycheproofFile.Bytes(vector, "ct"));
    }

    private static string? ReadUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private void Report(FormattableString figures) => output.WriteLine(figures.ToString(CultureInfo.InvariantCulture));
}
