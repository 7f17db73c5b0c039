namespace LianPay.Module.Tests.Commands;

public sealed class DenyLianPaymentTests(SandboxFixture sandbox) : ReviewTests(Cmdlet, "Denied"), IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Deny-LianPayment";

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
    public void What_the_ledger_cannot_take_is_refused(string id, string script) => RefusesInLedger(sandbox, id, script);

    [Fact]
    [ErrorId(Cmdlet, "NotInteractive")]
    public void A_host_that_cannot_ask_needs_a_reviewer_and_a_reason() => RefusesWhenNobodyAnswers();

    [Fact]
    [ErrorId(Cmdlet, "LedgerFull")]
    public void A_full_disk_records_nothing() => RefusesOnAFullDisk();
}
