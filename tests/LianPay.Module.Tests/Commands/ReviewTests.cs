using System.Management.Automation;
using LianPay.Core.Tests;

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
        // The time of a review has no more than milliseconds.
        DateTimeOffset before = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

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

    [Fact]
    public void Without_a_reason_each_payment_is_shown_and_asked_about()
    {
        Engine.Set("rows", new[]
        {
            Row.Of("A1", "730194").With("acct_name", "张三").With("money_order", "12.50").With("ret_msg", "疑似重复提交订单").AsObject(),
            Row.Of("A2", "730194").AsObject(),
            Row.Of("A3", "730194", "4003").AsObject(),
            Row.Of("A4", "730194").AsObject(),
            Row.Of("A5", "730194").AsObject(),
        });
        foreach (string answer in new[] { Verb, "Paid on the phone", "Skip", Verb, "", "Quit" })
        {
            Engine.Host.Answer(answer);
        }

        EngineRun run = EngineAssert.Clean(Engine.Try($"$rows | {_cmdlet}"));

        Assert.Equal(["A1", "A3"], run.Output.Select(payment => payment.Text("OrderNumber")));
        Assert.All(run.Output, payment => Assert.Equal("Paid on the phone", payment.Text("ReviewReason")));
        Assert.All(run.Output, payment => Assert.Equal(_decision, payment.Text("Decision")));
        Assert.All(run.Output, payment => Assert.Equal(Environment.UserName, payment.Text("ReviewedBy")));
        Assert.Equal(4, Engine.Host.Prompts.Count);
        string first = Engine.Host.Prompts[0];
        Assert.Contains($"{Verb} order A1?", first, StringComparison.Ordinal);
        Assert.Contains("张三", first, StringComparison.Ordinal);
        Assert.Contains("12.50 yuan", first, StringComparison.Ordinal);
        Assert.Contains("Held     4002, suspected duplicate (same day, same amount, same card, other order number)\n", first.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("疑似重复提交订单", first, StringComparison.Ordinal);
        Assert.Contains("reviewed by li.na", first, StringComparison.Ordinal);
        Assert.DoesNotContain("730194", run.Screen + run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_reason_is_asked_for_again_and_three_decide_nothing()
    {
        Engine.Set("rows", new[] { Row.Of("A1", "730194").AsObject(), Row.Of("A2", "730194").AsObject() });
        foreach (string answer in new[] { Verb, " ", "", "bidi \u202e", Verb, " ", "seen" })
        {
            Engine.Host.Answer(answer);
        }

        EngineRun run = EngineAssert.Clean(Engine.Try($"$rows | {_cmdlet} -Reviewer wang.wei"));

        PSObject payment = Assert.Single(run.Output);
        Assert.Equal(("A2", "seen", "wang.wei"), (payment.Text("OrderNumber"), payment.Text("ReviewReason"), payment.Text("ReviewedBy")));
    }

    private protected void RefusesWhenNobodyAnswers()
    {
        Engine.Set("rows", new[] { Row.Of("A1", "137007").AsObject() });

        EngineRun run = Engine.Try($"$rows | {_cmdlet}");

        EngineAssert.Error(run, _cmdlet, "NotInteractive");
        Assert.Empty(run.Output);
    }

    /// <summary>What is refused when the review would go into a ledger.</summary>
    private protected void RefusesInLedger(SandboxFixture sandbox, string id, string script)
    {
        using Session session = new(sandbox);
        session.Engine.Set("row", Row.Of(sandbox.Take(1)[0]).AsObject());

        EngineRun run = session.Engine.Try(script.Replace("REVIEW", $"{_cmdlet} -Reviewer wang.wei -Reason checked", StringComparison.Ordinal));

        EngineAssert.Error(run, _cmdlet, id);
    }

    private protected void RefusesOnAFullDisk()
    {
        using SmallDisk disk = SmallDisk.Mount("1m");
        using Session session = new("-HeldPayment 60", $"-Ledger '{disk.File("ledger.db")}'");
        disk.FillUp();
        session.Engine.Set("rows", session.Payments);

        EngineAssert.Error(session.Engine.Try($"$rows | {_cmdlet} -Reviewer wang.wei -Reason checked"), _cmdlet, "LedgerFull");
    }

    private string Verb => _cmdlet.Split('-')[0];

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
