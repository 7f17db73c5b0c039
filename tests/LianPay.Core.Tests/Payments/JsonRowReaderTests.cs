using System.Globalization;
using System.Text;
using CsCheck;
using LianPay.Core.Payments;
using LianPay.Core.Tests.Messages;

namespace LianPay.Core.Tests.Payments;

public sealed class JsonRowReaderTests
{
    private const int RowsEach = 20;
    private const string A1 = """{"no_order":"A1","confirm_code":"137007","ret_code":"4002"}""";
    private const string A2 = """{"no_order":"A2","confirm_code":"137008","ret_code":"4002"}""";

    [Theory]
    [InlineData("[]", 0)]
    [InlineData(" [ ] \r\n", 0)]
    [InlineData("[" + A1 + "]", 1)]
    [InlineData("\uFEFF[" + A1 + "," + A2 + "]\n", 2)]
    [InlineData(A1, 1)]
    public void An_array_of_objects_or_one_object_is_read(string text, long payments) =>
        Assert.Equal(payments, Held.Open(text, PaymentFileFormat.Json).PaymentCount);

    [Fact]
    public void Each_object_has_the_line_at_which_it_begins()
    {
        List<PaymentFileEntry> rows = Held.Rows("\n[\n  {\n \"no_order\":\"A1\",\"confirm_code\":\"137007\",\n\"ret_code\":\"4002\"},\n\n\n  " + A2 + "\n]", PaymentFileFormat.Json);

        Assert.Equal([3L, 8L], rows.Select(row => row.Line));
        Assert.Equal([1L, 2L], rows.Select(row => row.Row));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("[")]
    [InlineData("[" + A1)]
    [InlineData("[" + A1 + ",]")]
    [InlineData("[" + A1 + " " + A2 + "]")]
    [InlineData("[" + A1 + "] x")]
    [InlineData("[" + A1 + "][]")]
    [InlineData("[" + A1 + ", // comment\n" + A2 + "]")]
    [InlineData("[{'no_order':'A1'}]")]
    [InlineData("[{\"no_order\":\"A1\",\"confirm_code\":137007x}]")]
    [InlineData("[{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}]")]
    public void Broken_JSON_refuses_the_file_without_repeating_it(string text)
    {
        PaymentFileException refusal = Held.Refusal(text, PaymentFileFormat.Json);

        Assert.Equal(PaymentFileError.Malformed, refusal.Error);
        Assert.NotNull(refusal.Line);
        Assert.DoesNotContain("137007", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_without_an_array_are_named_as_JSON_lines() =>
        Assert.Contains("-Format JsonLines", Held.Refusal(A1 + "\n" + A2, PaymentFileFormat.Json).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"A1\"")]
    [InlineData("[" + A1 + "]")]
    public void An_element_that_is_no_object_is_left_out_and_the_next_one_goes_on(string element)
    {
        List<PaymentFileEntry> rows = Held.Rows($"[{element},{A2}]", PaymentFileFormat.Json);

        Assert.Equal(RowError.NotAnObject, Assert.IsType<PaymentRowError>(rows[0]).Error);
        Assert.IsType<HeldPaymentRow>(rows[1]);
    }

    [Theory]
    [InlineData("no_order", "20170208165924")]
    [InlineData("confirm_code", "137007")]
    [InlineData("ret_code", "4002")]
    [InlineData("oid_partner", "201606221000921503")]
    [InlineData("oid_partner", "2.01606e17")]
    [InlineData("reviewed_by", "42")]
    public void An_id_that_is_a_JSON_number_is_refused_with_the_reason(string name, string number)
    {
        PaymentRowError error = Held.Error("[" + With(name, number) + "]", PaymentFileFormat.Json);

        Assert.Equal((RowError.NumericId, name), (error.Error, error.Field));
        Assert.Contains("leading zeros", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("137007", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_numeric_code_still_counts_when_codes_are_compared() =>
        Assert.Equal(PaymentFileError.ConflictingCodes, Held.Refusal($"[{A1},{A1.Replace("\"137007\"", "37007", StringComparison.Ordinal)}]", PaymentFileFormat.Json).Error);

    [Theory]
    [InlineData("memo", "{}")]
    [InlineData("memo", "[1]")]
    [InlineData("no_order", "[\"A1\"]")]
    [InlineData("confirm_code", "true")]
    [InlineData("reviewed_by", "true")]
    public void A_value_that_is_no_text_is_refused(string name, string value)
    {
        PaymentRowError error = Held.Error("[" + With(name, value) + "]", PaymentFileFormat.Json);

        Assert.Equal((RowError.ValueNotText, name), (error.Error, error.Field));
    }

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("0.1", "0.1")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    [InlineData("\"\"", "")]
    public void Other_values_keep_their_raw_text(string json, string? text) =>
        Assert.Equal(text, Assert.Single(Held.Payment("[" + With("memo", json) + "]", PaymentFileFormat.Json).Extra).Value);

    [Fact]
    public void An_amount_may_be_a_number_and_keeps_its_decimals() =>
        Assert.Equal("100.50", Held.Payment("[" + With("money_order", "100.50") + "]", PaymentFileFormat.Json).Amount?.ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("null", RowError.ConfirmCodeInvalid)]
    [InlineData("\"\"", RowError.ConfirmCodeInvalid)]
    public void A_code_that_is_missing_is_refused(string json, RowError expected) =>
        Assert.Equal(expected, Held.Error("[" + With("confirm_code", json) + "]", PaymentFileFormat.Json).Error);

    [Theory]
    [InlineData("\"no_order\":\"A2\"")]
    [InlineData("\"NO_ORDER\":\"A1\"")]
    [InlineData("\"no\\u005forder\":\"A2\"")]
    [InlineData("\"OrderNumber\":\"A1\"")]
    [InlineData("\"confirm_code\":\"137008\"")]
    [InlineData("\"memo\":\"a\",\"Memo\":\"b\"")]
    public void A_field_given_twice_is_refused_escaped_or_not(string more)
    {
        PaymentRowError error = Held.Error("[" + A1[..^1] + "," + more + "}]", PaymentFileFormat.Json);

        Assert.Equal((RowError.DuplicateField, null), (error.Error, error.OrderNumber));
    }

    [Fact]
    public void No_payment_is_read_in_which_a_field_is_given_twice_however_it_is_spelled() =>
        Gen.Select(
            Gen.OneOf(
                ["no_order", "OrderNumber"], ["confirm_code", "ConfirmCode"], ["ret_code", "RetCode"], ["oid_partner", "PartnerId"], ["notify_url", "NotifyUrl"],
                ["money_order", "Amount"], ["payee", "acct_name"], ["reviewed_by", "ReviewedBy"], ["reviewed_at", "ReviewedAt"], ["review_reason", "ReviewReason"],
                ["decision"], new[] { "memo" }),
            Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3].Array[11], Gen.Int[0, 1].Array[7], UnicodeText.WellFormed)
            .Select((names, first, second, choices, cases, value) => A1[..^1]
                + (names[0] is "no_order" or "confirm_code" or "ret_code" ? "" : $",\"{names[first % names.Length]}\":\"1\"")
                + $",{JsonSpelling.Of(InCases(names[second % names.Length], cases), choices)}:{JsonSpelling.Of(value, choices)}}}")
            .Array[RowsEach].Sample(
                rows =>
                {
                    List<PaymentFileEntry> read = Held.Rows($"[{string.Join(',', rows)}]", PaymentFileFormat.Json);
                    Assert.Equal(RowsEach, read.Count);
                    Assert.All(read, row => Assert.Equal(RowError.DuplicateField, Assert.IsType<PaymentRowError>(row).Error));
                },
                iter: LongRun.Samples(5000, RowsEach),
                threads: LongRun.Threads);

    [Theory]
    [InlineData("\"memo\":\"\\ud800\"")]
    [InlineData("\"\\udc00\":\"x\"")]
    public void Half_of_a_surrogate_pair_is_refused(string more) =>
        Assert.Equal(RowError.TextInvalid, Held.Error("[" + A1[..^1] + "," + more + "}]", PaymentFileFormat.Json).Error);

    [Fact]
    public void Escapes_are_read_as_the_text_that_they_stand_for() =>
        Assert.Equal(RowError.OrderNumberInvalid, Held.Error("[" + With("no_order", "\"A1\\uFEFF\"") + "]", PaymentFileFormat.Json).Error);

    [Fact]
    public void Objects_may_lie_across_any_number_of_buffers()
    {
        StringBuilder text = new("[\n");
        for (int row = 0; row < 3000; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(row > 0 ? ",\n" : "")}{{\"no_order\":\"A{row}\",\"confirm_code\":\"137007\",\"ret_code\":\"4002\",\"memo\":\"{new string('张', row % 997)}\"}}");
        }

        text.Append(CultureInfo.InvariantCulture, $",\n{{\"no_order\":\"B\",\"confirm_code\":\"137007\",\"ret_code\":\"4002\",\"memo\":\"{new string('x', 200_000)}\"}}\n]");
        List<PaymentFileEntry> rows = Held.Rows(text.ToString(), PaymentFileFormat.Json);
        Assert.Equal(3001, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.Row + 1, Assert.IsType<HeldPaymentRow>(row).Line));
        Assert.Equal(200_000, ((HeldPaymentRow)rows[^1]).Extra[0].Value?.Length);
    }

    [Fact]
    public void An_object_larger_than_any_payment_refuses_the_file() =>
        Assert.Equal(PaymentFileError.RowTooLarge, Held.Refusal("[{\"memo\":\"" + new string('x', 2 * ByteWindow.MaxRowLength) + "\"}]", PaymentFileFormat.Json).Error);

    private static string InCases(string name, int[] cases) =>
        string.Concat(name.Select((letter, index) => cases[index % cases.Length] == 0 ? letter : char.ToUpperInvariant(letter)));

    private static string With(string name, string json)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal) { ["no_order"] = "\"A1\"", ["confirm_code"] = "\"137007\"", ["ret_code"] = "\"4002\"", [name] = json };
        return "{" + string.Join(",", fields.Select(field => $"\"{field.Key}\":{field.Value}")) + "}";
    }
}
