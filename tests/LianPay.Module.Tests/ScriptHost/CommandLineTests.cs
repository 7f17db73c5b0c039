namespace LianPay.Module.Tests.ScriptHost;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("Usage: LianPay.ScriptHost")]
    [InlineData("Usage: LianPay.ScriptHost", "-NonInteractive")]
    [InlineData("does not exist", "absent.ps1")]
    [InlineData("does not have the extension .ps1", "script.txt")]
    [InlineData("Unknown option '-Verbose'", "-Verbose", "absent.ps1")]
    public async Task A_command_line_that_cannot_be_used_is_explained_on_stderr_with_exit_code_64(
        string explanation, params string[] commandLine)
    {
        HostResult result = await HostProcess.RunCommandLineAsync(commandLine);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains(explanation, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Arguments_bind_as_with_pwsh_File()
    {
        const string Script =
            """
            param($First, [string]$Text, [string]$Joined, [string]$Split, [int]$Number, [switch]$On, [switch]$Off,
                $Typed, [Parameter(ValueFromRemainingArguments)]$Rest)
            "First=$First Text=$Text Joined=$Joined Split=$Split Number=$Number On=$On Off=$Off"
            "Off was given: $($PSBoundParameters.ContainsKey('Off'))"
            "Typed=$Typed $($Typed.GetType().Name)"
            "Rest=$($Rest -join '|')"
            """;

        HostResult result = await HostProcess.RunAsync(
            Script,
            "-text", "-5", "-Joined:a:b", "-Split:", "next", "00123", "-Number", "7", "-On", "-Off:$false",
            "-Typed", "$(1+1); 'x'", "two words", "", "-");

        Assert.Equal(
            [
                "First=00123 Text=-5 Joined=a:b Split=next Number=7 On=True Off=False",
                "Off was given: True",
                "Typed=$(1+1); 'x' String",
                "Rest=two words||-",
            ],
            result.Lines);
        Assert.Empty(result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_script_knows_its_place_and_gets_undeclared_arguments_as_strings()
    {
        const string Script =
            """
            $PSScriptRoot -eq $PWD.Path
            $PSCommandPath -eq [IO.Path]::Combine($PSScriptRoot, 'script.ps1')
            $MyInvocation.MyCommand.Path -eq $PSCommandPath
            "$($args.Count): $($args -join '|') $($args[0].GetType().Name)"
            "$($Host.Name) $($Host.Version) $($Host.CurrentCulture -eq [cultureinfo]::CurrentCulture)"
            "$($Host.UI.RawUI.BufferSize.Width) $($Host.UI.RawUI.WindowSize.Width)"
            $env:POWERSHELL_TELEMETRY_OPTOUT
            """;

        HostResult result = await HostProcess.RunAsync(Script, "20260101000000001", "b");

        string[] lines = result.Lines;
        Assert.Equal(["True", "True", "True", "2: 20260101000000001|b String"], lines[..4]);
        Assert.Matches(@"^LianPay\.ScriptHost \d+\.\d+\.\d+\.\d+ True$", lines[4]);
        Assert.Equal(["120 120", "1"], lines[5..]);
    }
}
