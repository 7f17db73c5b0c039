namespace LianPay.Module.Tests.ScriptHost;

public sealed class StopTests
{
    /// <summary>
    /// The engine stops a script between two statements, or in a cmdlet; it cannot leave a call of .NET. So the script
    /// waits in short calls, on an event that never comes.
    /// </summary>
    private const string Wait =
        "$never = [Threading.ManualResetEventSlim]::new(); [Console]::WriteLine('ready'); while (-not $never.Wait(10)) { }";

    [Theory]
    [InlineData(HostProcess.SigInt, 130)]
    [InlineData(HostProcess.SigTerm, 143)]
    public async Task A_signal_stops_the_script_and_its_finally_blocks_run(int signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        using HostProcess host = HostProcess.Start($"try {{ {Wait} }} finally {{ [Console]::WriteLine('cleaned up') }}; 'unreachable'; exit 3");
        await host.ReadToAsync("ready");

        host.Send(signal);
        HostResult result = await host.WaitAsync();

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(["ready", "cleaned up"], result.Lines);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_second_signal_ends_a_script_that_does_not_stop()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        using HostProcess host = HostProcess.Start(
            $"try {{ {Wait} }} finally {{ [Console]::WriteLine('stopping'); $never.Wait(); [Console]::WriteLine('unreachable') }}");
        await host.ReadToAsync("ready");
        host.Send(HostProcess.SigTerm);
        await host.ReadToAsync("stopping");

        host.Send(HostProcess.SigInt);
        HostResult result = await host.WaitAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Equal(["ready", "stopping"], result.Lines);
    }
}
