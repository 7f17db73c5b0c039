using System.Formats.Asn1;
using LianPay.Core.Keys;

namespace LianPay.Core.Tests.Keys;

public sealed class KeyPairFileTests : IDisposable
{
    private const string Passphrase = "open sesame";

    private readonly TempDirectory _directory = new();

    private string KeyPath => _directory.File("merchant.pem");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(Passphrase)]
    public void Both_halves_are_on_disk_and_fit(string passphrase)
    {
        KeyPairFile pair = Create(passphrase);

        using RsaPrivateKey privateKey = KeyReader.ReadPrivateKeyFile(pair.PrivateKeyPath, passphrase.AsMemory());
        RsaPublicKey publicKey = KeyReader.ReadPublicKeyFile(pair.PublicKeyPath);
        Assert.Equal(pair.Fingerprint, privateKey.PublicKey.Fingerprint);
        Assert.Equal(pair.Fingerprint, publicKey.Fingerprint);
        Assert.Equal(Convert.ToBase64String(publicKey.SubjectPublicKeyInfo.Span), pair.PublicKey);
        Assert.Equal(2048, pair.Bits);
        Assert.Equal(2048, privateKey.Bits);
        Assert.Equal(KeyPath, pair.PrivateKeyPath);
        Assert.Equal(KeyPath + ".pub", pair.PublicKeyPath);
    }

    [Fact]
    public void The_private_half_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(Create("").PrivateKeyPath));
    }

    [Fact]
    public void The_private_half_is_for_its_owner_alone_even_in_the_place_of_an_open_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        File.WriteAllText(KeyPath, "open to all");
        Assert.NotEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(KeyPath));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(Create("", overwrite: true).PrivateKeyPath));
    }

    [Fact]
    public void With_a_passphrase_nothing_in_the_clear_is_written_and_guessing_is_slow()
    {
        string pem = File.ReadAllText(Create(Passphrase).PrivateKeyPath);
        byte[] der = Convert.FromBase64String(string.Concat(pem.Split('\n')[1..^2]));

        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", pem, StringComparison.Ordinal);
        AsnReader pbes2 = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        Assert.Equal("1.2.840.113549.1.5.13", pbes2.ReadObjectIdentifier());
        AsnReader schemes = pbes2.ReadSequence();
        AsnReader derivation = schemes.ReadSequence();
        Assert.Equal("1.2.840.113549.1.5.12", derivation.ReadObjectIdentifier());
        AsnReader pbkdf2 = derivation.ReadSequence();
        Assert.True(pbkdf2.ReadOctetString().Length >= 8);
        Assert.True(pbkdf2.ReadInteger() >= 600_000);
        Assert.Equal("1.2.840.113549.2.9", pbkdf2.ReadSequence().ReadObjectIdentifier());
        Assert.Equal("2.16.840.1.101.3.4.1.42", schemes.ReadSequence().ReadObjectIdentifier());
    }

    [Theory]
    [InlineData("merchant.pem")]
    [InlineData("merchant.pem.pub")]
    public void A_file_that_is_there_is_not_touched_unless_that_was_asked_for(string existing)
    {
        File.WriteAllText(_directory.File(existing), "precious");

        Assert.Equal(KeyError.FileExists, Assert.Throws<KeyException>(() => Create("")).Error);

        Assert.Equal([_directory.File(existing)], Directory.GetFiles(_directory.Path));
        Assert.Equal("precious", File.ReadAllText(_directory.File(existing)));
    }

    [Fact]
    public void A_pair_is_replaced_when_that_was_asked_for()
    {
        string before = Create("").Fingerprint;
        string after = Create(Passphrase, overwrite: true).Fingerprint;

        Assert.NotEqual(before, after);
        Assert.Equal(after, KeyReader.ReadPublicKeyFile(KeyPath + ".pub").Fingerprint);
        Assert.Equal(after, KeyReader.ReadPrivateKeyFile(KeyPath, Passphrase.AsMemory()).PublicKey.Fingerprint);
    }

    [Fact]
    public void Nothing_but_the_pair_is_left_behind()
    {
        Create("");

        Assert.Equal([KeyPath, KeyPath + ".pub"], Directory.GetFiles(_directory.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_failure_leaves_the_old_private_half_and_no_temporary_file()
    {
        KeyPairFile old = Create("");
        File.Delete(old.PublicKeyPath);
        Directory.CreateDirectory(old.PublicKeyPath);

        Assert.Equal(KeyError.FileUnwritable, Assert.Throws<KeyException>(() => Create("", overwrite: true)).Error);

        Assert.Equal([KeyPath], Directory.GetFiles(_directory.Path));
        Assert.Equal(old.Fingerprint, KeyReader.ReadPrivateKeyFile(KeyPath).PublicKey.Fingerprint);
    }

    [Fact]
    public void Without_its_directory_a_pair_cannot_be_written() =>
        Assert.Equal(
            KeyError.FileUnwritable,
            Assert.Throws<KeyException>(() => KeyPairFile.Create(_directory.File("no/such/key.pem"), 2048, default, overwrite: false)).Error);

    [Fact]
    public void A_pair_is_not_written_over_the_network() =>
        Assert.Equal(
            KeyError.NetworkPath,
            Assert.Throws<KeyException>(() => KeyPairFile.Create(@"\\server\share\key.pem", 2048, default, overwrite: false)).Error);

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    [InlineData(2047)]
    public void A_new_key_below_2048_bits_is_too_short(int bits) =>
        Assert.Equal(KeyError.TooShort, Assert.Throws<KeyException>(() => KeyPairFile.Create(KeyPath, bits, default, overwrite: false)).Error);

    [Theory]
    [InlineData(2049)]
    [InlineData(8192)]
    public void A_length_that_the_portal_does_not_take_is_refused(int bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyPairFile.Create(KeyPath, bits, default, overwrite: false));

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private KeyPairFile Create(string passphrase, bool overwrite = false) =>
        KeyPairFile.Create(KeyPath, 2048, passphrase.AsMemory(), overwrite);
}
