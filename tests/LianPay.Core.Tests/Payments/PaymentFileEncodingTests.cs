using System.Text;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class PaymentFileEncodingTests
{
    private const string Csv = "no_order,confirm_code,ret_code,payee\r\nA1,137007,4002,Li\r\nA2,137008,4002,张三\r\n";
    private const string Json = "[\n{\"no_order\":\"A1\",\"confirm_code\":\"137007\",\"ret_code\":\"4002\",\"payee\":\"张三\"}\n]";
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    [Theory]
    [InlineData(Csv, PaymentFileFormat.Csv, 3)]
    [InlineData(Json, PaymentFileFormat.Json, 2)]
    [InlineData("{\"no_order\":\"A1\",\"confirm_code\":\"137007\",\"ret_code\":\"4002\",\"payee\":\"张三\"}\n", PaymentFileFormat.JsonLines, 1)]
    public void GBK_is_never_guessed_but_named_with_its_line(string text, PaymentFileFormat format, long line)
    {
        PaymentFileException refusal = Assert.Throws<PaymentFileException>(() => Held.Open(Gbk.GetBytes(text), format));

        Assert.Equal((PaymentFileError.Encoding, line), (refusal.Error, refusal.Line));
        Assert.Contains("look like GBK", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("-Encoding gbk", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_JSON_string_that_GBK_seems_to_leave_open_is_still_named_as_GBK()
    {
        // The second byte of this character is that of a backslash, which escapes the closing quote.
        PaymentFileException refusal = Assert.Throws<PaymentFileException>(() => Held.Open(Gbk.GetBytes("[{\"payee\":\"淺\"}]"), PaymentFileFormat.Json));

        Assert.Equal(PaymentFileError.Encoding, refusal.Error);
    }

    [Theory]
    [InlineData(Csv, PaymentFileFormat.Csv)]
    [InlineData(Json, PaymentFileFormat.Json)]
    public void A_given_encoding_is_read(string text, PaymentFileFormat format)
    {
        foreach (Encoding encoding in new[] { Gbk, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.UTF8 })
        {
            byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(text)];
            HeldPaymentRow last = Assert.IsType<HeldPaymentRow>(Held.Open(bytes, format, encoding).ReadRows(TestContext.Current.CancellationToken).Last());
            Assert.Equal("张三", last.Payee);
        }
    }

    [Theory]
    [InlineData(PaymentFileFormat.Csv)]
    [InlineData(PaymentFileFormat.Json)]
    [InlineData(PaymentFileFormat.JsonLines)]
    public void Bytes_that_are_no_text_in_the_given_encoding_refuse_the_file(PaymentFileFormat format)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes("no_order,confirm_code,ret_code,payee\nA1,137007,4002,"), 0x81, 0x7F, (byte)'\n'];

        Assert.Equal(PaymentFileError.Encoding, Assert.Throws<PaymentFileException>(() => Held.Open(bytes, format, Gbk)).Error);
    }

    [Fact]
    public void The_encoding_object_of_the_caller_stays_as_it_was()
    {
        Encoding lenient = (Encoding)Gbk.Clone();
        DecoderFallback before = lenient.DecoderFallback;

        _ = Held.Open(Gbk.GetBytes(Csv), encoding: lenient);
        Assert.Same(before, lenient.DecoderFallback);
    }

    [Fact]
    public void UTF_16_is_named()
    {
        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(Csv)];
            PaymentFileException refusal = Assert.Throws<PaymentFileException>(() => Held.Open(bytes));
            Assert.Equal(PaymentFileError.Encoding, refusal.Error);
            Assert.Contains("UTF-16", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE5, 0xBC })]
    public void Overlong_and_broken_UTF_8_refuses_the_file(byte[] broken)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes("no_order,confirm_code,ret_code,payee\nA1,137007,4002,x\nA2,137008,4002,"), .. broken];
        PaymentFileException refusal = Assert.Throws<PaymentFileException>(() => Held.Open(bytes));

        Assert.Equal((PaymentFileError.Encoding, 3L), (refusal.Error, refusal.Line));
    }
}
