using System.Globalization;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Help;

/// <summary>What an example of the help runs on: <c>Examples/Prelude.ps1</c> says what is there.</summary>
internal sealed class ExampleStage : IDisposable
{
    /// <summary>How many prompts an example may show: a person answers each with Yes.</summary>
    private const int Answers = 10;

    private const string ModulePath = "PSModulePath";

    private readonly TempDirectory _folder = new();
    private readonly string? _modulePath = Environment.GetEnvironmentVariable(ModulePath);

    internal ExampleStage()
    {
        foreach (string folder in (string[])["examples", "home/keys"])
        {
            Directory.CreateDirectory(_folder.File(folder));
        }

        string reviewed = string.Create(CultureInfo.InvariantCulture, $"li.na,{Row.Ago(TimeSpan.FromMinutes(5))}");
        File.Copy(Path.Combine(Engine.CheckoutRoot, "examples", "held-payments.csv"), _folder.File("examples/held-payments.csv"));
        File.WriteAllText(
            _folder.File("held.csv"),
            "no_order,confirm_code,ret_code,money_order\n20170208165924,137007,4002,49.65\n20170208165925,204418,4003,1200.00\n20170208165926,038155,4004,88000.00\n");
        File.WriteAllText(
            _folder.File("reviewed.csv"),
            $"no_order,confirm_code,ret_code,money_order,reviewed_by,reviewed_at\n20170208165927,730194,4002,350.00,{reviewed}\n20170208165928,037007,4003,12.50,{reviewed}\n");
        Engine.Set("stageFolder", _folder.Path);
        Engine.Set("examples", Examples);
        Run("Prelude");
    }

    /// <summary>The folder of the prelude and of what single examples presume.</summary>
    internal static string Examples { get; } = Path.Combine(Engine.CheckoutRoot, "tests", "LianPay.Module.Tests", "Help", "Examples");

    internal Engine Engine { get; } = new();

    /// <summary>The error ids that the example is about.</summary>
    internal string[] ExpectedErrors => [.. Engine.Run("$expectedErrors").Output.Select(id => id.ToString())];

    /// <summary>Makes what one example presumes, when it presumes more than the stage, and seats a person who answers.</summary>
    internal void Prepare(string name)
    {
        if (File.Exists(Path.Combine(Examples, name + ".ps1")))
        {
            Run(name);
        }

        string[] answers = [.. Engine.Run("$answers").Output.Select(answer => answer.ToString())];
        foreach (string answer in answers.Length > 0 ? answers : Enumerable.Repeat("Yes", Answers))
        {
            Engine.Host.Answer(answer);
        }
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ModulePath, _modulePath);
        Engine.Try("Disconnect-LianPay; @($stage) + @($sandbox) + @($sandboxes) | Where-Object { $_ } | Stop-LianPaySandbox");
        Engine.Dispose();
        _folder.Dispose();
    }

    private void Run(string name)
    {
        EngineRun run = Engine.Try($". '{Path.Combine(Examples, name + ".ps1")}'");
        Assert.True(run.Failure is null && run.Errors.Count == 0, $"{name}.ps1: {run.EveryStream()}");
    }
}
