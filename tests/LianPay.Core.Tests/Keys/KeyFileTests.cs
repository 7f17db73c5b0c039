using LianPay.Core.Keys;
using static LianPay.Core.Tests.Keys.KeyFixtures;

namespace LianPay.Core.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnlyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempDirectory _directory = new();

    public static TheoryData<UnixFileMode> ModesOpenToOthers =>
    [
        UnixFileMode.GroupRead, UnixFileMode.GroupWrite, UnixFileMode.GroupExecute,
        UnixFileMode.OtherRead, UnixFileMode.OtherWrite, UnixFileMode.OtherExecute,
    ];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_private_key_of_its_owner_alone_is_read()
    {
        using RsaPrivateKey key = KeyReader.ReadPrivateKeyFile(PrivateKeyFile("key.pem"));

        Assert.Equal(TestKeys.Merchant1024.PublicKey.Fingerprint, key.PublicKey.Fingerprint);
    }

    [Theory]
    [MemberData(nameof(ModesOpenToOthers))]
    public void A_private_key_that_others_can_reach_is_refused_with_the_command_that_mends_it(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        string path = PrivateKeyFile("key.pem", OwnerOnlyMode | others);

        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKeyFile(path));

        Assert.Equal(KeyError.FileTooOpen, exception.Error);
        Assert.Contains($"chmod 600 '{path}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_given_as_private_is_called_that_and_nobody_is_sent_to_chmod()
    {
        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKeyFile(PublicKeyFile("key.pub")));

        Assert.Equal(KeyError.PublicInsteadOfPrivate, exception.Error);
        Assert.Contains("key.pub", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_that_all_can_read_is_read() =>
        Assert.Equal(TestKeys.Merchant1024.PublicKey.Fingerprint, KeyReader.ReadPublicKeyFile(PublicKeyFile("key.pub")).Fingerprint);

    [Fact]
    public void A_link_is_followed_and_the_mode_of_its_target_counts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        string target = PrivateKeyFile("target.pem");
        string first = _directory.File("first");
        string second = _directory.File("second");
        File.CreateSymbolicLink(first, target);
        File.CreateSymbolicLink(second, first);

        KeyReader.ReadPrivateKeyFile(second).Dispose();
        SetMode(target, OwnerOnlyMode | UnixFileMode.OtherRead);

        Assert.Equal(KeyError.FileTooOpen, ErrorOfPrivate(second));
    }

    [Fact]
    public void Links_in_a_circle_are_no_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a privilege there");
        File.CreateSymbolicLink(_directory.File("a"), _directory.File("b"));
        File.CreateSymbolicLink(_directory.File("b"), _directory.File("a"));

        Assert.Equal(KeyError.FileUnreadable, ErrorOfPrivate(_directory.File("a")));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a privilege there");
        File.CreateSymbolicLink(_directory.File("link"), _directory.File("gone"));

        Assert.Equal(KeyError.FileNotFound, ErrorOfPrivate(_directory.File("link")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPublicKeyFile(_directory.File("gone.pem")));

        Assert.Equal(KeyError.FileNotFound, exception.Error);
        Assert.Contains("gone.pem", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("no such directory/key.pem")]
    public void A_path_that_leads_nowhere_is_no_file(string path) =>
        Assert.Equal(KeyError.FileNotFound, ErrorOfPrivate(path));

    [Fact]
    public void A_directory_is_no_key() =>
        Assert.Equal(KeyError.FileUnreadable, ErrorOfPrivate(_directory.Path));

    [Fact]
    public void An_empty_file_is_called_empty()
    {
        File.WriteAllBytes(_directory.File("empty"), []);

        Assert.Equal(KeyError.Empty, ErrorOfPrivate(_directory.File("empty")));
    }

    [Fact]
    public void A_device_that_never_ends_is_not_even_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such device there");

        Assert.Equal(KeyError.Empty, ErrorOfPrivate("/dev/zero"));
    }

    [Theory]
    [InlineData(64 * 1024, KeyError.NotAKey)]
    [InlineData((64 * 1024) + 1, KeyError.FileTooLarge)]
    public void No_more_than_64_KiB_are_read(int length, KeyError expected)
    {
        string path = _directory.File("large");
        File.WriteAllText(path, new string('x', length));

        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPublicKeyFile(path));

        Assert.Equal(expected, exception.Error);
    }

    [Fact]
    public void A_network_path_is_refused() =>
        Assert.Equal(KeyError.NetworkPath, ErrorOfPrivate(@"\\server\share\key.pem"));

    [Theory]
    [InlineData(@"\\server\share\key.pem", true, true)]
    [InlineData("//server/share/key.pem", true, true)]
    [InlineData(@"/\server\share\key.pem", true, true)]
    [InlineData(@"\\?\UNC\server\share\key.pem", true, true)]
    [InlineData(@"C:\keys\key.pem", true, false)]
    [InlineData(@"keys\key.pem", true, false)]
    [InlineData("/", true, false)]
    [InlineData("//srv/keys/key.pem", false, false)]
    [InlineData("/srv/keys/key.pem", false, false)]
    [InlineData(@"\\server\share\key.pem", false, true)]
    public void Network_paths_are_told_by_their_start(string path, bool onWindows, bool isNetwork) =>
        Assert.Equal(isNetwork, KeyPath.IsNetworkPath(path, onWindows));

    [Fact]
    public void A_key_given_in_the_place_of_its_path_is_not_shown()
    {
        foreach (string text in (string[])[Pem("PRIVATE KEY", TestKeys.Merchant1024.Pkcs8), Base64(TestKeys.Merchant1024.Pkcs8), Base64(TestKeys.Merchant1024.Pkcs1, 64)])
        {
            KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKeyFile(text));

            Assert.Equal(KeyError.FileNotFound, exception.Error);
            Assert.DoesNotContain(Base64(TestKeys.Merchant1024.Pkcs8)[..10], exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("MII", exception.Message, StringComparison.Ordinal);
        }
    }

    private static KeyError ErrorOfPrivate(string path) =>
        Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKeyFile(path)).Error;

    private string PrivateKeyFile(string name, UnixFileMode mode = OwnerOnlyMode)
    {
        string path = _directory.File(name);
        File.WriteAllText(path, Pem("PRIVATE KEY", TestKeys.Merchant1024.Pkcs8));
        SetMode(path, mode);
        return path;
    }

    private string PublicKeyFile(string name)
    {
        string path = _directory.File(name);
        File.WriteAllText(path, Pem("PUBLIC KEY", TestKeys.Merchant1024.SubjectPublicKeyInfo));
        SetMode(path, OwnerOnlyMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return path;
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
