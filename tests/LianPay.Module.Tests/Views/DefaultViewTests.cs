namespace LianPay.Module.Tests.Views;

/// <summary>What is shown when a script writes objects and says no more.</summary>
public sealed class DefaultViewTests
{
    private const string Payment = "[pscustomobject]@{ no_order = 'A1'; confirm_code = '482913'; ret_code = '4003'; acct_name = '张三'; money_order = '7.20' }";

    [Fact]
    public void A_payment_is_shown_as_a_row_in_words_and_without_its_code()
    {
        string screen = Show($"{Payment} | Approve-LianPayment -Reviewer 'li.na' -Reason 'ok' | Out-Host");

        Assert.Contains("A1", screen, StringComparison.Ordinal);
        Assert.Contains("card/name?", screen, StringComparison.Ordinal);
        Assert.Contains("7.20", screen, StringComparison.Ordinal);
        Assert.Contains("li.na", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("482913", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Among_objects_of_other_types_where_no_view_applies_a_payment_is_shown_without_its_code()
    {
        string screen = Show($"& {{ Get-Command Out-Host; {Payment} | Approve-LianPayment -Reviewer 'li.na' -Reason 'ok' }} | Out-Host");

        Assert.Contains("OrderNumber", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("482913", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void An_order_number_of_the_greatest_length_is_not_cut(int width)
    {
        string order = new('7', 32);
        using Engine engine = new();
        engine.Host.Width = width;

        EngineRun run = engine.Run($"@{{ no_order = '{order}'; confirm_code = '482913'; ret_code = '4002' }} | Approve-LianPayment -Reviewer 'li.na' -Reason 'ok' | Out-Host");

        Assert.Contains(order, run.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_payload_is_shown_by_its_length_alone()
    {
        using Engine engine = new();
        string path = Path.Combine(Directory.CreateTempSubdirectory("lianpay-view-").FullName, "key.pem");
        try
        {
            EngineRun run = engine.Run(
                $"$pair = New-LianPayKeyPair -Path '{path}'; "
                + "$sealed = Protect-LianPayload -InputObject @{ oid_partner = '201606221000921503'; memo = 'x' } -PublicKeyPath $pair.PublicKeyPath; "
                + "$sealed | Out-Host; & { Get-Command Out-Host; $sealed } | Out-Host; $sealed.Payload");

            Assert.DoesNotContain("lianpay1_0_1", run.Screen, StringComparison.Ordinal);
            Assert.StartsWith("lianpay1_0_1$", run.Output[^1].ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static string Show(string script)
    {
        using Engine engine = new();
        return engine.Run(script).Screen;
    }
}
