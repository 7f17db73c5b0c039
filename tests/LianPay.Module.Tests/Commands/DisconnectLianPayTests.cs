namespace LianPay.Module.Tests.Commands;

public sealed class DisconnectLianPayTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public void The_connection_of_the_runspace_is_closed_and_gone()
    {
        using Session session = new(sandbox);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("Disconnect-LianPay; Get-LianPayConnection; Disconnect-LianPay"));

        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_given_connection_is_closed_wherever_it_is_used_and_the_others_stay()
    {
        using Session session = new(sandbox);

        EngineRun run = session.Engine.Try("""
            $first = Get-LianPayConnection
            $second = Connect-LianPay -Sandbox $sandbox -PassThru
            Disconnect-LianPay -Connection $first
            [object]::ReferenceEquals($second, (Get-LianPayConnection))
            Get-LianPayment -OrderNumber 'A1' -Connection $first
            """);

        Assert.Equal(true, Assert.Single(run.Output).BaseObject);
        EngineAssert.Error(run, "Get-LianPayment", "ConnectionClosed");
    }

    [Fact]
    public void Without_a_connection_it_does_nothing()
    {
        using Engine engine = new();

        Assert.Empty(EngineAssert.Clean(engine.Try("Disconnect-LianPay")).Output);
    }
}
