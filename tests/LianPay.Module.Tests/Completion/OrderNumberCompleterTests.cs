using System.Management.Automation;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Completion;

/// <summary>Order numbers out of the ledger: fitting, quoted, explained; and nothing where there is nothing to read.</summary>
public sealed class OrderNumberCompleterTests : IClassFixture<OrderNumberCompleterTests.KnownOrders>
{
    private readonly Session _session;

    public OrderNumberCompleterTests(KnownOrders orders) => _session = orders.Session;

    private Engine Engine => _session.Engine;

    [Theory]
    [InlineData("Get-LianPayRecord -OrderNumber ")]
    [InlineData("Get-LianPayRecord ")]
    [InlineData("Get-LianPayment -OrderNumber ")]
    [InlineData("Resolve-LianPayment -OrderNumber ")]
    public void Orders_are_offered_the_latest_change_first(string line) =>
        Assert.Equal(["'00B2'", "'00A_2'", "'00AX2'", "'00A_1'"], Engine.Complete(line).Texts());

    [Theory]
    [InlineData("00A")]
    [InlineData("'00A")]
    [InlineData("\"00A")]
    public void What_is_typed_is_what_an_order_begins_with_quoted_or_not(string typed) =>
        Assert.Equal(["'00A_2'", "'00AX2'", "'00A_1'"], Engine.Complete("Get-LianPayRecord -OrderNumber " + typed).Texts());

    [Fact]
    public void An_underscore_stands_for_itself() =>
        Assert.Equal(["'00A_2'", "'00A_1'"], Engine.Complete("Get-LianPayRecord -OrderNumber 00A_").Texts());

    [Fact]
    public void The_next_order_of_a_list_is_completed_as_well() =>
        Assert.Equal(["'00B2'"], Engine.Complete("Get-LianPayRecord -OrderNumber '00A_1', 00B").Texts());

    [Fact]
    public void Status_and_time_are_in_the_tooltip_and_no_code_is()
    {
        CompletionResult match = Assert.Single(Engine.Complete("Get-LianPayRecord -OrderNumber 00B"));

        Assert.Equal("00B2 Accepted", match.ListItemText);
        Assert.Matches(@"^Accepted since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\. In process, not paid yet\.$", match.ToolTip);
    }

    [Theory]
    [InlineData("Resolve-LianPayment -As Paid -OrderNumber ")]
    [InlineData("Confirm-LianPayment -OrderNumber ")]
    public void Only_orders_are_offered_that_the_command_can_do_something_with(string line) =>
        Assert.DoesNotContain(Engine.Complete(line).Texts(), text => text.StartsWith("'00", StringComparison.Ordinal));

    [Fact]
    public void An_offered_order_is_taken_as_the_text_that_it_is()
    {
        string offered = Engine.Complete("Get-LianPayRecord -OrderNumber 00B")[0].CompletionText;

        Assert.Equal("00B2", Assert.Single(EngineAssert.Clean(Engine.Try($"Get-LianPayRecord -OrderNumber {offered}")).Output).Text("OrderNumber"));
    }

    [Fact]
    public void The_given_connection_counts_more_than_the_runspaces_own()
    {
        using Session other = new("1");
        Engine.Set("other", other.Engine.Run("Get-LianPayConnection").Output[0]);

        Assert.DoesNotContain(Engine.Complete("Get-LianPayRecord -Connection $other -OrderNumber 00").Texts(), text => text.StartsWith("'00", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_many_orders_the_latest_fifty_are_offered()
    {
        using Session session = new("60");
        EngineAssert.Clean(session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())], "-ThrottleLimit 16"));

        Assert.Equal(50, session.Engine.Complete("Get-LianPayRecord -OrderNumber ").Count(match => match.CompletionText[0] == '\''));
    }

    [Fact]
    public void Without_a_connection_or_with_a_closed_one_nothing_is_offered_and_nothing_said()
    {
        using Session session = new("1");
        session.Engine.Run("$closed = Get-LianPayConnection; Disconnect-LianPay");

        Assert.Empty(Orders(session.Engine.Complete("Get-LianPayRecord -OrderNumber ")));
        Assert.Empty(Orders(session.Engine.Complete("Get-LianPayRecord -Connection $closed -OrderNumber ")));
        Assert.Empty(Orders(session.Engine.Complete("Get-LianPayRecord -Connection 5 -OrderNumber ")));
    }

    [Fact]
    public void A_damaged_ledger_offers_nothing_and_says_nothing()
    {
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new("1", $"-Ledger '{ledger}'");
        session.Confirm([Row.Of(session.Payments[0]).AsObject()]);
        session.Engine.Run($"Disconnect-LianPay; Connect-LianPay -Sandbox $sandbox -Ledger '{ledger}'");
        LedgerDamage.Alter(ledger, "Accepted", "Rejected");

        Assert.Empty(Orders(session.Engine.Complete("Get-LianPayRecord -OrderNumber ")));
    }

    private static string[] Orders(CompletionResult[] matches) => [.. matches.Texts().Where(text => text[0] == '\'')];

    /// <summary>A sandbox whose orders have been confirmed one after the other, in the order of their changes.</summary>
    public sealed class KnownOrders : IDisposable
    {
        private const string Holding = "@('00A_1', '00AX2', '00A_2', '00B2' | ForEach-Object { @{ no_order = $_; confirm_code = '037007'; ret_code = '4002' } })";

        /// <summary>Confirms them.</summary>
        public KnownOrders()
        {
            foreach (PSObject payment in Session.Payments)
            {
                EngineAssert.Clean(Session.Confirm([Row.Of(payment).AsObject()]));
            }
        }

        internal Session Session { get; } = new($"-HeldPayment {Holding}");

        /// <inheritdoc/>
        public void Dispose() => Session.Dispose();
    }
}
