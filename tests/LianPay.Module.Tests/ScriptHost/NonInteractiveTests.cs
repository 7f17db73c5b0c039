namespace LianPay.Module.Tests.ScriptHost;

public sealed class NonInteractiveTests
{
    private const string Script =
        """
        function Remove-It {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Mandatory)] $Name)
            if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" }
        }
        $choices = [System.Management.Automation.Host.ChoiceDescription[]]('&Yes', '&No')
        $questions = @(
            { $Host.UI.ReadLine() }
            { $Host.UI.ReadLineAsSecureString() }
            { $Host.UI.PromptForChoice('caption', 'message', $choices, 0) }
            { $Host.UI.PromptForCredential('caption', 'message', '', '') }
            { $Host.UI.RawUI.ReadKey() }
            { Remove-It -Name unconfirmed }
            { Remove-It }
        )
        foreach ($question in $questions) {
            try { & $question } catch { $_.Exception.GetBaseException().Message }
        }
        Remove-It -Name confirmed -Confirm:$false
        """;

    [Fact]
    public async Task Without_a_terminal_every_question_fails_at_once_and_says_what_to_pass()
    {
        HostResult result = await HostProcess.RunAsync(Script);

        AssertNothingWasAsked(result.Output);
    }

    [Fact]
    public async Task With_NonInteractive_every_question_fails_on_a_terminal_too()
    {
        using HostProcess host = HostProcess.StartOnTerminal(Script, "-NonInteractive");

        HostResult result = await host.WaitAsync();

        AssertNothingWasAsked(result.Output);
    }

    private static void AssertNothingWasAsked(string output)
    {
        const string Refusal =
            "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available. "
            + "Pass every mandatory parameter, and -Confirm:$false to a command that would ask for confirmation.";
        Assert.Equal(6, output.Split(Refusal).Length - 1);
        Assert.Contains("missing mandatory parameters: Name", output, StringComparison.Ordinal);
        Assert.DoesNotContain("removed unconfirmed", output, StringComparison.Ordinal);
        Assert.Contains("removed confirmed", output, StringComparison.Ordinal);
    }
}
