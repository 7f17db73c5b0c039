using System.Text.RegularExpressions;

namespace LianPay.Module.Tests.Conventions;

/// <summary>SECURITY.md names the tests that show its promises: they must be there to be looked up.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Engine.CheckoutRoot, "SECURITY.md"));

    [Fact]
    public void Every_test_class_that_it_names_exists_in_a_file_of_its_name()
    {
        Dictionary<string, string> files = Directory.EnumerateFiles(Path.Combine(Engine.CheckoutRoot, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);
        string[] named = [.. TestClass().Matches(Page).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

        Assert.NotEmpty(named);
        Assert.All(named, name =>
        {
            Assert.True(files.TryGetValue(name, out string? path), $"There is no {name}.cs.");
            Assert.Matches($@"\bclass {name}\b", File.ReadAllText(path));
        });
    }

    [Fact]
    public void Every_promise_names_a_test_that_shows_it()
    {
        string[] rows = [.. PromiseRow().Matches(Page[Page.IndexOf("## What is promised", StringComparison.Ordinal)..Page.IndexOf("## What cannot", StringComparison.Ordinal)]).Select(match => match.Value)];

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches(TestClass(), row));
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        Assert.All(Link().Matches(Page).Select(match => match.Groups["path"].Value), path => Assert.True(File.Exists(Path.Combine(Engine.CheckoutRoot, path)), path));
        Assert.Contains("(SECURITY.md)", File.ReadAllText(Path.Combine(Engine.CheckoutRoot, "README.md")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]*Tests\b", RegexOptions.CultureInvariant)]
    private static partial Regex TestClass();

    // Not the head of the table, and not the line below it.
    [GeneratedRegex(@"^\| (?!promise )[^|]+\|[^|]+\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PromiseRow();

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
