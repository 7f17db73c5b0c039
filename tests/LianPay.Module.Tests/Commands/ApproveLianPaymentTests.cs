namespace LianPay.Module.Tests.Commands;

public sealed class ApproveLianPaymentTests(SandboxFixture sandbox) : ReviewTests(Cmdlet, "Approved"), IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Approve-LianPayment";

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("OrderNumberInvalid", "no_order", null)]
    [InlineData("OrderNumberInvalid", "no_order", "")]
    [InlineData("NumericId", "no_order", 20170208165924L)]
    [InlineData("NumericId", "confirm_code", 137007)]
    [InlineData("ReviewedAtInvalid", "reviewed_at", "03/04/2026")]
    [InlineData("AmountInvalid", "money_order", "22,99")]
    public void A_bad_row_is_refused(string id, string column, object? value) =>
        Refuses(id, Row.Of("A1", "137007").With(column, value).AsObject());

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("ReviewerInvalid", "-Reviewer ' ' -Reason checked")]
    [InlineData("ReviewerInvalid", "-Reviewer ('a' * 129) -Reason checked")]
    [InlineData("ReviewerInvalid", "-Reviewer \"li`u{202E}na\" -Reason checked")]
    [InlineData("ReasonInvalid", "-Reviewer li.na -Reason ' '")]
    [InlineData("ReasonInvalid", "-Reviewer li.na -Reason ('a' * 513)")]
    public void A_review_without_a_person_or_a_reason_is_none(string id, string arguments) => RefusesReviewer(id, arguments);

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("PartnerMismatch", "$row.PSObject.Properties.Add([psnoteproperty]::new('oid_partner', '201606221000921503')); $row | REVIEW")]
    [InlineData("AlreadyDecided", "$null = $row | Confirm-LianPayment -Confirm:$false; $row | REVIEW")]
    [InlineData("ConnectionClosed", "$c = Get-LianPayConnection; Disconnect-LianPay; $row | REVIEW -Connection $c")]
    [InlineData("ConfirmCodeInvalid", "$row.confirm_code = ''; $row | REVIEW")]
    public void What_the_ledger_cannot_take_is_refused(string id, string script) => RefusesInLedger(sandbox, id, script);

    [Fact]
    public void Whoever_is_asked_is_shown_a_refusal_in_the_ledger()
    {
        using Session session = new(sandbox);
        session.Engine.Set("row", Row.Of(sandbox.Take(1)[0]).AsObject());
        session.Engine.Run("$row | Deny-LianPayment -Reviewer wang.wei -Reason 'Wrong payee, fraud suspected'");
        session.Engine.Host.Answer("Approve");
        session.Engine.Host.Answer("The payee was right after all");

        EngineRun run = EngineAssert.Clean(session.Engine.Try("$row | Approve-LianPayment"));

        Assert.Equal("Approved", Assert.Single(run.Output).Text("Decision"));
        Assert.Contains("Denied by wang.wei", session.Engine.Host.Prompts[0], StringComparison.Ordinal);
        Assert.Contains("Wrong payee, fraud suspected", session.Engine.Host.Prompts[0], StringComparison.Ordinal);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void A_list_that_takes_a_refusal_back_says_so()
    {
        using Session session = new(sandbox);
        session.Engine.Set("row", Row.Of(sandbox.Take(1)[0]).AsObject());
        session.Engine.Run("$row | Deny-LianPayment -Reviewer wang.wei -Reason 'Wrong payee, fraud suspected'");

        EngineRun run = session.Engine.Try("$row | Approve-LianPayment -Reviewer li.na -Reason checked");

        Assert.Empty(run.Errors);
        string warning = Assert.Single(run.Warnings);
        Assert.Contains("denied in the ledger by wang.wei (Wrong payee, fraud suspected)", warning, StringComparison.Ordinal);
        Assert.Empty(session.Engine.Try("$row | Approve-LianPayment -Reviewer li.na -Reason checked").Warnings);
    }

    [Fact]
    public void Nobody_is_asked_about_an_order_that_is_decided()
    {
        using Session session = new(sandbox);
        session.Engine.Set("row", Row.Of(sandbox.Take(1)[0]).AsObject());
        session.Engine.Run("$null = $row | Confirm-LianPayment -Confirm:$false");

        EngineRun run = session.Engine.Try("$row | Approve-LianPayment");

        EngineAssert.Error(run, Cmdlet, "AlreadyDecided");
        Assert.Empty(session.Engine.Host.Prompts);
    }

    [Fact]
    [ErrorId(Cmdlet, "NotInteractive")]
    public void A_host_that_cannot_ask_needs_a_reviewer_and_a_reason() => RefusesWhenNobodyAnswers();

    [Fact]
    [ErrorId(Cmdlet, "LedgerFull")]
    public void A_full_disk_records_nothing() => RefusesOnAFullDisk();
}
