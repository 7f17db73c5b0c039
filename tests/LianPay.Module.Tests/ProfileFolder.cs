using LianPay.Core.Tests;

namespace LianPay.Module.Tests;

/// <summary>A file of profiles of a test's own, as text.</summary>
internal sealed class ProfileFolder : IDisposable
{
    private readonly TempDirectory _folder = new();

    internal string Folder => _folder.Path;

    internal string Path => _folder.File("profiles.json");

    internal string Text => File.ReadAllText(Path);

    /// <summary>Writes the file as a person would, for its owner alone.</summary>
    internal void Write(string text, UnixFileMode more = UnixFileMode.None)
    {
        File.WriteAllText(Path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        }
    }

    public void Dispose() => _folder.Dispose();
}
