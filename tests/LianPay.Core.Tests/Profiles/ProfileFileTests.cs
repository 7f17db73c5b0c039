using LianPay.Core.Profiles;

namespace LianPay.Core.Tests.Profiles;

public sealed class ProfileFileTests : IDisposable
{
    private static readonly TimeSpan NoPatience = TimeSpan.Zero;

    private readonly TempDirectory _folder = new();

    private string Path => _folder.File("profiles.json");

    private ProfileFile File => new(Path);

    [Fact]
    public void A_profile_is_found_by_its_name_whatever_the_case()
    {
        File.Save(new("North", Settings.WithFiles), overwrite: false);
        File.Save(new("south", Settings.Least), overwrite: false);

        Assert.Equal(Settings.Text(new("North", Settings.WithFiles)), Settings.Text(File.Find("north")));
        Assert.Equal(["North", "south"], File.Read().Select(profile => profile.Name));
        Assert.True(File.Contains("SOUTH"));
        Assert.False(File.Contains("east"));
    }

    [Fact]
    public void A_profile_that_is_there_is_replaced_only_when_that_was_said_and_keeps_its_place()
    {
        File.Save(new("north", Settings.Least), overwrite: false);
        File.Save(new("south", Settings.Least), overwrite: false);

        Assert.Equal(ProfileError.Exists, Refused(() => File.Save(new("NORTH", Settings.WithSecrets), overwrite: false)).Error);
        Assert.Null(File.Find("north").Settings.PrivateKeySecretName);

        File.Save(new("NORTH", Settings.WithSecrets), overwrite: true);
        Assert.Equal(["NORTH", "south"], File.Read().Select(profile => profile.Name));
        Assert.NotNull(File.Find("north").Settings.PrivateKeySecretName);
    }

