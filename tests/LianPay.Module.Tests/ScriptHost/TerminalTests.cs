namespace LianPay.Module.Tests.ScriptHost;

public sealed class TerminalTests
{
    private const string ConfirmPrompt = "[?] Help (default is \"Y\"): ";

    private const string Script =
        """
        function Send-It {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
            param(
                [Parameter(Mandatory, HelpMessage = 'The number of the order.')] [string] $Order,
                [Parameter(Mandatory)] [string[]] $Tag,
                [Parameter(Mandatory)] [securestring] $Code)
            if ($PSCmdlet.ShouldProcess($Order)) { "sent $Order $($Tag -join '+') $($Code.Length)" } else { "kept $Order" }
        }
        Send-It
        Send-It -Order 2 -Tag x -Code ([securestring]::new())
        """;

    [Fact]
    public async Task Mandatory_parameters_and_confirmations_are_asked_for_on_a_terminal()
    {
        using HostProcess host = HostProcess.StartOnTerminal(Script);

        await host.ReadToAsync("Order: ");
        await host.TypeAsync("!?\r");
        await host.ReadToAsync("The number of the order.");
        await host.ReadToAsync("Order: ");
        await host.TypeAsync("00123\r");
        await host.ReadToAsync("Tag[0]: ");
        await host.TypeAsync("a\r");
        await host.ReadToAsync("Tag[1]: ");
        await host.TypeAsync("\r");
        await host.ReadToAsync("Code: ");
        await host.TypeAsync("123\u007f456\r");
        string masked = await host.ReadToAsync("Confirm");
        await host.ReadToAsync(ConfirmPrompt);
        await host.TypeAsync("?\r");
        await host.ReadToAsync("L - ");
        await host.ReadToAsync(ConfirmPrompt);
        await host.TypeAsync("s\r");
        await host.ReadToAsync("This host has no nested prompt to suspend to.");
        await host.ReadToAsync(ConfirmPrompt);
        await host.TypeAsync("perhaps\r");
        await host.ReadToAsync(ConfirmPrompt);
        await host.TypeAsync("yes\r");
        await host.ReadToAsync("sent 00123 a 5");
        await host.ReadToAsync(ConfirmPrompt);
        await host.TypeAsync("N\r");
        await host.ReadToAsync("kept 2");

        HostResult result = await host.WaitAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("***\b \b***", masked.Trim());
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.ReadLineAsSecureString()")]
    public async Task Ctrl_C_at_a_prompt_stops_the_script(string question)
    {
        using HostProcess host = HostProcess.StartOnTerminal(
            $"try {{ $Host.UI.Write('Ask: '); {question} }} finally {{ [Console]::WriteLine('cleaned up') }}; 'unreachable'");
        await host.ReadToAsync("Ask: ");

        await host.TypeAsync("a\u0003");
        HostResult result = await host.WaitAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("cleaned up", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unreachable", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_one_line_at_most_five_times_a_second_and_wiped_out_before_other_output()
    {
        using HostProcess host = HostProcess.StartOnTerminal(
            """
            foreach ($row in 1..1000) {
                $record = [System.Management.Automation.ProgressRecord]::new(1, 'Confirming', "order`n$row")
                $record.PercentComplete = 50
                $Host.UI.WriteProgress(1, $record)
            }
            'done'
            """);

        HostResult result = await host.WaitAsync();

        int drawn = result.Output.Split("\rConfirming: order ").Length - 1;
        Assert.InRange(drawn, 1, 100);
        Assert.Matches("\rConfirming: order [0-9]+ \\[50%\\]\r +\rdone", result.Output);
    }
}
