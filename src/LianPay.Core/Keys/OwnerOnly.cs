using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;

namespace LianPay.Core.Keys;

/// <summary>Files that their owner alone can read: mode 0600 on Unix, an access list of its own on Windows.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>No buffer of the stream's own, which would keep a copy of the key.</summary>
    private const int Unbuffered = 1;

    /// <summary>Any right of the group or of others, as ssh judges it: <c>mode &amp; 077</c>.</summary>
    private const UnixFileMode GroupOrOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>True when others than the owner can reach the file that was opened. The file is asked and not its name, which may lead elsewhere by now.</summary>
    internal static bool IsOpenToOthers(SafeFileHandle file) =>
        OperatingSystem.IsWindows()
            ? IsGrantedToEveryone(file, FileSystemRights.ReadData)
            : (File.GetUnixFileMode(file) & GroupOrOthers) != 0;

    /// <summary>True when others than the owner can change the file that was opened.</summary>
    internal static bool IsWritableByOthers(SafeFileHandle file) =>
        OperatingSystem.IsWindows()
            ? IsGrantedToEveryone(file, FileSystemRights.WriteData | FileSystemRights.AppendData)
            : (File.GetUnixFileMode(file) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0;

    /// <summary>How to mend it.</summary>
    internal static string Advice(string path) =>
        OperatingSystem.IsWindows()
            ? $"Take the others' rights away: icacls \"{path}\" /inheritance:r /grant:r \"%USERNAME%:F\""
            : $"Take their rights away: chmod 600 '{path}'";

    /// <summary>Creates a new file for the owner alone, from its first byte on. Nobody can have opened it before.</summary>
    /// <exception cref="IOException">It exists, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory does not let it be created.</exception>
    internal static FileStream Create(string path) =>
        OperatingSystem.IsWindows()
            ? CreateOnWindows(path)
            : new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = Unbuffered,
                UnixCreateMode = OwnerReadWrite,
            });

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        using WindowsIdentity identity = WindowsIdentity.GetCurrent();
        FileSecurity security = new();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(identity.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write, FileShare.None, Unbuffered, FileOptions.None, security);
    }

    [SupportedOSPlatform("windows")]
    private static bool IsGrantedToEveryone(SafeFileHandle file, FileSystemRights rights)
    {
        using FileStream stream = new(new SafeFileHandle(file.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, Unbuffered);
        AuthorizationRuleCollection rules = stream.GetAccessControl().GetAccessRules(
            includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier));
        return rules.Cast<FileSystemAccessRule>().Any(rule =>
            rule.AccessControlType == AccessControlType.Allow
            && (rule.FileSystemRights & rights) != 0
            && rule.IdentityReference is SecurityIdentifier identifier
            && (identifier.IsWellKnown(WellKnownSidType.WorldSid)
                || identifier.IsWellKnown(WellKnownSidType.BuiltinUsersSid)
                || identifier.IsWellKnown(WellKnownSidType.AuthenticatedUserSid)));
    }
}
