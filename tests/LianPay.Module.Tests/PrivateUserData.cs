using System.Runtime.CompilerServices;

namespace LianPay.Module.Tests;

/// <summary>Keeps the tests away from the ledger of whoever runs them: the user's data lie elsewhere for this process and its children.</summary>
internal static class PrivateUserData
{
    [ModuleInitializer]
    internal static void Redirect()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-user-");
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", folder.FullName);
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }
}
