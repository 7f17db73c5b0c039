using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class JsonLinesRowReaderTests
{
    private const string A1 = """{"no_order":"A1","confirm_code":"137007","ret_code":"4002"}""";
    private const string A2 = """{"no_order":"A2","confirm_code":"137008","ret_code":"4002"}""";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void One_object_a_line_is_read_and_blank_lines_are_skipped(string end)
    {
        List<PaymentFileEntry> rows = Held.Rows("\uFEFF" + string.Join(end, "", A1, "  ", A2), PaymentFileFormat.JsonLines);

        Assert.Equal([2L, 4L], rows.Select(row => row.Line));
        Assert.All(rows, row => Assert.IsType<HeldPaymentRow>(row));
    }

    [Theory]
    [InlineData("{\"no_order\":\"A1\",\"confirm_code\":137007x}", RowError.JsonInvalid)]
    [InlineData("{\"no_order\":\"A1\"", RowError.JsonInvalid)]
    [InlineData(A1 + A1, RowError.JsonInvalid)]
    [InlineData(A1 + ",", RowError.JsonInvalid)]
    [InlineData("# 137007", RowError.JsonInvalid)]
    [InlineData("\"137007\"", RowError.NotAnObject)]
    public void A_line_that_is_no_object_is_left_out_and_the_next_one_goes_on(string line, RowError expected)
    {
        List<PaymentFileEntry> rows = Held.Rows($"{line}\n{A2}\n", PaymentFileFormat.JsonLines);

        PaymentRowError error = Assert.IsType<PaymentRowError>(rows[0]);
        Assert.Equal((expected, 1L, null), (error.Error, error.Line, error.OrderNumber));
        Assert.DoesNotContain("137007", error.Message, StringComparison.Ordinal);
        Assert.IsType<HeldPaymentRow>(rows[1]);
    }

    [Fact]
    public void A_JSON_array_is_named()
    {
        PaymentFileException refusal = Held.Refusal($"[\n{A1}\n]", PaymentFileFormat.JsonLines);

        Assert.Equal(PaymentFileError.Malformed, refusal.Error);
        Assert.Contains("-Format Json", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_holds_no_payments() => Assert.Empty(Held.Rows("", PaymentFileFormat.JsonLines));

    [Fact]
    public void A_line_longer_than_any_payment_refuses_the_file() =>
        Assert.Equal(PaymentFileError.RowTooLarge, Held.Refusal(A1 + "\n{\"memo\":\"" + new string('x', 2 * ByteWindow.MaxRowLength), PaymentFileFormat.JsonLines).Error);

    [Fact]
    public void An_object_of_very_many_fields_leaves_the_next_row_as_strict_as_before()
    {
        string many = string.Concat(Enumerable.Range(0, 500).Select(index => $",\"f{index}\":\"x\""));
        List<PaymentFileEntry> rows = Held.Rows($"{A1[..^1]}{many}}}\n{A2[..^1]},\"f1\":\"x\"}}\n{A2[..^1]},\"f1\":\"x\",\"F1\":\"x\"}}\n", PaymentFileFormat.JsonLines);

        Assert.Equal(500, Assert.IsType<HeldPaymentRow>(rows[0]).Extra.Count);
        Assert.IsType<HeldPaymentRow>(rows[1]);
        Assert.Equal(RowError.DuplicateField, Assert.IsType<PaymentRowError>(rows[2]).Error);
    }
}
