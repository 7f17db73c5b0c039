using System.Diagnostics;

namespace LianPay.Core.Profiles;

/// <summary>The right to change a profile file, for one process and thread at a time.</summary>
/// <remarks>A file beside it that stays when the right is given back: whoever removed it could remove the one that another has just taken.</remarks>
internal static class ProfileLock
{
    internal const string Suffix = ".lock";

    /// <summary>How the platform says that another has the file: ERROR_SHARING_VIOLATION, or EWOULDBLOCK of flock, whose number differs.</summary>
    private static readonly int SharingViolation = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsLinux() ? 11 : 35;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the right, and waits for it. Dispose of it to give it back; the end of the process does so too.</summary>
    /// <exception cref="TimeoutException">It was not free for the whole time.</exception>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file cannot be opened.</exception>
    internal static FileStream Take(string path, TimeSpan patience)
    {
        using ManualResetEventSlim never = new();
        for (long start = Stopwatch.GetTimestamp(); ; never.Wait(LookAgain))
        {
            try
            {
                return new FileStream(path + Suffix, Options());
            }
            catch (IOException exception) when (exception.HResult == SharingViolation)
            {
                if (Stopwatch.GetElapsedTime(start) >= patience)
                {
                    throw new TimeoutException();
                }
            }
        }
    }

    private static FileStreamOptions Options()
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
