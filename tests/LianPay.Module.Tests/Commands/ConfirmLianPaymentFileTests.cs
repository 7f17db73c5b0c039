using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

/// <summary>The reviewer writes a file, and another process confirms from it: what was decided is not lost on the way.</summary>
public sealed class ConfirmLianPaymentFileTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Confirm-LianPayment";

    [Theory]
    [InlineData("reviewed.csv", "no_order,confirm_code,ret_code,reviewed_by,reviewed_at,decision\n{0},{1},4002,li.na,{2},{3}\n")]
    [InlineData("reviewed.csv", "OrderNumber,ConfirmCode,RetCode,ReviewedBy,ReviewedAt,Decision\n{0},{1},4002,li.na,{2},{3}\n")]
    [InlineData("reviewed.json", "[{{\"OrderNumber\":\"{0}\",\"ConfirmCode\":\"{1}\",\"RetCode\":\"4002\",\"ReviewedBy\":\"li.na\",\"ReviewedAt\":\"{2}\",\"Decision\":\"{3}\"}}]")]
    public void A_denied_payment_stays_denied_and_an_approved_one_approved(string name, string content)
    {
        using Session session = new(sandbox);
        using TempDirectory folder = new();
        session.Engine.Set("file", folder.File(name));
        var payment = sandbox.Take(1)[0];
        EngineRun ConfirmAs(string decision)
        {
            File.WriteAllText(folder.File(name), string.Format(
                System.Globalization.CultureInfo.InvariantCulture, content, payment.Text("OrderNumber"), payment.Text("ConfirmCode"), Row.Ago(TimeSpan.FromMinutes(1)), decision));
            return session.Engine.Try("Import-LianPayment -LiteralPath $file | Confirm-LianPayment -Confirm:$false");
        }

        EngineRun denied = ConfirmAs("Denied");
        long afterDenial = session.Requests;
        EngineRun approved = ConfirmAs("Approved");

        EngineAssert.Error(denied, Cmdlet, "ReviewDenied");
        Assert.Equal(0, afterDenial);
        Assert.Equal("Accepted", Assert.Single(EngineAssert.Clean(approved).Output).Text("Status"));
    }
}
