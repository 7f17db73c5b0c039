using System.Text;
using LianPay.HelpBuilder;
using LianPay.HelpBuilder.Documentation;
using LianPay.HelpBuilder.Markdown;
using LianPay.HelpBuilder.Model;

namespace LianPay.Module.Tests.Help;

/// <summary>The pages of <c>docs/reference</c>: how they read, and that they are those of the code.</summary>
public sealed class ReferencePagesTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Engine.CheckoutRoot, "docs", "reference");
    private readonly SampleModule _module = new();

    private string Page => File.ReadAllText(Path.Combine(_module.ReferenceFolder, "Send-SampleParcel.md"));

    [Fact]
    public void The_committed_pages_are_byte_for_byte_those_of_the_doc_comments()
    {
        ModuleHelp help = ModuleReader.Read(Engine.ManifestPath, XmlDocumentation.Load(ErrorDocumentation.Path));
        IReadOnlyDictionary<string, byte[]> expected = ReferencePages.Write(help, Path.Combine(Engine.CheckoutRoot, "src", "LianPay", "Help"), Folder);
        string[] committed = Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path))] : [];
        string[] drifted =
        [
            .. expected.Keys.Union(committed, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(name => !committed.Contains(name) || !expected.TryGetValue(name, out byte[]? content) || !content.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, name)))),
        ];

        Assert.True(drifted.Length == 0, $"docs/reference has drifted from the doc comments: {string.Join(", ", drifted)}. Run `{ReferencePages.Command}` and commit what it writes.");
    }

    [Fact]
    public void Every_link_of_the_committed_pages_leads_somewhere()
    {
        string[] broken =
        [
            .. from path in Directory.EnumerateFiles(Folder)
               from link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(path), @"\]\((?!https?:)([^)]+)\)").Select(match => match.Groups[1].Value)
               where !File.Exists(Path.Combine(Folder, link))
               select $"{Path.GetFileName(path)}: {link}",
        ];

        Assert.Empty(broken);
    }

    [Fact]
    public void A_page_has_every_part_of_the_help()
    {
        Build();

        AssertInOrder(
            "# Send-SampleParcel",
            "Sends a parcel, once, as [Get-SampleParcel](Get-SampleParcel.md) shows it.",
            "## Syntax",
            "Send-SampleParcel [-Number] <String> [-Paper <SamplePaper[]>]",
            "Send-SampleParcel [-Number] <String> -Brief",
            "## Description",
            "The parcel is taken by its `-Number`. Without one, `$null` is sent as `none` under `Red`.",
            "- Red: at once\n- Blue: tomorrow, see [the terms](https://example.org/terms)\n\n1. first\n2. second\n",
            "### Example 1: Send one parcel",
            "```powershell\nforeach ($number in '007', '008') {",
            "Sends two parcels & waits for `none`.",
            "### Example 2\n",
            "### -Brief",
            "- Parameter sets: Brief\n- Required: yes\n",
            "### -Number",
            "- Required: yes\n- Position: 0\n- Aliases: `no_parcel`\n- Pipeline input: the object's property of this name\n",
            "### -Paper",
            "- Default: Plain, Striped\n- Accepted values: `Plain`, `Striped`\n",
            "## Inputs",
            "`LianPay.Module.Tests.Help.Samples.SampleParcel`: A parcel whose `Number` binds by name.",
            "## Errors",
            "| `NoStamp` | ResourceUnavailable | The stamps ran out. Buy some. |",
            "## Related",
            "- [Get-SampleParcel](Get-SampleParcel.md)\n- [The post](https://example.org/post)\n");
    }

    [Fact]
    public void What_would_be_mark_up_is_written_so_that_it_is_read_as_it_is()
    {
        _module.CommandComment.Element("remarks")!.Value = "# no_order * <b> [x](y) | ~a~ \\ _b_";

        Build();

        Assert.Contains("\\# no_order \\* \\<b\\> \\[x\\](y) | \\~a\\~ \\\\ \\_b\\_\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_of_a_table_stays_one_cell()
    {
        _module.CommandComment.Element("error")!.Value = "a | b";

        Build();

        Assert.Contains("| a \\| b |\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cmdlet_that_a_text_names_leads_to_its_page()
    {
        _module.CommandComment.Element("remarks")!.Value = "Ask Get-SampleParcel, not Get-SampleParcels or Send-SampleParcel.";

        Build();

        Assert.Contains("Ask [Get-SampleParcel](Get-SampleParcel.md), not Get-SampleParcels or Send-SampleParcel.\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_cmdlets_that_are_gone_are_taken_away()
    {
        Directory.CreateDirectory(_module.ReferenceFolder);
        string stale = Path.Combine(_module.ReferenceFolder, "Get-Gone.md");
        File.WriteAllText(stale, "");

        Build();

        Assert.False(File.Exists(stale));
        Assert.Equal(3, Directory.GetFiles(_module.ReferenceFolder).Length);
    }

    [Fact]
    public void Pages_end_their_lines_alike_on_every_system_and_have_no_byte_order_mark()
    {
        Build();

        byte[] page = File.ReadAllBytes(Path.Combine(_module.ReferenceFolder, "README.md"));
        Assert.DoesNotContain((byte)'\r', page);
        Assert.Equal("# Reference", Encoding.UTF8.GetString(page).Split('\n')[0]);
    }

    public void Dispose() => _module.Dispose();

    private void Build() => Assert.Equal(0, _module.Build(_module.ReferenceFolder));

    private void AssertInOrder(params string[] parts)
    {
        string page = Page;
        int start = 0;
        foreach (string part in parts)
        {
            int found = page.IndexOf(part, start, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is not in its place in:\n{page}");
            start = found + part.Length;
        }
    }
}
