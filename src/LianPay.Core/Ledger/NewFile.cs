using System.Security.Cryptography;

namespace LianPay.Core.Ledger;

/// <summary>Files that appear whole or not at all, and never in the place of another.</summary>
internal static class NewFile
{
    /// <summary>A name for a file that is being made, in the same folder: a file gets its name in one step within one file system alone.</summary>
    internal static string TemporaryBeside(string path) => $"{path}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}.tmp";

    /// <summary>Gives a finished file its name.</summary>
    /// <returns>False when that name is taken: of fifty that try at once, one gets it.</returns>
    /// <exception cref="IOException">It cannot be given.</exception>
    internal static bool TryPublish(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }
}
