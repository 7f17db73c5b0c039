using System.Management.Automation;

namespace LianPay.Module.Tests.Commands;

public sealed class GetLianPayConnectionTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public void Without_a_connection_it_writes_nothing()
    {
        using Engine engine = new();

        Assert.Empty(EngineAssert.Clean(engine.Try("Get-LianPayConnection")).Output);
    }

    [Fact]
    public void It_shows_where_payments_would_go_and_no_key()
    {
        using Session session = new(sandbox);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("Get-LianPayConnection; Get-LianPayConnection | Out-Host"));

        PSObject connection = Assert.Single(run.Output);
        Assert.Equal(sandbox.Sandbox.Text("Gateway"), connection.Text("Gateway"));
        Assert.Contains("Sandbox", run.Screen, StringComparison.Ordinal);
        Assert.Equal(
            ["Environment", "Gateway", "KeyFingerprint", "Ledger", "NotifyUrl", "PartnerId", "PlatformKeyFingerprint", "Policy", "Profile"],
            connection.Properties.Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_runspace_has_a_connection_of_its_own()
    {
        using Session first = new(sandbox);
        using Session second = new("-HeldPayment 0");

        string? firstGateway = Assert.Single(first.Engine.Run("Get-LianPayConnection").Output).Text("Gateway");
        string? secondGateway = Assert.Single(second.Engine.Run("Get-LianPayConnection").Output).Text("Gateway");
        second.Engine.Run("Disconnect-LianPay");

        Assert.NotEqual(firstGateway, secondGateway);
        Assert.Single(first.Engine.Run("Get-LianPayConnection").Output);
    }

    [Fact]
    public void A_connection_can_be_handed_to_another_runspace()
    {
        using Session session = new(sandbox);
        using Engine other = new();
        other.Set("handed", Assert.Single(session.Engine.Run("Get-LianPayConnection").Output));
        other.Set("rows", sandbox.Take(2).Select(payment => Row.Of(payment).AsObject()).ToArray());

        EngineRun run = EngineAssert.Clean(other.Try("$rows | Confirm-LianPayment -Connection $handed -Confirm:$false; Get-LianPayConnection"));

        Assert.Equal(["Accepted", "Accepted"], run.Output.Select(result => result.Text("Status")));
    }
}
