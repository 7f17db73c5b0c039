using System.Management.Automation.Language;
using System.Xml.Linq;

namespace LianPay.Module.Tests.Help;

/// <summary>Every example that <c>Get-Help</c> shows does what it says: it is taken out of the built help and run as it is printed.</summary>
public sealed class ExampleTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The examples that this engine cannot run, as <c>Cmdlet.number</c>, each with the reason. There are none.</summary>
    private static readonly Dictionary<string, string> CannotRun = new(StringComparer.Ordinal);

    private static readonly XDocument File = XDocument.Load(Path.Combine(Engine.CheckoutRoot, "en-US", "LianPay.dll-Help.xml"));

    private static readonly Dictionary<string, string> Code = (
        from command in File.Root!.Elements(Command + "command")
        let name = command.Element(Command + "details")!.Element(Command + "name")!.Value
        from example in command.Element(Command + "examples")!.Elements(Command + "example").Select((element, index) => (element, index))
        select (Key: $"{name}.{example.index + 1}", example.element.Element(Dev + "code")!.Value)).ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);

    /// <summary>The cmdlets that may write nothing: without output, or only with -PassThru.</summary>
    private static readonly HashSet<string> Silent = [.. File.Root!.Elements(Command + "command")
        .Where(command => command.Descendants(Command + "returnValue").Any(value => value.Descendants(Maml + "name").First().Value == "None")
            || command.Element(Command + "parameters")!.Elements(Command + "parameter").Any(parameter => parameter.Element(Maml + "name")!.Value == "PassThru"))
        .Select(command => command.Element(Command + "details")!.Element(Command + "name")!.Value)];

    public static TheoryData<string> Examples => [.. Code.Keys.Except(CannotRun.Keys, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs_as_it_is_printed(string example)
    {
        using ExampleStage stage = new();
        stage.Prepare(example);
        string[] expectedErrors = stage.ExpectedErrors;

        EngineRun run = stage.Engine.Try(Code[example]);

        Assert.True(run.Failure is null, $"{example}: {run.Failure?.Message}");
        Assert.Equal(expectedErrors, run.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.True(run.Output.Count > 0 || IsSilent(Code[example]), $"{example} shows nothing.");
    }

    [Fact]
    public void What_cannot_run_and_what_is_prepared_belongs_to_an_example_that_is_there()
    {
        Assert.Empty(CannotRun.Keys.Except(Code.Keys, StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(ExampleStage.Examples, "*.ps1").Select(path => Path.GetFileNameWithoutExtension(path))
            .Except(["Prelude"], StringComparer.Ordinal).Except(Code.Keys, StringComparer.Ordinal));
    }

    /// <summary>Whether the last line keeps what it gives, ends the script, or asks a cmdlet that writes nothing.</summary>
    private static bool IsSilent(string code)
    {
        StatementAst last = Parser.ParseInput(code, out _, out ParseError[] errors).EndBlock.Statements[^1];
        Assert.Empty(errors);
        return last is AssignmentStatementAst or ExitStatementAst or IfStatementAst or TryStatementAst
            || (last is PipelineAst { PipelineElements: [.., CommandAst command] } && (Silent.Contains(command.GetCommandName()) || command.GetCommandName() == "Export-Csv"));
    }
}
