using System.Text.Json;

namespace LianPay.Core.Tests;

/// <summary>
/// One file of test vectors of Project Wycheproof (C2SP/wycheproof). They are not part of this repository: the tests that read them are skipped unless
/// <c>LIANPAY_WYCHEPROOF</c> names the folder <c>testvectors_v1</c> of a copy.
/// </summary>
internal sealed class WycheproofFile
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("LIANPAY_WYCHEPROOF");

    private readonly JsonElement _root;

    private WycheproofFile(string path)
    {
        Name = Path.GetFileName(path);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        _root = document.RootElement.Clone();
    }

    internal string Name { get; }

    /// <summary>Each vector with the group that holds its key and its algorithm.</summary>
    internal IEnumerable<(JsonElement Group, JsonElement Vector)> Vectors =>
        from @group in _root.GetProperty("testGroups").EnumerateArray() from vector in @group.GetProperty("tests").EnumerateArray() select (@group, vector);

    /// <summary>The files of that name, in which * stands for any text; skips the test when no folder is named.</summary>
    internal static IReadOnlyList<WycheproofFile> Read(string pattern)
    {
        Assert.SkipUnless(Folder is not null, "LIANPAY_WYCHEPROOF does not name the folder testvectors_v1 of a copy of github.com/C2SP/wycheproof.");
        WycheproofFile[] files = [.. Directory.GetFiles(Folder, pattern).Order(StringComparer.Ordinal).Select(path => new WycheproofFile(path))];
        Assert.NotEmpty(files);
        return files;
    }

    internal static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    internal static byte[] Bytes(JsonElement element, string name) => Convert.FromHexString(Text(element, name));
}
