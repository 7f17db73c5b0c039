using System.Globalization;
using System.Runtime.InteropServices;

namespace LianPay.Core.Ledger;

/// <summary>The account under which this process runs, as the operating system says: nobody can pass another as a parameter.</summary>
/// <remarks>
/// <c>DOMAIN\user</c> on Windows; elsewhere the user's name out of the system's list of users, or <c>uid:1000</c> for a user that has none there.
/// A machine's name is no part of it elsewhere: the same name on two machines counts as the same person.
/// </remarks>
public static class OsAccount
{
    /// <summary>The account now: a process may change it.</summary>
    public static string Current
    {
        get
        {
            string name = Environment.UserName;
            return OperatingSystem.IsWindows() ? $"{Environment.UserDomainName}\\{name}"
                : name.Length > 0 ? name
                : string.Create(CultureInfo.InvariantCulture, $"uid:{EffectiveUserId()}");
        }
    }

    /// <summary>True when two accounts cannot be told apart. In doubt they are the same.</summary>
    internal static bool AreSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUserId();
}
