namespace LianPay.Module.Tests.ScriptHost;

public sealed class StreamTests
{
    private const string Script =
        """
        function Write-Everything {
            [CmdletBinding()] param()
            'plain 中文'
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteVerbose('a detail')
            $PSCmdlet.WriteDebug('a finding')
            $PSCmdlet.WriteInformation('an information', @())
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Confirming', 'row 1'))
            $record = [System.Management.Automation.ErrorRecord]::new(
                [InvalidOperationException]::new('row 2 was refused'), 'Refused', 'InvalidData', $null)
            $PSCmdlet.WriteError($record)
        }
        $DebugPreference = $VerbosePreference = $InformationPreference = 'Continue'
        Write-Everything
        $Host.UI.WriteLine('Red', 'Black', "$([char]27)[31mpainted$([char]27)[0m")
        [pscustomobject]@{ Payee = '张三'; Amount = '12.30' }
        """;

    [Fact]
    public async Task Errors_go_to_stderr_and_every_other_stream_to_stdout_as_with_pwsh_File()
    {
        HostResult result = await HostProcess.RunAsync(Script);

        Assert.Equal(
            [
                "plain 中文", "WARNING: a warning", "VERBOSE: a detail", "DEBUG: a finding", "an information", "painted",
                "Payee Amount", "----- ------", "张三  12.30",
            ],
            result.Lines);
        Assert.Contains("Write-Everything: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("row 2 was refused", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_log_file_gets_neither_colours_nor_progress()
    {
        HostResult result = await HostProcess.RunAsync(Script);

        Assert.DoesNotContain('\e', result.Output + result.Error);
        Assert.DoesNotContain("Confirming", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_engines_own_commands_are_offered()
    {
        HostResult result = await HostProcess.RunAsync(
            "foreach ($name in 'Write-Host', 'Read-Host', 'Select-Object', 'ForEach-Object') "
            + "{ \"$name $([bool](Get-Command $name -ErrorAction Ignore))\" }");

        Assert.Equal(["Write-Host False", "Read-Host False", "Select-Object False", "ForEach-Object True"], result.Lines);
    }
}
