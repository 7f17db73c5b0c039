namespace LianPay.Module.Tests.ScriptHost;

public sealed class ExitCodeTests
{
    /// <summary>Out-Default holds such a row back for a moment; the end of the script must not lose it.</summary>
    private const string Row = "[pscustomobject]@{ Order = 'order-1'; State = 'Accepted' }; ";

    [Theory]
    [InlineData(Row, 0)]
    [InlineData(Row + "function Stop-Here { exit 7 }; try { Stop-Here } finally { 'cleaned up' }; 'unreachable'", 7)]
    [InlineData(Row + "exit", 0)]
    [InlineData(Row + "$Host.SetShouldExit(5)", 5)]
    [InlineData(Row + "$global:LASTEXITCODE = 9", 0)]
    public async Task The_exit_code_is_the_one_that_the_script_gave_to_exit(string script, int expected)
    {
        HostResult result = await HostProcess.RunAsync(script);

        Assert.Equal(expected, result.ExitCode);
        Assert.Contains("order-1 Accepted", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unreachable", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task The_exit_of_an_inner_script_and_a_failed_native_program_leave_the_exit_code_alone()
    {
        const string Script =
            """
            [IO.File]::WriteAllText("$PSScriptRoot/inner.ps1", 'exit 6')
            & $PSScriptRoot/inner.ps1
            "inner $LASTEXITCODE"
            if (-not $IsWindows) { /bin/sh -c 'echo from native; exit 9' } else { cmd /c 'echo from native& exit 9' }
            "native $LASTEXITCODE"
            """;

        HostResult result = await HostProcess.RunAsync(Script);

        Assert.Equal(["inner 6", "from native", "native 9"], result.Lines);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData(Row + "function Send-It { throw 'the gateway is closed' }\nSend-It", "the gateway is closed", "script.ps1:1")]
    [InlineData(Row + "$ErrorActionPreference = 'Stop'\nGet-Nothing", "Get-Nothing", "script.ps1:2")]
    public async Task An_uncaught_error_is_shown_with_its_position_and_exits_1(string script, string message, string position)
    {
        HostResult result = await HostProcess.RunAsync(script);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("order-1 Accepted", result.Output, StringComparison.Ordinal);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains(position, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_cannot_be_parsed_exits_1()
    {
        HostResult result = await HostProcess.RunAsync("'never shown'\nif (");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ParserError: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("script.ps1:2", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
