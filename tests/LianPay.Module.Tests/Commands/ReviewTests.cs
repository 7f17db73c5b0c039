using System.Management.Automation;

namespace LianPay.Module.Tests.Commands;

/// <summary>What Approve-LianPayment and Deny-LianPayment have in common.</summary>
public abstract class ReviewTests : IDisposable
{
    private readonly string _cmdlet;
    private readonly string _decision;

    private protected ReviewTests(string cmdlet, string decision)
    {
        _cmdlet = cmdlet;
        _decision = decision;
    }

    private protected Engine Engine { get; } = new();

    [Fact]
    public void The_review_is_put_on_the_payment_and_other_columns_are_kept()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;

        PSObject payment = Assert.Single(EngineAssert.Clean(Review([Row.Of("A1", "137007").With("acct_name", "张三").With("money_order", "12.50").With("department", "north").AsObject()])).Output);

        Assert.Equal("LianPay.HeldPayment", payment.TypeNames[0]);
        Assert.Equal("A1", payment.Text("OrderNumber"));
        Assert.Equal("137007", payment.Text("ConfirmCode"));
        Assert.Equal("张三", payment.Text("Payee"));
        Assert.Equal(12.50m, payment.Value("Amount"));
        Assert.Equal("wang.wei", payment.Text("ReviewedBy"));
        Assert.Equal("checked", payment.Text("ReviewReason"));
        Assert.Equal(_decision, payment.Text("Decision"));
        Assert.InRange((DateTimeOffset)payment.Value("ReviewedAt")!, before, DateTimeOffset.UtcNow);
        Assert.Equal("north", payment.Text("department"));
    }

    [Fact]
    public void A_hashtable_is_a_payment_too_and_columns_that_differ_in_case_alone_do_no_harm()
    {
        System.Collections.Hashtable table = new(StringComparer.Ordinal) { ["no_order"] = "A1", ["confirm_code"] = "137007", ["ret_code"] = "4002", ["Note"] = "a", ["note"] = "b", [" "] = "c" };

        Assert.Equal("A1", Assert.Single(EngineAssert.Clean(Review([table])).Output).Text("OrderNumber"));
    }

    [Fact]
    public void A_bad_row_is_an_error_without_its_code_and_the_others_go_on()
    {
        EngineRun run = Review([Row.Of("A1", "137007").AsObject(), Row.Of("A 2", "730194").AsObject(), Row.Of("A3", "137009").AsObject()]);

        EngineAssert.Error(run, _cmdlet, "OrderNumberInvalid");
        Assert.Equal(["A1", "A3"], run.Output.Select(payment => payment.Text("OrderNumber")));
        Assert.DoesNotContain("730194", run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_reviews_nothing_and_Confirm_asks_for_each()
    {
        Engine.Set("rows", new[] { Row.Of("A1", "730194").AsObject(), Row.Of("A2", "730194").AsObject() });

        EngineRun dry = Engine.Try($"$rows | {_cmdlet} -Reviewer a -Reason b -WhatIf");
        Engine.Host.Answer("No");
        Engine.Host.Answer("Yes");
        EngineRun asked = Engine.Try($"$rows | {_cmdlet} -Reviewer a -Reason b -Confirm");

        Assert.Empty(dry.Output);
        Assert.Equal("A2", Assert.Single(asked.Output).Text("OrderNumber"));
        Assert.DoesNotContain("730194", dry.Screen + asked.Screen, StringComparison.Ordinal);
    }

    public void Dispose() => Engine.Dispose();

    private protected void Refuses(string id, object row) => EngineAssert.Error(Review([row]), _cmdlet, id);

    private protected void RefusesReviewer(string id, string arguments)
    {
        Engine.Set("rows", new[] { Row.Of("A1", "137007").AsObject() });

        EngineRun run = Engine.Try($"$rows | {_cmdlet} {arguments}");

        EngineAssert.Error(run, _cmdlet, id);
        Assert.Empty(run.Output);
    }

    private EngineRun Review(object[] rows)
    {
        Engine.Set("rows", rows);
        return Engine.Try($"$rows | {_cmdlet} -Reviewer wang.wei -Reason checked");
    }
}
