using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LianPay.Core.Ledger;

/// <summary>Files that appear whole or not at all, and never in the place of another.</summary>
public static class NewFile
{
    /// <summary>EEXIST, on Linux and macOS alike.</summary>
    private const int FileExists = 17;

    /// <summary>A name for a file that is being made, in the same folder: a file gets its name in one step within one file system alone.</summary>
    /// <param name="path">The file's own name.</param>
    public static string TemporaryBeside(string path) => $"{path}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}.tmp";

    /// <summary>Gives a finished file its name. What is left of the temporary one is the caller's to delete.</summary>
    /// <remarks>
    /// <see cref="File.Move(string, string, bool)"/> is atomic on Windows. On Unix it looks first and renames then, and of
    /// fifty that try at once the last one would win, so there the name is given by a hard link, which refuses one that is
    /// taken. On a file system without hard links the look has to do.
    /// </remarks>
    /// <param name="temporary">The finished file.</param>
    /// <param name="path">The name that it gets.</param>
    /// <returns>False when that name is taken: of fifty that try at once, one gets it.</returns>
    /// <exception cref="IOException">It cannot be given.</exception>
    public static bool TryPublish(string temporary, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(Native(temporary), Native(path)) == 0)
            {
                return true;
            }

            if (Marshal.GetLastPInvokeError() == FileExists)
            {
                return false;
            }
        }

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

    /// <summary>A path as the system takes it: UTF-8 that ends with a zero.</summary>
    private static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existingPath, byte[] newPath);
}