    [Fact]
    public void A_name_that_is_not_there_is_told_with_those_that_are()
    {
        Assert.Contains("It has none", Refused(() => File.Find("north")).Message, StringComparison.Ordinal);
        File.Save(new("south", Settings.Least), overwrite: false);
        File.Save(new("east", Settings.Least), overwrite: false);

        ProfileException exception = Refused(() => File.Find("north"));

        Assert.Equal(ProfileError.NotFound, exception.Error);
        Assert.Contains("'north'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("south, east", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_in_the_place_of_a_name_is_not_quoted()
    {
        string key = Convert.ToBase64String(TestKeys.Merchant2048.Pkcs8);

        Assert.DoesNotContain(key[..20], Refused(() => File.Find(key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_for_its_owner_alone_even_in_the_place_of_one_that_others_could_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        File.Save(new("north", Settings.Least), overwrite: false);
        SetMode((UnixFileMode)0b110_100_100);

        File.Save(new("south", Settings.Least), overwrite: false);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode());
        Assert.Equal(2, File.Read().Count);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_can_write_is_not_used_and_not_mended(UnixFileMode more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        File.Save(new("north", Settings.Least), overwrite: false);
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | more;
        SetMode(mode);

        Assert.Equal(ProfileError.FileTooOpen, Refused(() => File.Find("north")).Error);
        Assert.Contains("chmod 600", Refused(() => File.Save(new("south", Settings.Least), overwrite: false)).Message, StringComparison.Ordinal);
        Assert.Equal(mode, Mode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"version\": 1, \"profiles\": { \"north\": {")]
    [InlineData("{ \"version\": 2, \"profiles\": {} }")]
    public void A_file_that_is_not_sound_is_left_as_it_is(string text)
    {
        Write(text);

        Assert.Equal(ProfileError.Invalid, Refused(() => File.Save(new("south", Settings.Least), overwrite: true)).Error);

        Assert.Equal(text, System.IO.File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_is_far_too_long_is_not_read()
    {
        Write(new string(' ', 1024 * 1024 + 1));

        Assert.Equal(ProfileError.Invalid, Refused(() => File.Read()).Error);
    }

    [Fact]
    public void A_directory_is_no_file()
    {
        Assert.Equal(ProfileError.FileUnreadable, Refused(() => new ProfileFile(_folder.Path).Read()).Error);
        Assert.Equal(ProfileError.FileUnreadable, Refused(() => new ProfileFile(_folder.Path).Save(new("north", Settings.Least), overwrite: true)).Error);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_made_for_the_users_own_file_alone()
    {
        string path = System.IO.Path.Combine(_folder.Path, "none", "LianPay", "profiles.json");

        Assert.Equal(ProfileError.FileUnwritable, Refused(() => new ProfileFile(path).Save(new("north", Settings.Least), overwrite: false)).Error);
        new ProfileFile(path, NoPatience, makesFolder: true).Save(new("north", Settings.Least), overwrite: false);

        Assert.Single(new ProfileFile(path).Read());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(System.IO.Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void Where_the_file_is_a_link_what_it_leads_to_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there");
        string real = _folder.File("real.json");
        new ProfileFile(real).Save(new("north", Settings.Least), overwrite: false);
        System.IO.File.CreateSymbolicLink(Path, real);

        File.Save(new("south", Settings.Least), overwrite: false);

        Assert.Equal(real, new FileInfo(Path).LinkTarget);
        Assert.Equal(2, new ProfileFile(real).Read().Count);
    }

    [Fact]
    public void Nothing_but_the_file_and_its_lock_is_left_behind()
    {
        File.Save(new("north", Settings.Least), overwrite: false);
        Refused(() => File.Save(new("north", Settings.Least), overwrite: false));

        Assert.Equal([Path, Path + ".lock"], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void While_another_is_writing_nothing_is_written_and_everything_can_be_read()
    {
        File.Save(new("north", Settings.Least), overwrite: false);
        using FileStream other = ProfileLock.Take(Path, NoPatience);

        Assert.Equal(ProfileError.FileLocked, Refused(() => new ProfileFile(Path, NoPatience).Save(new("south", Settings.Least), overwrite: false)).Error);

        Assert.Equal("north", Assert.Single(File.Read()).Name);
    }

    [Fact]
    public async Task Of_many_that_save_at_once_none_loses_anothers_profile()
    {
        const int Writers = 16;
        const int Each = 4;
        using Barrier start = new(Writers);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                for (int number = 0; number < Each; number++)
                {
                    new ProfileFile(Path, TimeSpan.FromMinutes(2)).Save(new($"{writer}-{number}", Settings.Least), overwrite: false);
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(Writers * Each, File.Read().Count);
    }

    [Fact]
    public async Task A_reader_beside_a_writer_sees_a_whole_file_each_time()
    {
        File.Save(new("first", Settings.WithFiles), overwrite: false);
        Task writing = Task.Run(
            () =>
            {
                for (int number = 0; number < 50; number++)
                {
                    File.Save(new($"n{number}", Settings.WithFiles), overwrite: false);
                }
            },
            TestContext.Current.CancellationToken);

        while (!writing.IsCompleted)
        {
            Assert.Equal("first", File.Read()[0].Name);
        }

        await writing;
    }

    [Fact]
    public void The_users_own_file_lies_where_the_system_keeps_configuration()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "XDG is for Unix");
        string expected = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { } given && System.IO.Path.IsPathFullyQualified(given)
            ? given
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");

        Assert.Equal(System.IO.Path.Combine(expected, "LianPay", "profiles.json"), ProfileFile.OfUser().Path);
    }

    public void Dispose() => _folder.Dispose();

    private static ProfileException Refused(Action action) => Assert.Throws<ProfileException>(action);

    private void Write(string text)
    {
        System.IO.File.WriteAllText(Path, text);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void SetMode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(Path, mode);
        }
    }

    private UnixFileMode Mode() => OperatingSystem.IsWindows() ? UnixFileMode.None : System.IO.File.GetUnixFileMode(Path);
}
