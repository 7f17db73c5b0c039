using System.Text;
using System.Text.Json;
using CsCheck;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class PaymentFileRoundTripTests
{
    private static readonly string[] Names = ["no_order", "confirm_code", "ret_code", "ret_msg", "oid_partner", "payee", "memo"];

    private static readonly Gen<string> FreeText =
        Gen.Char["ab,;\"'#\t\r\n\u00A0\u3000\u200B张三\uFF12\uFEFF =&"].Array[0, 12].Select(characters => new string(characters));

    private static readonly Gen<string[]> Row = Gen.Select(
        Gen.Char["0aZ_-"].Array[1, 24].Select(characters => new string(characters)), Digits(6), Digits(4), FreeText, Digits(18), FreeText, FreeText,
        (order, code, retCode, message, partner, payee, memo) => new[] { order, code, retCode, message, partner, payee, memo });

    // The number of the row makes each order another one.
    private static readonly Gen<string[][]> Rows = Row.Array[0, 40].Select(rows => rows.Select((row, index) => (string[])[$"{index}-{row[0]}", .. row[1..]]).ToArray());

    [Fact]
    public void What_is_written_as_CSV_is_read_back_equal() =>
        Rows.Sample(rows => AreEqual(rows, Held.Rows(Csv(rows))), iter: 300, threads: 1);

    [Fact]
    public void What_is_written_as_JSON_is_read_back_equal() =>
        Rows.Sample(rows => AreEqual(rows, Held.Rows("[" + string.Join(",\n", Objects(rows)) + "]", PaymentFileFormat.Json)), iter: 300, threads: 1);

    [Fact]
    public void What_is_written_as_JSON_lines_is_read_back_equal() =>
        Rows.Sample(rows => AreEqual(rows, Held.Rows(string.Join("\r\n", Objects(rows)), PaymentFileFormat.JsonLines)), iter: 300, threads: 1);

    private static Gen<string> Digits(int length) => Gen.Char['0', '9'].Array[length].Select(digits => new string(digits));

    private static bool AreEqual(string[][] written, List<PaymentFileEntry> read) =>
        written.Length == read.Count && written.Zip(read).All(pair => pair.First.SequenceEqual(Values((HeldPaymentRow)pair.Second), StringComparer.Ordinal));

    private static string[] Values(HeldPaymentRow row) =>
        [row.OrderNumber, row.ConfirmCode, row.RetCode, row.RetMessage ?? "", row.PartnerId ?? "", row.Payee ?? "", row.Extra.Single().Value ?? ""];

    private static string Csv(string[][] rows)
    {
        StringBuilder text = new(string.Join(',', Names) + "\r\n");
        foreach (string[] row in rows)
        {
            text.AppendJoin(',', row.Select(Held.Quoted)).Append("\r\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Objects(string[][] rows) =>
        rows.Select(row => JsonSerializer.Serialize(Names.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)));
}
