using System.Management.Automation;
using System.Net.Sockets;

namespace LianPay.Module.Tests.Commands;

public sealed class StopLianPaySandboxTests : IDisposable
{
    private const string Cmdlet = "Stop-LianPaySandbox";

    private readonly Engine _engine = new();

    [Fact]
    public void The_port_is_closed_and_the_keys_are_deleted_and_twice_does_no_harm()
    {
        PSObject sandbox = Assert.Single(EngineAssert.Clean(_engine.Try("$s = Start-LianPaySandbox; $s; $s | Stop-LianPaySandbox; Stop-LianPaySandbox $s")).Output);

        Assert.False(File.Exists(sandbox.Text("PrivateKeyPath")));
        Assert.False(File.Exists(sandbox.Text("PlatformKeyPath")));
        using TcpClient client = new();
        Assert.Throws<SocketException>(() => client.Connect("127.0.0.1", new Uri(sandbox.Text("Gateway")!).Port));
    }

    [Theory]
    [ErrorId(Cmdlet, "SandboxMissing")]
    [InlineData("Stop-LianPaySandbox")]
    [InlineData("$null | Stop-LianPaySandbox")]
    [InlineData("Stop-LianPaySandbox -InputObject $row")]
    [InlineData("$row | Stop-LianPaySandbox")]
    public void What_is_no_sandbox_is_refused_without_a_word_of_its_content(string script)
    {
        _engine.Set("row", Row.Of("A1", "730194").AsObject());

        EngineRun run = _engine.Try(script);

        EngineAssert.Error(run, Cmdlet, "SandboxMissing");
        Assert.DoesNotContain("730194", run.EveryStream(), StringComparison.Ordinal);
    }

    public void Dispose() => _engine.Dispose();
}
