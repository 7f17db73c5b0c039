using LianPay.Fuzz;

namespace LianPay.Core.Tests.Fuzzing;

/// <summary>The inputs that lie beside the fuzzing harnesses: where fuzzing starts, what it found, and what it kept because it reached something new.</summary>
internal static class Corpus
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The targets that have inputs.</summary>
    internal static IEnumerable<string> Targets => Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder));

    internal static string[] FilesOf(string target) => Directory.GetFiles(Path.Combine(Folder, target));

    internal static byte[] Read(string target, string name) => File.ReadAllBytes(Path.Combine(Folder, target, name));

    /// <summary>Feeds a target with its inputs, and says which one it complains of.</summary>
    internal static void Feed(IFuzzTarget target)
    {
        foreach (string file in FilesOf(target.Name))
        {
            Exception? exception = Record.Exception(() => target.Run(File.ReadAllBytes(file)));
            Assert.True(exception is null, $"{Path.GetFileName(file)}: {exception}");
        }
    }
}
