using System.Text;
using LianPay.Core.Payments;

namespace LianPay.Fuzz.Payments;

/// <summary>Files of held payments in one format: only the product's exception refuses one, and what leaves is what a plain reader finds in its place.</summary>
/// <remarks>Every file is read as UTF-8. One that begins with the byte order mark of UTF-16 or GB 18030 is read a second time, in that encoding.</remarks>
internal sealed class PaymentTarget(PaymentFileFormat format, ReadPayments read) : IFuzzTarget
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public string Name => format switch
    {
        PaymentFileFormat.Csv => "csv",
        PaymentFileFormat.Json => "json",
        _ => "json-lines",
    };

    public void Run(byte[] input)
    {
        Run(input, encoding: null, Utf8);
        if (input.AsSpan().StartsWith(Utf16.Preamble))
        {
            Run(input, Encoding.Unicode, Utf16);
        }
        else if (input.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33]))
        {
            Run(input, Gb18030, Gb18030);
        }
    }

    public IEnumerable<Seed> Seeds() => format switch
    {
        PaymentFileFormat.Csv =>
        [
            new("plain", "no_order,confirm_code,ret_code\nM1,012345,4002\n"),
            new("full", "no_order,confirm_code,ret_code,ret_msg,oid_partner,notify_url,money_order,payee,reviewed_by,reviewed_at,review_reason,decision,note\r\n"
                + "M1,012345,4002,\"\u7591\u4f3c, \"\"x\"\"\",201408071000001543,https://pay.example.com/n,49.65,\u738b,li.na,2026-11-23T08:30:00+08:00,ok,Approved,\"a\r\nb\"\r\n"
                + "\r\nM2,000000,4003,,,,,,,,,,\r\n"),
            new("property-names", "\uFEFFOrderNumber,ConfirmCode,RetCode,Amount,ReviewedAt\nM1,012345,4004,001.50,2026-11-23T00:30:00.5Z\nM1,012345,4004,,\nM2,12345,4002,,\n"),
            new("conflict", "no_order,confirm_code,ret_code\nM1,012345,4002\nM1,012346,4002\n"),
            new("excel", "no_order,confirm_code,ret_code,oid_partner\n2.01E+17,1,4002,2.01E+17\n201408071000001000,123456,4002,201408071000001000\n"),
            new("ragged", "no_order,confirm_code,ret_code\nM1,012345\n#c,2,3,4\n\"M2\",\"000001\",\"4002\"\n"),
            new("returns", "no_order,confirm_code,ret_code\rM1,012345,4002\rM2,x\n"),
            new("semicolons", "no_order;confirm_code;ret_code\nM1;012345;4002\n"),
            new("open-quote", "no_order,confirm_code,ret_code\nM1,\"012345,4002\n"),
            new("utf16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("no_order,confirm_code,ret_code,payee\r\nM1,012345,4002,\u738b\r\n")]),
            new("gb18030", [.. Gb18030.GetBytes("\uFEFFno_order,confirm_code,ret_code,payee\r\nM1,012345,4002,\u738b\r\n")]),
        ],
        PaymentFileFormat.Json =>
        [
            new("array", "[{\"no_order\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\"},{\"no_order\":\"M2\",\"confirm_code\":\"000000\",\"ret_code\":\"4003\",\"money_order\":100.50,\"x\":null,\"y\":true}]"),
            new("single", "\uFEFF{ \"OrderNumber\" : \"M1\", \"ConfirmCode\":\"012345\", \"RetCode\":\"4004\", \"reviewed_by\":\"li.na\", \"reviewed_at\":\"2026-11-23T08:30:00+08:00\" }\n"),
            new("faulty", "[1,[2],{\"no_order\":1},{\"no_order\":\"M1\",\"NO_ORDER\":\"M2\"},{\"a\":{\"b\":[]}},{\"a\":\"\\ud800\"},\n{\"no_\\u006frder\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\"}]"),
            new("lines", "{\"no_order\":\"M1\"}\n{\"no_order\":\"M2\"}"),
            new("conflict", "[{\"no_order\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\"},{\"no_order\":\"M1\",\"confirm_code\":\"012346\",\"ret_code\":\"x\"}]"),
            new("deep", "[{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}]"),
            new("utf16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("[{\"no_order\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\",\"payee\":\"\u738b\"}]")]),
        ],
        _ =>
        [
            new("plain", "{\"no_order\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\"}\n\n \t{\"no_order\":\"M2\",\"confirm_code\":\"000000\",\"ret_code\":\"4003\",\"payee\":\"\u738b\"}\r\n"),
            new("faulty", "{\"no_order\":\"M1\",\n}\n[]\n1\n{\"no_order\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\"} x\n{\"OrderNumber\":\"M3\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\",\"money_order\":1.5}"),
            new("array", "[{\"no_order\":\"M1\"}]"),
            new("repeated", "{\"no_order\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\"}\n{\"no_order\":\"M1\",\"confirm_code\":\"012345\",\"ret_code\":\"4002\"}"),
            new("gbk", [.. "{\"payee\":\""u8, 0xCD, 0xF5, .. "\"}\n"u8]),
        ],
    };

    private void Run(byte[] content, Encoding? encoding, Encoding strict)
    {
        PaymentReading reading;
        try
        {
            reading = read(content, format, encoding);
        }
        catch (PaymentFileException)
        {
            return;
        }

        PaymentOracle.Check(reading, Model(content, strict));
    }

    /// <summary>The rows as a plain reader sees them; null where it sees none.</summary>
    private IReadOnlyList<ModelRow>? Model(byte[] content, Encoding encoding)
    {
        // What is accepted is text in its encoding: that is no question for a model.
        string text = encoding.GetString(content).TrimStart('\uFEFF');
        return format switch
        {
            PaymentFileFormat.Csv => CsvModel.Read(text),
            PaymentFileFormat.Json => JsonModel.Read(text),
            _ => JsonModel.ReadLines(text),
        };
    }
}
