namespace LianPay.Module.Tests.Commands;

/// <summary><c>$PSDefaultParameterValues</c> and splatting, as people keep their settings with them.</summary>
public sealed class DefaultParameterValueTests : IDisposable
{
    private readonly Session _session = new("3");

    [Fact]
    public void A_connection_and_the_settings_of_a_batch_are_taken_from_the_defaults_of_the_session()
    {
        _session.Engine.Set("rows", _session.Payments.Select(payment => Row.Of(payment).AsObject()).ToArray());

        EngineRun run = EngineAssert.Clean(_session.Engine.Try("""
            $connection = Connect-LianPay -Sandbox $sandbox -PassThru
            $PSDefaultParameterValues = @{ '*-LianPay*:Connection' = $connection; 'Confirm-LianPayment:Confirm' = $false; 'Confirm-LianPayment:ThrottleLimit' = 4; 'Approve-LianPayment:Reviewer' = 'li.na'; 'Approve-LianPayment:Reason' = 'Checked' }
            $rows | Approve-LianPayment | Confirm-LianPayment
            Get-LianPayRecord
            """));

        Assert.Equal(6, run.Output.Count);
        Assert.Empty(_session.Engine.Host.Prompts);
    }

    [Fact]
    public void A_default_that_is_a_number_is_no_id()
    {
        _session.Engine.Run("$PSDefaultParameterValues = @{ 'Get-LianPayment:OrderNumber' = 20170208165924 }");

        EngineAssert.Error(_session.Engine.Try("Get-LianPayment"), "Get-LianPayment", "NumericId");
    }

    [Fact]
    public void Arguments_are_splatted_to_each_way_to_connect()
    {
        EngineRun run = EngineAssert.Clean(_session.Engine.Try("""
            $byPath = @{ Environment = 'Sandbox'; PartnerId = $sandbox.PartnerId; PrivateKeyPath = $sandbox.PrivateKeyPath; PlatformKeyPath = $sandbox.PlatformKeyPath; Gateway = $sandbox.Gateway; TimeoutSec = 5; PassThru = $true }
            $bySandbox = @{ Sandbox = $sandbox; NotifyUrl = 'https://pay.example.com/notify'; PassThru = $true }
            Connect-LianPay @byPath
            Connect-LianPay @bySandbox
            """));

        Assert.All(run.Output, connection => Assert.Equal("Sandbox", connection.Text("Environment")));
        Assert.Equal(2, run.Output.Count);
    }

    public void Dispose() => _session.Dispose();
}
