using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Keys;
using static LianPay.Core.Tests.Keys.KeyFixtures;

namespace LianPay.Core.Tests.Keys;

/// <summary>However a key is damaged, there is one kind of exception, and nothing of the key or the passphrase in it.</summary>
public sealed class KeySecrecyTests : IDisposable
{
    private const string Passphrase = "Qz7vK-Xw9!Ru4+Jm2%Ty6";

    /// <summary>The shortest piece of a secret that counts as given away, in characters.</summary>
    private const int PieceLength = 8;

    private static readonly TestKey Key = TestKeys.Merchant1024;

    private static readonly Lazy<byte[]> LazyEncrypted = new(() =>
    {
        using RSA rsa = Key.CreateRsa();
        return rsa.ExportEncryptedPkcs8PrivateKey(Passphrase, new PbeParameters(
            PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));
    });

    private static readonly Dictionary<string, Func<byte[]>> Forms = new()
    {
        ["PKCS#8, DER"] = () => Key.Pkcs8,
        ["PKCS#8, PEM"] = () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8)),
        ["PKCS#8, base64"] = () => Ascii(Base64(Key.Pkcs8)),
        ["PKCS#1, DER"] = () => Key.Pkcs1,
        ["PKCS#1, PEM"] = () => Ascii(Pem("RSA PRIVATE KEY", Key.Pkcs1, 76, "\r\n")),
        ["encrypted, DER"] = () => LazyEncrypted.Value,
        ["encrypted, PEM"] = () => Ascii(Pem("ENCRYPTED PRIVATE KEY", LazyEncrypted.Value)),
        ["SPKI, PEM"] = () => Ascii(Pem("PUBLIC KEY", Key.SubjectPublicKeyInfo)),
        ["SPKI, DER"] = () => Key.SubjectPublicKeyInfo,
        ["certificate, DER"] = () => Certificate,
    };

    private readonly TempDirectory _directory = new();

    public static TheoryData<string> FormNames => [.. Forms.Keys];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(FormNames))]
    public void A_key_cut_short_anywhere_is_refused_and_gives_nothing_away(string form)
    {
        byte[] whole = Forms[form]();
        HashSet<string> secrets = SecretsOf(whole);
        bool mayEndEarly = form.Contains("PEM", StringComparison.Ordinal);
        for (int length = 0; length < whole.Length; length += 3)
        {
            int refused = Read(whole[..length], secrets);

            // Without the last line end a PEM is whole; DER and base64 never are.
            Assert.True(refused == 2 || (mayEndEarly && length >= whole.Length - 2));
        }
    }

    [Theory]
    [MemberData(nameof(FormNames))]
    public void A_key_with_one_bit_turned_gives_nothing_but_a_key_exception(string form)
    {
        byte[] whole = Forms[form]();
        HashSet<string> secrets = SecretsOf(whole);
        int refused = 0;
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] turned = [.. whole];
            turned[position] ^= (byte)(1 << (position % 8));
            refused += Read(turned, secrets);
        }

        Assert.InRange(refused, whole.Length, whole.Length * 2);
    }

    [Fact]
    public void A_private_key_with_one_bit_of_its_numbers_turned_is_never_taken()
    {
        // From the modulus to the end of an RSAPrivateKey every byte counts.
        for (int position = 8; position < Key.Pkcs1.Length; position++)
        {
            byte[] turned = [.. Key.Pkcs1];
            turned[position] ^= (byte)(1 << (position % 8));
            Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(turned));
        }
    }

    [Fact]
    public void Random_bytes_in_any_dress_give_nothing_but_a_key_exception()
    {
        // Seeded, so that a failure comes again.
        Random random = new(20170208);
        HashSet<string> secrets = SecretsOf([]);
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            byte[] dressed = (round % 4) switch
            {
                0 => bytes,
                1 => Ascii(Base64(bytes)),
                2 => Ascii(Pem("ENCRYPTED PRIVATE KEY", bytes)),
                _ => [0x30, 0x82, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes],
            };
            Assert.Equal(2, Read(dressed, secrets));
        }
    }

    [Fact]
    public void No_refusal_of_a_file_gives_anything_away()
    {
        string path = _directory.File("key.pem");
        foreach (Func<byte[]> content in Forms.Values)
        {
            byte[] whole = content();
            File.WriteAllBytes(path, whole);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            string text = TextOf(whole);
            foreach (Exception? exception in (Exception?[])[
                Record.Exception(() => KeyReader.ReadPrivateKeyFile(path, "wrong".AsMemory())),
                Record.Exception(() => KeyReader.ReadPublicKeyFile(path)),
                Record.Exception(() => KeyReader.ReadPrivateKeyFile(text, Passphrase.AsMemory())),
                Record.Exception(() => KeyReader.ReadPublicKeyFile(text))])
            {
                GivesNothingAway(exception, SecretsOf(whole));
            }
        }
    }

    [Fact]
    public void The_key_itself_shows_nothing_of_itself() =>
        Assert.Equal(typeof(RsaPrivateKey).FullName, Key.PrivateKey.ToString());

    /// <summary>Reads as a private and as a public key, and counts the refusals.</summary>
    private static int Read(byte[] content, HashSet<string> secrets)
    {
        Exception? asPrivate = Record.Exception(() => KeyReader.ReadPrivateKey(content, Passphrase.AsMemory()).Dispose());
        Exception? asPublic = Record.Exception(() => KeyReader.ReadPublicKey(content));
        GivesNothingAway(asPrivate, secrets);
        GivesNothingAway(asPublic, secrets);
        return (asPrivate is null ? 0 : 1) + (asPublic is null ? 0 : 1);
    }

    private static void GivesNothingAway(Exception? exception, HashSet<string> secrets)
    {
        if (exception is null)
        {
            return;
        }

        Assert.IsType<KeyException>(exception);
        Assert.Null(exception.InnerException);
        Assert.Empty(exception.Data);
        Assert.False(Pieces(exception.Message).Any(secrets.Contains), $"A piece of a secret is in: {exception.Message}");
    }

    /// <summary>The pieces of the key's text and of the passphrase that no message may hold.</summary>
    private static HashSet<string> SecretsOf(byte[] key) => [.. Pieces(Body(TextOf(key))), .. Pieces(Passphrase)];

    private static string TextOf(byte[] key) => key is [0x30, ..] ? Convert.ToBase64String(key) : Encoding.ASCII.GetString(key);

    /// <summary>Without the BEGIN and END lines, which are no secret.</summary>
    private static string Body(string text) =>
        string.Concat(text.Split('\n').Where(line => !line.Contains("-----", StringComparison.Ordinal)).Select(line => line.Trim()));

    private static IEnumerable<string> Pieces(string text) =>
        Enumerable.Range(0, Math.Max(0, text.Length - PieceLength + 1)).Select(start => text.Substring(start, PieceLength));
}
