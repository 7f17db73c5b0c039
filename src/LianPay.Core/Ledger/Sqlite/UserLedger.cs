namespace LianPay.Core.Ledger;

/// <summary>The ledger of the user of this machine, for whoever names no other.</summary>
public static class UserLedger
{
    /// <summary>
    /// <c>LianPay/ledger.db</c> in the user's folder of application data that stays on the machine. The folder is made, for the
    /// user alone, when there is none.
    /// </summary>
    /// <exception cref="LedgerException">The user has no such folder, or it cannot be made.</exception>
    public static string GetPath() =>
        GetPath(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <param name="data">The user's folder of application data; empty when there is none.</param>
    internal static string GetPath(string data)
    {
        if (data.Length == 0)
        {
            throw new LedgerException(LedgerError.Unreachable, "This account has no folder for application data: pass -Ledger with the path of the ledger.");
        }

        string folder = Path.Combine(data, "LianPay");
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(LedgerError.NotWritable, $"The folder of the ledger cannot be made: {folder}. Pass -Ledger with another path.");
        }

        return Path.Combine(folder, "ledger.db");
    }
}
