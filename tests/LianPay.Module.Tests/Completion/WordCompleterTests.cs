using System.Management.Automation;

namespace LianPay.Module.Tests.Completion;

/// <summary>Arguments that are one word of a list. Those of an enumeration or a set the engine completes by itself, without asking any completer.</summary>
public sealed class WordCompleterTests : IDisposable
{
    private readonly Engine _engine = new();

    [Theory]
    [InlineData("Connect-LianPay -Environment ", "Production Sandbox")]
    [InlineData("Connect-LianPay -Environment s", "Sandbox")]
    [InlineData("Get-LianPayRecord -Status Re", "Rejected Returned Refused Review")]
    [InlineData("Get-LianPayRecord -Status Unknown, rev", "Review")]
    [InlineData("Get-LianPayRecord -Status 'Unk", "'Unknown'")]
    [InlineData("Resolve-LianPayment -As ", "Paid Failed Returned Closed")]
    [InlineData("Import-LianPayment ./held.csv -Encoding g", "gb18030")]
    [InlineData("Import-LianPayment ./held.csv -Format ", "Csv Json JsonLines")]
    [InlineData("Start-LianPaySandbox -Fault Drop", "DropAfterApply DropBeforeApply DropBeforeRead")]
    [InlineData("New-LianPayKeyPair -Bits 4", "4096")]
    [InlineData("Confirm-LianPayment -RetCode ", "'4002' '4003' '4004'")]
    [InlineData("Confirm-LianPayment -RetCode '4003", "'4003'")]
    [InlineData("Confirm-LianPayment -RetCode \"4003", "'4003'")]
    [InlineData("Confirm-LianPayment -RetCode 4003", "'4003'")]
    [InlineData("Confirm-LianPayment -RetCode 0", "")]
    public void The_words_that_fit_are_offered(string line, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), _engine.Complete(line).Texts().Order(StringComparer.Ordinal));

    [Fact]
    public void A_code_of_a_hold_says_in_the_gateways_words_and_in_English_what_it_means()
    {
        CompletionResult match = Assert.Single(_engine.Complete("Confirm-LianPayment -RetCode 4003"));

        Assert.Equal("4003 收款银行卡和姓名不一致", match.ListItemText);
        Assert.Equal("收款银行卡和姓名不一致: Held: the payee's card and name do not match. A person must review it.", match.ToolTip);
    }

    public void Dispose() => _engine.Dispose();
}
