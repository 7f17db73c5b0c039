using System.Management.Automation;

namespace LianPay.Module.Tests.Commands;

/// <summary>Ids are text: what was typed counts to the digit, and a number from anywhere else is refused.</summary>
public sealed class ConfirmLianPaymentIdTests : IClassFixture<ConfirmLianPaymentIdTests.TypedOrders>
{
    private const string Cmdlet = "Confirm-LianPayment";

    private readonly Session _session;

    public ConfirmLianPaymentIdTests(TypedOrders orders)
    {
        _session = orders.Session;
        _session.Engine.Run($"$rest = @{{ RetCode = '4002'; ReviewedBy = 'li.na'; ReviewedAt = '{Row.Ago(TimeSpan.FromMinutes(1))}'; Confirm = $false }}");
    }

    [Theory]
    [InlineData("00170208165900", "Confirm-LianPayment -OrderNumber 00170208165900 -ConfirmCode 037007 @rest")]
    [InlineData("00170208165901", "Confirm-LianPayment 00170208165901 037007 @rest")]
    [InlineData("00170208165902", "Confirm-LianPayment -OrderNumber:00170208165902 -ConfirmCode:037007 @rest")]
    [InlineData("00170208165903", "Confirm-LianPayment -OrderNumber 00170208165903 `\n    -ConfirmCode 037007 `\n    @rest")]
    [InlineData("00170208165904", "Confirm-LianPayment -no_order 00170208165904 -confirm_code 037007 @rest")]
    [InlineData("00170208165905", "Confirm-LianPayment -Order 00170208165905 -ConfirmC 037007 @rest | ForEach-Object { $_ }")]
    [InlineData("00170208165906", "$r = Confirm-LianPayment @rest 00170208165906 037007; $r")]
    [InlineData("00170208165907", "if ($true) { & { Confirm-LianPayment -ConfirmCode 037007 -OrderNumber 00170208165907 @rest } }")]
    [InlineData("00170208165908", "function Confirm-One { Confirm-LianPayment -OrderNumber 00170208165908 -ConfirmCode 037007 @rest }; Confirm-One")]
    [InlineData("00170208165909", "foreach ($i in 1) { $($n = 1; Confirm-LianPayment -ThrottleLimit 8 00170208165909 037007 @rest) }")]
    [InlineData("00170208165910", "LianPay\\Confirm-LianPayment -OrderNumber 00170208165910 -ConfirmCode 037007 @rest")]
    [InlineData("00170208165911", "& 'Confirm-LianPayment' -OrderNumber 00170208165911 -ConfirmCode 037007 @rest")]
    [InlineData("00170208165912", "Confirm-LianPayment -OrderNumber '00170208165912' -ConfirmCode \"037007\" @rest")]
    public void What_was_typed_binds_exactly(string order, string script)
    {
        EngineRun run = EngineAssert.Clean(_session.Engine.Try(script));

        PSObject result = Assert.Single(run.Output);
        Assert.Equal(order, result.Text("OrderNumber"));
        Assert.Equal("Accepted", result.Text("Status"));
        Assert.Equal(1, _session.Effects(order));
    }

    [Theory]
    [ErrorId(Cmdlet, "NumericId")]
    [InlineData("$n = 20170208165924; Confirm-LianPayment -OrderNumber $n -ConfirmCode '037007' @rest")]
    [InlineData("$c = 137007; Confirm-LianPayment -OrderNumber 'A1' -ConfirmCode $c @rest")]
    [InlineData("$o = @{ n = 20170208165924 }; Confirm-LianPayment -OrderNumber $o.n -ConfirmCode '037007' @rest")]
    [InlineData("$ids = @{ OrderNumber = 20170208165924; ConfirmCode = '037007' }; Confirm-LianPayment @ids @rest")]
    [InlineData("$ids = 20170208165924, '037007'; Confirm-LianPayment @ids @rest")]
    [InlineData("[PSCustomObject]@{ no_order = 20170208165924; confirm_code = '037007' } | Confirm-LianPayment @rest")]
    [InlineData("[PSCustomObject]@{ no_order = 'A1'; confirm_code = [long]137007 } | Confirm-LianPayment @rest")]
    [InlineData("[PSCustomObject]@{ no_order = 2.0170208165924e13; confirm_code = '037007' } | Confirm-LianPayment @rest")]
    [InlineData("@{ no_order = 20170208165924; confirm_code = '037007' } | Confirm-LianPayment @rest")]
    [InlineData("Confirm-LianPayment -OrderNumber @('A1', 'A2') -ConfirmCode '037007' @rest")]
    [InlineData("Confirm-LianPayment -OrderNumber @{ a = 1 } -ConfirmCode '037007' @rest")]
    [InlineData("Confirm-LianPayment -OrderNumber (20170208165924) -ConfirmCode '037007' @rest")]
    [InlineData("Confirm-LianPayment -OrderNumber $true -ConfirmCode '037007' @rest")]
    [InlineData("$n = 8; Confirm-LianPayment -OrderNumber $n -ConfirmCode '037007' -ThrottleLimit 8 @rest")]
    [InlineData("$n = 8; Confirm-LianPayment -ThrottleLimit 8 $n '037007' @rest")]
    [InlineData("$n = 137007; Confirm-LianPayment -OrderNumber 137007 -ConfirmCode $n @rest")]
    [InlineData("$n = 8; $(Confirm-LianPayment -OrderNumber $n -ConfirmCode '037007' @rest; if ($false) { Confirm-LianPayment -OrderNumber 8 })")]
    public void A_number_that_was_not_typed_as_this_id_is_refused(string script)
    {
        long before = _session.Requests;

        EngineRun run = _session.Engine.Try(script);

        EngineAssert.Error(run, Cmdlet, "NumericId");
        Assert.Equal("Refused", Assert.Single(run.Output).Text("Status"));
        Assert.Equal(before, _session.Requests);
    }

    [Theory]
    [InlineData("Confirm-LianPayment -OrderNumber 2.01606E+17 -ConfirmCode 037007 @rest", "OrderNumberInvalid")]
    [InlineData("Confirm-LianPayment -OrderNumber A1 -ConfirmCode 37007 @rest", "ConfirmCodeInvalid")]
    [InlineData("Confirm-LianPayment -OrderNumber A1 -ConfirmCode 0x10 @rest", "ConfirmCodeInvalid")]
    public void What_was_typed_is_held_to_the_grammar(string script, string id)
    {
        long before = _session.Requests;

        EngineAssert.Error(_session.Engine.Try(script), Cmdlet, id);

        Assert.Equal(before, _session.Requests);
    }

    /// <summary>A sandbox that holds the orders that the tests type, all with one code that begins with a zero.</summary>
    public sealed class TypedOrders : IDisposable
    {
        private const string Holding = "@(0..12 | ForEach-Object { @{ no_order = '001702081659{0:00}' -f $_; confirm_code = '037007'; ret_code = '4002' } })";

        internal Session Session { get; } = new($"-HeldPayment {Holding}");

        /// <inheritdoc/>
        public void Dispose() => Session.Dispose();
    }
}
