using System.Globalization;
using System.Management.Automation;

namespace LianPay.Module.Tests.Objects;

/// <summary>Amounts and times of the module's objects: their text is that of every culture, and all else is that of a decimal and of a DateTimeOffset.</summary>
public sealed class PlainValueTests : IDisposable
{
    private const string Payment = "$p = [LianPay.HeldPayment]@{ OrderNumber = 'A1'; Amount = 1234.5; ReviewedAt = [DateTimeOffset]::new(2026, 11, 26, 2, 11, 38, [timespan]::FromHours(8)) }; ";

    private readonly Engine _engine = new();

    public static TheoryData<string> Cultures => ["de-DE", "tr-TR", "zh-CN", "th-TH"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void What_Export_Csv_writes_is_the_same_in_every_culture(string culture)
    {
        // Export-Csv writes ToString of a property's value; a machine without ICU has no commas of its own.
        CultureInfo commas = (CultureInfo)CultureInfo.GetCultureInfo(culture).Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        _engine.Set("culture", commas);

        PSObject payment = Assert.Single(_engine.Run(Payment + "[Threading.Thread]::CurrentThread.CurrentCulture = $culture; $p").Output);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal("1234,5", 1234.5m.ToString(CultureInfo.CurrentCulture));
            Assert.Equal("1234.50", payment.Text("Amount"));
            Assert.Equal("2026-11-26T02:11:38+08:00", payment.Text("ReviewedAt"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("7", "7.00")]
    [InlineData("7.2", "7.20")]
    [InlineData("7.2000", "7.20")]
    [InlineData("123456789.01", "123456789.01")]
    [InlineData("1.005", "1.005")]
    [InlineData("-0.5", "-0.50")]
    public void An_amount_has_two_decimals_and_loses_none(string value, string text)
    {
        _engine.Set("value", decimal.Parse(value, CultureInfo.InvariantCulture));

        Assert.Equal(text, Assert.Single(_engine.Run("[LianPay.HeldPayment]@{ Amount = $value }").Output).Text("Amount"));
    }

    [Theory]
    [InlineData("2026-11-26T02:11:38.0000000+00:00", "2026-11-26T02:11:38+00:00")]
    [InlineData("2026-11-26T02:11:38.1200000-03:30", "2026-11-26T02:11:38.12-03:30")]
    [InlineData("2026-11-26T02:11:38.1234567+08:00", "2026-11-26T02:11:38.1234567+08:00")]
    public void A_time_has_its_offset_and_parts_of_a_second_if_any(string value, string text)
    {
        _engine.Set("value", DateTimeOffset.Parse(value, CultureInfo.InvariantCulture));

        Assert.Equal(text, Assert.Single(_engine.Run("[LianPay.HeldPayment]@{ ReviewedAt = $value }").Output).Text("ReviewedAt"));
    }

    [Theory]
    [InlineData("$p.Amount -gt 1000")]
    [InlineData("$p.Amount -eq 1234.5")]
    [InlineData("1000 -lt $p.Amount")]
    [InlineData("$p.Amount -gt '1000'")]
    [InlineData("$p.Amount -is [decimal]")]
    [InlineData("[decimal] $p.Amount -eq 1234.5")]
    [InlineData("$p.Amount + 1 -eq 1235.5")]
    [InlineData("1234.50 -in $p.Amount")]
    [InlineData("$p.Amount.ToString('0.0', [cultureinfo]::InvariantCulture) -ceq '1234.5'")]
    [InlineData("@($p | Where-Object Amount -gt 1000).Count -eq 1")]
    [InlineData("$p.ReviewedAt -is [DateTimeOffset]")]
    [InlineData("$p.ReviewedAt -lt '2026-11-26T00:00:00Z'")]
    [InlineData("$p.ReviewedAt -gt [datetime]::new(2026, 11, 24)")]
    [InlineData("$p.ReviewedAt -eq [DateTimeOffset]::new(2026, 11, 25, 18, 11, 38, [timespan]::Zero)")]
    [InlineData("$p.ReviewedAt.AddHours(1) -gt $p.ReviewedAt")]
    [InlineData("($p.ReviewedAt - $p.ReviewedAt) -eq [timespan]::Zero")]
    [InlineData("$p.ReviewedAt.ToString('yyyy', [cultureinfo]::InvariantCulture) -ceq '2026'")]
    [InlineData("$p.ReviewedAt.Year -eq 2026")]
    [InlineData("$null -eq ([LianPay.HeldPayment]::new()).Amount")]
    [InlineData("$null -eq ([LianPay.HeldPayment]::new()).ReviewedAt")]
    public void Scripts_meet_the_value(string condition) =>
        Assert.Equal(true, Assert.Single(_engine.Run(Payment + condition).Output).BaseObject);

    [Theory]
    [InlineData("$p.Amount = 7", "Amount", "7.00")]
    [InlineData("$p.Amount = '7.20'", "Amount", "7.20")]
    [InlineData("$p.Amount = [double]7.2", "Amount", "7.20")]
    [InlineData("$p.Amount = ([LianPay.HeldPayment]@{ Amount = 7.2 }).Amount", "Amount", "7.20")]
    [InlineData("$p.Amount = $null", "Amount", null)]
    [InlineData("$p.ReviewedAt = '2026-11-23T08:30:00+08:00'", "ReviewedAt", "2026-11-23T08:30:00+08:00")]
    [InlineData("$p.ReviewedAt = [datetime]::new(2026, 11, 23, 8, 30, 0, [DateTimeKind]::Utc)", "ReviewedAt", "2026-11-23T08:30:00+00:00")]
    [InlineData("$p.ReviewedAt = $null", "ReviewedAt", null)]
    public void A_script_may_set_it_to_whatever_it_could_set_the_plain_type_to(string statement, string property, string? text) =>
        Assert.Equal(text, Assert.Single(_engine.Run(Payment + statement + "; $p").Output).Text(property));

    [Theory]
    [InlineData("$p.Amount = 'much'")]
    [InlineData("$p.ReviewedAt = 'yesterday'")]
    public void What_is_no_such_value_cannot_be_set(string statement) =>
        Assert.IsType<SetValueInvocationException>(Assert.Single(_engine.Try(Payment + statement).Errors).Exception);

    [Fact]
    public void No_pipeline_object_has_a_bare_decimal_or_time()
    {
        string[] bare =
        [
            .. from type in _engine.Run("[LianPay.HeldPayment]").Output.Select(item => (Type)item.BaseObject).Single().Assembly.GetExportedTypes()
               where type.Namespace == "LianPay" && type.Name is not ("PaymentAmount" or "PaymentTime")
               from property in type.GetProperties()
               let plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
               where plain == typeof(decimal) || plain == typeof(double) || plain == typeof(DateTimeOffset) || plain == typeof(DateTime)
               select $"{type.Name}.{property.Name}",
        ];

        Assert.Empty(bare);
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();
}
