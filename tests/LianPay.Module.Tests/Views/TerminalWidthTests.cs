using System.Text.RegularExpressions;

namespace LianPay.Module.Tests.Views;

/// <summary>The four tables that a person sees most, on a terminal of 80 columns and on a wider one.</summary>
public sealed partial class TerminalWidthTests
{
    private const string Order = "202611261000000001";
    private const string Held = $"-HeldPayment @{{ no_order = '{Order}'; confirm_code = '730194'; ret_code = '4004'; money_order = '999999999.99'; acct_name = '欧阳小华' }}";
    private const string Approve = "$sandbox.HeldPayments | Approve-LianPayment -Reviewer wang.wei -Reason checked";
    private const string Deny = "$sandbox.HeldPayments | Deny-LianPayment -Reviewer wang.wei -Reason checked";
    private const string Confirm = Approve + " | Confirm-LianPayment -Confirm:$false";
    private const string HeldHeaders = "Order Amount Payee Held Reviewer";

    [Theory]
    [InlineData("$sandbox.HeldPayments", HeldHeaders, $"{Order} 999999999.99 欧阳小华 duplicate? card/name? nobody yet")]
    [InlineData(Approve, HeldHeaders, $"{Order} 999999999.99 欧阳小华 duplicate? card/name? wang.wei")]
    [InlineData(Deny, HeldHeaders, $"{Order} 999999999.99 欧阳小华 duplicate? card/name? denied by wang.wei")]
    [InlineData(Confirm, "Order Status Amount What it means", $"{Order} Accepted 999999999.99 In process, not paid yet: ask again with Get-LianPayment.")]
    [InlineData($"$null = {Confirm}; Get-LianPayment -OrderNumber {Order}", "Order Status Amount What it means", $"{Order} Accepted 999999999.99 At the bank. Wait for the notification or ask again.")]
    [InlineData($"$null = {Confirm}; Get-LianPayRecord", "Order Status Last sent (UTC) What it means", $"{Order} Accepted In process, not paid yet")]
    public void Every_header_is_whole_and_every_value_is_whole_or_broken_between_words(string script, string headers, string words)
    {
        foreach (int width in (int[])[80, 120])
        {
            using Session session = new(Held);
            session.Engine.Host.Width = width;

            string screen = Colour.Replace(EngineAssert.Clean(session.Engine.Try($"& {{ {script} }} | Out-Host")).Screen, "");

            Assert.Contains(headers, screen.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
            Assert.All(words.Split(' '), word => Assert.Contains(word, screen, StringComparison.Ordinal));
            Assert.DoesNotContain('…', screen);
        }
    }

    [GeneratedRegex("\\e\\[[0-9;]*m")]
    private static partial Regex Colour { get; }
}
