using System.Diagnostics;

namespace LianPay.Core.Tests;

/// <summary>A file system of its own, in memory, to be filled up. Only root can make one; elsewhere the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _folder = new();

    private SmallDisk()
    {
    }

    private string Ballast => _folder.File("ballast");

    /// <param name="size">As mount takes it: 1m, 16k.</param>
    internal static SmallDisk Mount(string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a small disk");
        SmallDisk disk = new();
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk._folder.Path))
        {
            disk._folder.Dispose();
            Assert.Skip("This machine does not let a small disk be mounted");
        }

        return disk;
    }

    internal string File(string name) => _folder.File(name);

    internal void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", _folder.Path));

    /// <summary>Leaves no room for another page.</summary>
    internal void FillUp()
    {
        byte[] page = new byte[4096];
        using FileStream file = new(Ballast, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    /// <summary>Takes away what <see cref="FillUp"/> put there.</summary>
    internal void MakeRoom() => System.IO.File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "--lazy", _folder.Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
