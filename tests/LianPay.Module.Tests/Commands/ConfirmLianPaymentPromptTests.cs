namespace LianPay.Module.Tests.Commands;

/// <summary>-WhatIf and the question before money moves.</summary>
public sealed class ConfirmLianPaymentPromptTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Ask = "$rows | Confirm-LianPayment";

    [Fact]
    public void WhatIf_sends_nothing_and_writes_no_result()
    {
        using Session session = SessionWithRows(2);

        EngineRun run = EngineAssert.Clean(session.Engine.Try(Ask + " -WhatIf"));

        Assert.Empty(run.Output);
        Assert.Equal(0, session.Requests);
        Assert.Contains("What if", run.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Yes_sends_the_payment_and_No_leaves_it_untouched()
    {
        using Session session = SessionWithRows(2);
        session.Engine.Host.Answer("No");
        session.Engine.Host.Answer("Yes");

        EngineRun run = EngineAssert.Clean(session.Engine.Try(Ask));

        Assert.Equal(["Untouched", "Accepted"], run.Output.Select(result => result.Text("Status")));
        Assert.Equal("Declined", run.Output[0].Text("Reason"));
        Assert.Equal(2, session.Engine.Host.Prompts.Count);
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void Yes_to_all_asks_once()
    {
        using Session session = SessionWithRows(3);
        session.Engine.Host.Answer("Yes to All");

        EngineRun run = EngineAssert.Clean(session.Engine.Try(Ask));

        Assert.All(run.Output, result => Assert.Equal("Accepted", result.Text("Status")));
        Assert.Single(session.Engine.Host.Prompts);
        Assert.Equal(3, session.Requests);
    }

    [Fact]
    public void No_to_all_sends_nothing_and_gives_a_result_for_each()
    {
        using Session session = SessionWithRows(3);
        session.Engine.Host.Answer("No to All");

        EngineRun run = EngineAssert.Clean(session.Engine.Try(Ask));

        Assert.Equal(["Declined", "Declined", "Declined"], run.Output.Select(result => result.Text("Reason")));
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void A_declined_order_may_be_given_again_in_the_same_run()
    {
        using Session session = new(sandbox);
        object row = Row.Of(sandbox.Take(1)[0]).AsObject();
        session.Engine.Set("rows", new[] { row, row });
        session.Engine.Host.Answer("No");
        session.Engine.Host.Answer("Yes");

        EngineRun run = EngineAssert.Clean(session.Engine.Try(Ask));

        Assert.Equal(["Untouched", "Accepted"], run.Output.Select(result => result.Text("Status")));
    }

    [Fact]
    public void Nobody_is_asked_about_a_row_that_is_refused()
    {
        using Session session = new(sandbox);
        session.Engine.Set("rows", new[] { Row.Of(sandbox.Take(1)[0]).Without("reviewed_by").AsObject() });

        EngineRun run = session.Engine.Try(Ask);

        Assert.Equal("Refused", Assert.Single(run.Output).Text("Status"));
        Assert.Empty(session.Engine.Host.Prompts);
    }

    [Fact]
    public void The_question_names_order_payee_amount_reason_reviewer_and_place_and_not_the_code()
    {
        const string Held = "@{ no_order = 'PROMPT-A'; confirm_code = '730194'; ret_code = '4003'; money_order = '1234.50'; acct_name = '李四' }";
        using Session session = new($"-HeldPayment {Held}");
        session.Engine.Set("rows", new[] { Row.Of("PROMPT-A", "730194", "4003").With("money_order", "1234.50").With("acct_name", "李四\u001b[2J").AsObject() });
        session.Engine.Host.Answer("Yes");

        EngineAssert.Clean(session.Engine.Try(Ask));

        string prompt = Assert.Single(session.Engine.Host.Prompts);
        foreach (string part in (string[])["PROMPT-A", "李四", "1234.50 yuan, the payee's card and name do not match, reviewed by li.na", "Sandbox", "127.0.0.1", session.Sandbox.Text("PartnerId")!])
        {
            Assert.Contains(part, prompt, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("730194", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', prompt);
    }

    [Fact]
    public void A_host_that_cannot_ask_fails_and_sends_nothing()
    {
        using Session session = SessionWithRows(2);

        EngineRun run = session.Engine.Try(Ask);

        Assert.Empty(run.Output);
        Assert.True(run.Failure is not null || run.Errors.Count > 0);
        Assert.Equal(0, session.Requests);
    }

    private Session SessionWithRows(int count)
    {
        Session session = new(sandbox);
        session.Engine.Set("rows", sandbox.Take(count).Select(payment => Row.Of(payment).AsObject()).ToArray());
        return session;
    }
}
