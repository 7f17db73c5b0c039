using System.Globalization;
using System.Text;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class CsvRowReaderTests
{
    private const string Header = "no_order,confirm_code,ret_code,memo";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Every_usual_line_end_is_accepted_and_counted(string end)
    {
        PaymentFileEntry[] rows = [.. Held.Rows(string.Join(end, Header, "A1,137007,4002,x", "", "A2,137008,4002,y", ""))];

        Assert.Equal([2L, 4L], rows.Select(row => row.Line));
        Assert.Equal([1L, 2L], rows.Select(row => row.Row));
        Assert.All(rows, row => Assert.IsType<HeldPaymentRow>(row));
    }

    [Fact]
    public void A_byte_order_mark_at_the_start_is_passed_over() => Assert.Equal("A1", Held.Payment("\uFEFF" + Header + "\r\nA1,137007,4002,x").OrderNumber);

    [Fact]
    public void Blank_lines_are_skipped_before_and_after_the_header()
    {
        HeldPaymentRow row = Held.Payment("\n\n" + Header + "\n  \n\t\nA1,137007,4002,x\n\n");

        Assert.Equal((1, 6), (row.Row, row.Line));
    }

    [Fact]
    public void A_quoted_line_break_is_part_of_its_value_and_of_the_line_count()
    {
        List<PaymentFileEntry> rows = Held.Rows(Header + "\nA1,137007,4002,\"one\r\ntwo, \"\"three\"\"\"\nA2,137008,4002,y");

        Assert.Equal("one\r\ntwo, \"three\"", Assert.IsType<HeldPaymentRow>(rows[0]).Extra[0].Value);
        Assert.Equal(4, rows[1].Line);
    }

    [Theory]
    [InlineData("A1,137007,4002", "3 fields and the header has 4")]
    [InlineData("A1,137007,4002,x,y", "5 fields and the header has 4")]
    [InlineData("# A1,137007,4002", "#")]
    [InlineData("#", "#")]
    [InlineData("A1;137007;4002;x", "1 fields")]
    public void A_ragged_row_is_left_out_and_the_next_one_goes_on(string line, string cause)
    {
        List<PaymentFileEntry> rows = Held.Rows($"{Header}\n{line}\nA2,137008,4002,y\n");

        PaymentRowError error = Assert.IsType<PaymentRowError>(rows[0]);
        Assert.Equal((RowError.RaggedRow, 2L, null), (error.Error, error.Line, error.OrderNumber));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Equal("A2", Assert.IsType<HeldPaymentRow>(rows[1]).OrderNumber);
    }

    [Theory]
    [InlineData("A1\r,137007,4002,x")]
    [InlineData("A1,137007,4002,x\rA3,137009,4002,z")]
    [InlineData("A1,137007,4002,x\r\r")]
    [InlineData("\rA1,137007,4002,x")]
    [InlineData("A1,137007,4002,\"x\"\rA3,137009,4002,z")]
    public void A_carriage_return_that_is_no_line_end_costs_its_line_wherever_it_lies_in_the_file(string line)
    {
        string tail = string.Concat(Enumerable.Range(0, 50).Select(row => $"B{row},137008,4002,y\n"));
        foreach (string after in new[] { "\n", "\r\n", "\n" + tail })
        {
            List<PaymentFileEntry> rows = Held.Rows($"{Header}\n{line}{after}");
            PaymentRowError error = Assert.IsType<PaymentRowError>(rows[0]);
            Assert.Equal((RowError.LoneCarriageReturn, 2L), (error.Error, error.Line));
            Assert.Contains("U+000D", error.Message, StringComparison.Ordinal);
            Assert.All(rows.Skip(1), row => Assert.Equal(row.Row + 1, Assert.IsType<HeldPaymentRow>(row).Line));
        }
    }

    [Fact]
    public void Lines_that_end_in_a_carriage_return_alone_refuse_the_file()
    {
        foreach (int rows in new[] { 1, 100, 100_000 })
        {
            PaymentFileException refusal = Held.Refusal(Header + "\r" + string.Concat(Enumerable.Repeat("A1,137007,4002,x\r", rows)));
            Assert.Contains(refusal.Error, new[] { PaymentFileError.Malformed, PaymentFileError.RowTooLarge });
        }
    }

    [Fact]
    public void A_carriage_return_in_quotes_is_part_of_its_value()
    {
        List<PaymentFileEntry> rows = Held.Rows(Header + "\nA1,137007,4002,\"x\ry\"\nA2,137008,4002,y\n");

        Assert.Equal("x\ry", Assert.IsType<HeldPaymentRow>(rows[0]).Extra[0].Value);
        Assert.Equal(3, rows[1].Line);
    }

    [Fact]
    public void A_line_end_that_lies_across_two_buffers_is_one()
    {
        string rows = string.Concat(Enumerable.Range(0, 2500).Select(row => $"A{row:D4},137007,4002,x\r\n"));
        for (int shift = 0; shift < 24; shift++)
        {
            List<PaymentFileEntry> read = Held.Rows($"{Header}\r\nB,137007,4002,{new string('x', shift)}\r\n{rows}");
            Assert.Equal(2501, read.Count);
            Assert.All(read, row => Assert.Equal(row.Row + 1, Assert.IsType<HeldPaymentRow>(row).Line));
        }
    }

    [Fact]
    public void A_line_that_starts_with_a_hash_is_a_row_and_no_comment() =>
        Assert.Equal(RowError.OrderNumberInvalid, Held.Error(Header + "\n#A1,137007,4002,x").Error);

    /// <summary>Found by fuzzing: the parser took U+0000, with which it had been told that no comment begins, for the mark of one, and the row was gone without a word.</summary>
    [Theory]
    [InlineData("\0A1,137007,4002,x")]
    [InlineData("\uFFFFA1,137007,4002,x")]
    [InlineData("\U00010000A1,137007,4002,x")]
    [InlineData("\U0010FC00A1,137007,4002,x")]
    public void No_line_is_taken_for_a_comment_whatever_it_begins_with(string line)
    {
        List<PaymentFileEntry> rows = Held.Rows($"{Header}\n{line}\nA2,137008,4002,y");

        Assert.Equal(RowError.OrderNumberInvalid, Assert.IsType<PaymentRowError>(rows[0]).Error);
        Assert.Equal((2, 3), (rows[1].Row, rows[1].Line));
    }

    [Theory]
    [InlineData("A1,137007,4002,\"open\nA2,137008,4002,y\n")]
    [InlineData("A1,137007,4002,\"x\"y\nA2,137008,4002,y\n")]
    [InlineData("A1,137007,4002,x\n\"A2\"137008,4002,y\n")]
    public void A_quote_out_of_place_refuses_the_file(string rows)
    {
        PaymentFileException refusal = Held.Refusal($"{Header}\n{rows}");

        Assert.Equal(PaymentFileError.Malformed, refusal.Error);
        Assert.NotNull(refusal.Line);
        Assert.DoesNotContain("13700", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_larger_than_any_payment_refuses_the_file() =>
        Assert.Equal(PaymentFileError.RowTooLarge, Held.Refusal($"{Header}\nA1,137007,4002,\"{new string('x', 2 * CsvRowReader.MaxRowLength)}\"\n").Error);

    [Fact]
    public void Quoted_headings_between_semicolons_are_told_from_a_quote_that_is_out_of_place()
    {
        PaymentFileException refusal = Held.Refusal("\"no_order\";\"confirm_code\";\"ret_code\"\n\"A1\";\"137007\";\"4002\"\n");

        Assert.Equal(PaymentFileError.Malformed, refusal.Error);
        Assert.Contains("separated by semicolons", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_order;confirm_code;ret_code\nA1;137007;4002\n", "semicolons")]
    [InlineData("no_order\tconfirm_code\tret_code\nA1\t137007\t4002\n", "tabs")]
    [InlineData("no_order|confirm_code|ret_code\nA1|137007|4002\n", "bars")]
    public void Another_separator_is_refused_with_its_name(string text, string separator)
    {
        PaymentFileException refusal = Held.Refusal(text);

        Assert.Equal(PaymentFileError.SeparatorNotComma, refusal.Error);
        Assert.Contains(separator, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("A1,137007,4002,x\nA2,137008,4002,x\n")]
    public void A_file_without_header_is_refused_without_repeating_its_first_line(string text)
    {
        PaymentFileException refusal = Held.Refusal(text);

        Assert.Equal(PaymentFileError.HeaderMissing, refusal.Error);
        Assert.DoesNotContain("137007", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confirm_code,ret_code,memo", "no_order")]
    [InlineData("no_order,ret_code,memo", "confirm_code")]
    [InlineData("no_order,confirm_code,memo", "ret_code")]
    public void A_file_without_a_column_that_every_payment_needs_is_refused(string header, string missing)
    {
        PaymentFileException refusal = Held.Refusal(header + "\n");

        Assert.Equal((PaymentFileError.ColumnMissing, 1L), (refusal.Error, refusal.Line));
        Assert.Contains($"the column {missing} is missing", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_order,confirm_code ,ret_code")]
    [InlineData("no_order,confirm\u200B_code,ret_code")]
    [InlineData("\uFEFF\uFEFFno_order,confirm_code,ret_code")]
    [InlineData("no_order,'confirm_code',ret_code")]
    public void A_heading_that_only_looks_right_is_named(string header)
    {
        PaymentFileException refusal = Held.Refusal(header + "\n");

        Assert.Equal(PaymentFileError.ColumnMissing, refusal.Error);
        Assert.Contains("looks like", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_order,confirm_code,ret_code,NO_ORDER")]
    [InlineData("no_order,confirm_code,ret_code,OrderNumber")]
    [InlineData("no_order,confirm_code,ret_code,CONFIRMCODE")]
    [InlineData("no_order,confirm_code,ret_code,payee,acct_name")]
    [InlineData("no_order,confirm_code,ret_code,memo,Memo")]
    public void A_column_given_twice_refuses_the_file(string header) => Assert.Equal(PaymentFileError.DuplicateColumn, Held.Refusal(header + "\n").Error);

    [Fact]
    public void A_column_without_name_refuses_the_file() =>
        Assert.Equal(PaymentFileError.ColumnUnnamed, Held.Refusal("no_order,confirm_code,ret_code,\n").Error);

    [Theory]
    [InlineData("no_order,confirm_code,ret_code,ret_msg,oid_partner,notify_url,money_order,payee,reviewed_by,reviewed_at")]
    [InlineData("OrderNumber,ConfirmCode,RetCode,RetMessage,PartnerId,NotifyUrl,Amount,Payee,ReviewedBy,ReviewedAt")]
    [InlineData("NO_ORDER,confirmcode,Ret_Code,RETMESSAGE,oid_Partner,notifyurl,AMOUNT,acct_name,REVIEWED_BY,revieweDAT")]
    public void Wire_names_and_property_names_are_headings_in_any_case(string header)
    {
        HeldPaymentRow row = Held.Payment(header + "\nA1,137007,4002,疑似,201606221000921503,https://m.example,1,张三,Li,2026-11-23T08:30:00Z\n");

        Assert.Equal(("A1", "137007", "4002", "疑似", "201606221000921503"), (row.OrderNumber, row.ConfirmCode, row.RetCode, row.RetMessage, row.PartnerId));
        Assert.Equal(("https://m.example", 1m, "张三", "Li"), (row.NotifyUrl, row.Amount, row.Payee, row.ReviewedBy));
        Assert.NotNull(row.ReviewedAt);
        Assert.Empty(row.Extra);
    }

    [Fact]
    public void Every_other_column_is_kept_in_its_order()
    {
        HeldPaymentRow row = Held.Payment("b,no_order,confirm_code,a,ret_code,oid_paybill\n2,A1,137007,,4002,001\n");

        Assert.Equal([KeyValuePair.Create("b", (string?)"2"), KeyValuePair.Create("a", (string?)""), KeyValuePair.Create("oid_paybill", (string?)"001")], row.Extra);
    }

    [Fact]
    public void Line_numbers_stay_true_over_a_file_of_many_buffers()
    {
        StringBuilder text = new(Header + "\r\n");
        for (int row = 0; row < 20_000; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"A{row},137007,4002,\"{new string('x', row % 37)}\"\r\n");
        }

        Assert.All(Held.Rows(text.ToString()), row => Assert.Equal(row.Row + 1, row.Line));
    }
}
