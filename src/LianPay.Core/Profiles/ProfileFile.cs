using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using Microsoft.Win32.SafeHandles;

namespace LianPay.Core.Profiles;

/// <summary>A file of connection profiles: JSON that a person can read, without a secret, for its owner alone.</summary>
public sealed class ProfileFile
{
    /// <summary>The longest file that is read, in bytes: some thousands of profiles.</summary>
    private const int MaxLength = 1024 * 1024;

    /// <summary>How many names a message lists.</summary>
    private const int MostShownNames = 20;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _patience;
    private readonly bool _makesFolder;

    /// <summary>A file at a path; its folder must exist when it is written.</summary>
    /// <param name="path">A full path.</param>
    public ProfileFile(string path)
        : this(path, UsualPatience)
    {
    }

    /// <param name="path">A full path.</param>
    /// <param name="patience">How long to wait for others that are writing.</param>
    /// <param name="makesFolder">True to make the folder, for the user alone, when there is none.</param>
    internal ProfileFile(string path, TimeSpan patience, bool makesFolder = false)
    {
        Path = path;
        _patience = patience;
        _makesFolder = makesFolder;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>
    /// The user's own file: <c>%APPDATA%\LianPay\profiles.json</c> on Windows, elsewhere <c>LianPay/profiles.json</c> in
    /// <c>$XDG_CONFIG_HOME</c> or, without it, in <c>~/.config</c>.
    /// </summary>
    /// <exception cref="ProfileException"><see cref="ProfileError.FileUnreadable"/>: this account has no such folder.</exception>
    public static ProfileFile OfUser()
    {
        string folder = OperatingSystem.IsWindows()
            ? Folder(Environment.SpecialFolder.ApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { } given && System.IO.Path.IsPathFullyQualified(given)
                ? given
                : Folder(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? System.IO.Path.Combine(home, ".config") : string.Empty;
        return folder.Length > 0
            ? new ProfileFile(System.IO.Path.Combine(folder, "LianPay", "profiles.json"), UsualPatience, makesFolder: true)
            : throw new ProfileException(ProfileError.FileUnreadable, "This account has no folder for its configuration. Give the path of a profile file.");

        static string Folder(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
    }

    /// <summary>The profiles in the order of the file; none when there is no file.</summary>
    /// <exception cref="ProfileException">The file cannot be read, is not sound, or can be written by others.</exception>
    public IReadOnlyList<ConnectionProfile> Read()
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(Path, share: FileShare.ReadWrite | FileShare.Delete);
            if (OwnerOnly.IsWritableByOthers(file))
            {
                throw new ProfileException(
                    ProfileError.FileTooOpen,
                    $"Others than its owner can write the profile file {Show(Path)}, and so decide where payments go: it is not used. {OwnerOnly.Advice(Path)}");
            }

            return ProfileReader.Read(Path, ReadAll(file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProfileException(
                ProfileError.FileUnreadable,
                $"The profile file {Show(Path)} cannot be read: it is a directory, it is locked, or this account may not read it.");
        }
    }

    /// <summary>The profile of a name.</summary>
    /// <exception cref="ProfileException">As <see cref="Read"/>, or <see cref="ProfileError.NotFound"/>, naming those that there are.</exception>
    public ConnectionProfile Find(string name)
    {
        IReadOnlyList<ConnectionProfile> profiles = Read();
        return profiles.FirstOrDefault(profile => IsNamed(profile, name)) ?? throw new ProfileException(
            ProfileError.NotFound,
            $"There is no profile {(ConnectionProfile.IsName(name) ? $"'{name}'" : "of such a name")} in {Show(Path)}. {Listed(profiles)}");
    }

    /// <summary>Whether there is a profile of that name.</summary>
    /// <exception cref="ProfileException">As <see cref="Read"/>.</exception>
    public bool Contains(string name) => Read().Any(profile => IsNamed(profile, name));

    /// <summary>What is said when a profile is there that nobody allowed to be replaced.</summary>
    public static ProfileException Exists(string name, string path) =>
        new(ProfileError.Exists, $"There is a profile '{name}' already in {Show(path)}. Choose another name, or say that it may be replaced.");

    /// <summary>Saves a profile. The file is replaced whole or not at all, and what others save at the same time is kept.</summary>
    /// <param name="profile">A profile without a defect.</param>
    /// <param name="overwrite">True to replace one of that name.</param>
    /// <exception cref="ProfileException">As <see cref="Read"/>, <see cref="ProfileError.Exists"/>, or the file cannot be written. What was there stays as it is.</exception>
    public void Save(ConnectionProfile profile, bool overwrite)
    {
        try
        {
            if (_makesFolder)
            {
                MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
            }

            // Where the file is a link, it is the link's end that is replaced, and by which all agree who writes.
            string target = new FileInfo(Path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path;
            using FileStream right = ProfileLock.Take(target, _patience);
            Write(target, Merge(Read(), profile, overwrite));
        }
        catch (TimeoutException)
        {
            throw new ProfileException(ProfileError.FileLocked, $"Another process is writing the profile file {Show(Path)} and does not get on with it. End it, or try again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProfileException(
                ProfileError.FileUnwritable,
                $"The profile file {Show(Path)} cannot be written. Check that its folder exists, that this account may write there and that the disk has room.");
        }
    }

    private List<ConnectionProfile> Merge(IReadOnlyList<ConnectionProfile> profiles, ConnectionProfile profile, bool overwrite)
    {
        List<ConnectionProfile> merged = [.. profiles];
        int index = merged.FindIndex(known => IsNamed(known, profile.Name));
        if (index < 0)
        {
            merged.Add(profile);
        }
        else if (overwrite)
        {
            merged[index] = profile;
        }
        else
        {
            throw Exists(merged[index].Name, Path);
        }

        return merged;
    }

    private static void Write(string path, IReadOnlyList<ConnectionProfile> profiles)
    {
        string temporary = NewFile.TemporaryBeside(path);
        try
        {
            using (FileStream file = OwnerOnly.Create(temporary))
            {
                file.Write(ProfileJson.Write(profiles));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private byte[] ReadAll(SafeFileHandle file)
    {
        byte[] buffer = new byte[MaxLength + 1];
        int length = 0;
        while (length < buffer.Length && RandomAccess.Read(file, buffer.AsSpan(length), length) is int read and > 0)
        {
            length += read;
        }

        return length switch
        {
            0 => throw new ProfileException(ProfileError.Invalid, $"The profile file {Show(Path)} is empty, and one that was written here never is. Restore it, or delete it."),
            > MaxLength => throw new ProfileException(ProfileError.Invalid, $"The file {Show(Path)} is longer than 1 MiB, and so no profile file."),
            _ => buffer[..length],
        };
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner);
        }
    }

    private static bool IsNamed(ConnectionProfile profile, string name) => ConnectionProfile.NameComparer.Equals(profile.Name, name);

    private static string Listed(IReadOnlyList<ConnectionProfile> profiles) => profiles.Count == 0
        ? "It has none: Save-LianPayProfile makes one."
        : $"It has: {string.Join(", ", profiles.Take(MostShownNames).Select(profile => profile.Name))}{(profiles.Count > MostShownNames ? " …" : "")}.";

    private static string Show(string path) => KeyPath.Show(path);
}
