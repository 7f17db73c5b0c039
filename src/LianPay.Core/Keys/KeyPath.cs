using LianPay.Core.Messages;

namespace LianPay.Core.Keys;

/// <summary>Whether a path may name a key file, and how it is shown.</summary>
public static class KeyPath
{
    private const int MaxShownLength = 260;

    /// <summary>The shortest text that is taken for a key that was given in the place of a path, in characters.</summary>
    private const int ShortestKeyText = 100;

    /// <summary>Refuses what can be told from the text alone.</summary>
    /// <exception cref="KeyException">No path, the key itself in the place of its path, or a network path.</exception>
    public static void Check(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new KeyException(KeyError.FileNotFound, "No path of a key file was given.");
        }

        // Said before any message could show the "path".
        if (IsKeyText(path))
        {
            throw new KeyException(KeyError.FileNotFound, "What was given as the path of a key file is the text of a key. Give the path of the file that holds it.");
        }

        if (IsNetworkPath(path, OperatingSystem.IsWindows()))
        {
            throw new KeyException(
                KeyError.NetworkPath,
                $"The key file {Show(path)} is on the network: keys are read from this machine's own disks alone. Copy it to this machine.");
        }
    }

    /// <summary>True for the text of a key in the place of a path or a name: it must not be shown.</summary>
    public static bool IsKeyText(string text) =>
        text.Contains("-----", StringComparison.Ordinal)
        || text.AsSpan().ContainsAny('\r', '\n')
        || (text.Length >= ShortestKeyText && text.TrimStart().StartsWith("MI", StringComparison.Ordinal));

    /// <summary>UNC and device paths. Elsewhere than on Windows <c>//server/share</c> is an ordinary path, and <c>\\server\share</c> a mistake.</summary>
    internal static bool IsNetworkPath(string path, bool onWindows) =>
        path.StartsWith(@"\\", StringComparison.Ordinal)
        || (onWindows && path.Length > 1 && path[0] is '/' or '\\' && path[1] is '/' or '\\');

    /// <summary>The path, fit for a message.</summary>
    internal static string Show(string path) => $"'{SafeText.Of(path, MaxShownLength)}'";
}
