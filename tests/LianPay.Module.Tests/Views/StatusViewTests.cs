using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Views;

/// <summary>A status in colour, where colours are shown and wanted; and in words everywhere.</summary>
public sealed class StatusViewTests
{
    private const string Green = "\e[32m";

    /// <summary>Colours are a setting of the whole process: what is shown is looked at in processes of their own.</summary>
    private static readonly string ShowPaid =
        $$"""
        Import-Module '{{Engine.ManifestPath}}'
        $sandbox = Start-LianPaySandbox -HeldPayment 1
        Connect-LianPay -Sandbox $sandbox
        $null = $sandbox.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false
        $null = Get-LianPayRecord | Resolve-LianPayment -TimeoutSec 0
        $null = Get-LianPayRecord | Resolve-LianPayment -TimeoutSec 0
        Get-LianPayRecord
        """;

    private const string Style = "[pscustomobject]@{ OutputRendering = 'Ansi'; Reset = '<>'; Foreground = [pscustomobject]@{ Green = '<good>'; Cyan = '<way>' }; Formatting = [pscustomobject]@{ Warning = '<warn>'; Error = '<bad>' } }";

    [Theory]
    [InlineData("Paid", "<good>Paid<>")]
    [InlineData("Accepted", "<way>Accepted<>")]
    [InlineData("Unknown", "<warn>Unknown<>")]
    [InlineData("Review", "<warn>Review<>")]
    [InlineData("Rejected", "<bad>Rejected<>")]
    [InlineData("Refused", "<bad>Refused<>")]
    [InlineData("Taken", "Taken")]
    [InlineData("Untouched", "Untouched")]
    public void The_colours_are_those_of_the_users_own_style(string status, string expected) =>
        Assert.Equal(expected, Of(status, Style));

    [Theory]
    [InlineData("[pscustomobject]@{ OutputRendering = 'PlainText' }")]
    [InlineData("[pscustomobject]@{ OutputRendering = 'Ansi' }")]
    [InlineData("[pscustomobject]@{ }")]
    [InlineData("$null")]
    public void Without_wanted_colours_the_word_stands_alone(string style) => Assert.Equal("Paid", Of("Paid", style));

    [Fact]
    public void Every_status_and_every_code_has_a_meaning_in_words()
    {
        using Engine engine = new();

        EngineRun run = engine.Run("[enum]::GetNames([LianPay.PaymentStatus]) | ForEach-Object { [LianPay.Views.StatusView]::MeaningOf($_) }; [LianPay.Views.RetCodeView]::MeaningOf('4002'); [LianPay.Views.RetCodeView]::MeaningOf('7777')");

        Assert.Equal(15, run.Output.Count);
        Assert.All(run.Output, meaning => Assert.True(((string)meaning.BaseObject).Length > 4));
    }

    [Fact]
    public async Task A_terminal_shows_the_status_in_colour()
    {
        using HostProcess host = HostProcess.StartOnTerminal(ShowPaid, noColour: "", []);

        Assert.Contains(Green + "Paid", (await host.WaitAsync()).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "")]
    [InlineData("", "$PSStyle.OutputRendering = 'PlainText'\n")]
    public async Task A_terminal_of_who_wants_no_colours_shows_none(string noColour, string settings)
    {
        using HostProcess host = HostProcess.StartOnTerminal(settings + ShowPaid, noColour, []);

        string output = (await host.WaitAsync()).Output;
        Assert.Contains("Paid", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Green, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_output_has_the_words_alone()
    {
        HostResult result = await HostProcess.RunAsync(ShowPaid);

        Assert.Contains("Paid", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
    }

    private static string? Of(string status, string style)
    {
        using Engine engine = new();
        return (string)Assert.Single(engine.Run($"[LianPay.Views.StatusView]::Of('{status}', ({style}), $Host)").Output).BaseObject;
    }
}
