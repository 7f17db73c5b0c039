using System.Management.Automation;

namespace LianPay.Module.Tests.Commands;

/// <summary>The shapes in which people have their payments, and what errors may show of them.</summary>
public sealed class ConfirmLianPaymentRowTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Confirm-LianPayment";

    [Theory]
    [InlineData("wire names")]
    [InlineData("property names")]
    [InlineData("upper case")]
    [InlineData("hashtable of wire names")]
    [InlineData("hashtable of property names")]
    [InlineData("approved payment")]
    public void Every_shape_of_a_row_is_confirmed(string shape)
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];
        Row wire = Row.Of(payment);
        Row named = wire.Renamed("no_order", "OrderNumber").Renamed("confirm_code", "ConfirmCode").Renamed("ret_code", "RetCode")
            .Renamed("reviewed_by", "ReviewedBy").Renamed("reviewed_at", "ReviewedAt");
        session.Engine.Set("payment", payment);
        object row = shape switch
        {
            "wire names" => wire.AsObject(),
            "property names" => named.AsObject(),
            "upper case" => wire.Renamed("no_order", "NO_ORDER").Renamed("confirm_code", "CONFIRM_CODE").AsObject(),
            "hashtable of wire names" => wire.AsHashtable(),
            "hashtable of property names" => named.AsHashtable(),
            _ => Assert.Single(session.Engine.Run("$payment | Approve-LianPayment -Reviewer li.na -Reason Checked").Output),
        };

        PSObject result = Assert.Single(EngineAssert.Clean(session.Confirm([row])).Output);

        Assert.Equal("Accepted", result.Text("Status"));
        Assert.Equal(payment.Text("OrderNumber"), result.Text("OrderNumber"));
        Assert.Equal("li.na", result.Text("ReviewedBy"));
        Assert.Equal(1, session.Effects(payment.Text("OrderNumber")));
    }

    [Fact]
    public void Empty_columns_count_as_absent()
    {
        using Session session = new(sandbox);
        Row row = Row.Of(sandbox.Take(1)[0]).With("oid_partner", "").With("notify_url", "").With("Platform", "").With("Decision", "").With("money_order", "").With("Row", "");

        Assert.Equal("Accepted", Assert.Single(EngineAssert.Clean(session.Confirm([row.AsObject()])).Output).Text("Status"));
    }

    [Fact]
    public void Rows_keep_the_number_of_their_source_or_are_counted()
    {
        using Session session = new(sandbox);
        object[] rows = [.. sandbox.Take(2).Select(payment => Row.Of(payment).AsObject()), .. sandbox.Take(1).Select(payment => Row.Of(payment).With("Row", "17").AsHashtable())];

        Assert.Equal([1L, 2L, 17L], session.Confirm(rows).Output.Select(result => result.Value("Row")));
    }

    [Fact]
    public void A_row_of_a_file_with_semicolons_is_refused_without_a_word_of_its_content()
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];
        PSObject row = new();
        row.Properties.Add(new PSNoteProperty("no_order;confirm_code;ret_code", $"{payment.Text("OrderNumber")};{payment.Text("ConfirmCode")};4002"));

        EngineRun run = session.Confirm([row]);

        EngineAssert.Error(run, Cmdlet, "OrderNumberInvalid");
        Assert.DoesNotContain(payment.Text("ConfirmCode")!, run.EveryStream(), StringComparison.Ordinal);
        Assert.Equal(0, session.Requests);
    }

    [Theory]
    [InlineData("ret_code")]
    [InlineData("oid_partner")]
    public void A_code_in_the_wrong_column_is_not_shown(string column)
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];

        EngineRun run = session.Confirm([Row.Of(payment).With(column, payment.Text("ConfirmCode")).AsObject()]);

        Assert.Single(run.Errors);
        Assert.DoesNotContain(payment.Text("ConfirmCode")!, run.EveryStream(), StringComparison.Ordinal);
        Assert.Equal("Refused", Assert.Single(run.Output).Text("Status"));
    }

    [Fact]
    public void An_empty_row_is_refused()
    {
        using Session session = new(sandbox);

        EngineRun run = session.Confirm([new PSObject(), new System.Collections.Hashtable(), "A1", 17]);

        Assert.Equal(4, run.Output.Count);
        Assert.All(run.Output, result => Assert.Equal("Refused", result.Text("Status")));
        Assert.All(run.Errors, error => EngineAssert.Error(error, Cmdlet, "OrderNumberInvalid"));
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void The_target_of_an_error_is_the_row_without_its_code()
    {
        using Session session = new(sandbox);
        PSObject payment = sandbox.Take(1)[0];

        EngineRun run = session.Confirm([Row.Of(payment).With("acct_name", "张三").Without("reviewed_at").AsObject()]);

        PSObject target = PSObject.AsPSObject(EngineAssert.Error(run, Cmdlet, "NotReviewed").TargetObject);
        Assert.Equal("LianPay.HeldPayment", target.TypeNames[0]);
        Assert.Equal(payment.Text("OrderNumber"), target.Text("OrderNumber"));
        Assert.Equal("张三", target.Text("Payee"));
        Assert.Null(target.Value("ConfirmCode"));
    }
}
