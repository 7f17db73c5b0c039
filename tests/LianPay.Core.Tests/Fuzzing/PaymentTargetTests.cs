using LianPay.Core.Payments;
using LianPay.Fuzz;
using LianPay.Fuzz.Payments;

namespace LianPay.Core.Tests.Fuzzing;

/// <summary>The oracle of payment files complains of rows that are lost, doubled, or not what the file says.</summary>
public sealed class PaymentTargetTests
{
    public static TheoryData<PaymentFileFormat, string> Inputs => new()
    {
        { PaymentFileFormat.Csv, "full" },
        { PaymentFileFormat.Json, "array" },
        { PaymentFileFormat.JsonLines, "plain" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_row_that_is_lost_without_a_word_is_caught(PaymentFileFormat format, string input) => AssertCaught(format, input, reading =>
        new PaymentReading(reading.PaymentCount - 1, reading.ErrorCount, [.. reading.Entries.SkipLast(1)]));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_row_that_the_check_did_not_count_is_caught(PaymentFileFormat format, string input) => AssertCaught(format, input, reading =>
        reading with { PaymentCount = reading.PaymentCount - 1 });

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_row_that_leaves_twice_is_caught(PaymentFileFormat format, string input) => AssertCaught(format, input, reading =>
        new PaymentReading(reading.PaymentCount + 1, reading.ErrorCount, [.. reading.Entries, reading.Entries[^1]]));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_value_that_the_file_does_not_hold_is_caught(PaymentFileFormat format, string input)
    {
        PaymentTarget target = new(format, (content, _, encoding) =>
        {
            string text = System.Text.Encoding.UTF8.GetString(content).Replace("012345", "012346", StringComparison.Ordinal);
            return PaymentReading.Product(System.Text.Encoding.UTF8.GetBytes(text), format, encoding);
        });

        Assert.Throws<OracleException>(() => target.Run(Corpus.Read(target.Name, input)));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Another_exception_than_the_products_own_comes_out(PaymentFileFormat format, string input)
    {
        PaymentTarget target = new(format, (_, _, _) => throw new InvalidOperationException());

        Assert.Throws<InvalidOperationException>(() => target.Run(Corpus.Read(target.Name, input)));
    }

    private static void AssertCaught(PaymentFileFormat format, string input, Func<PaymentReading, PaymentReading> spoil)
    {
        PaymentTarget target = new(format, (content, _, encoding) => spoil(PaymentReading.Product(content, format, encoding)));

        Assert.Throws<OracleException>(() => target.Run(Corpus.Read(target.Name, input)));
    }
}
