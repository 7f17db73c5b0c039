using System.Text;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class PaymentFileTests : IDisposable
{
    private const string Header = "no_order,confirm_code,ret_code,notify_url";
    private readonly string _folder = Directory.CreateTempSubdirectory("lianpay-payments-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("held.csv", "no_order,confirm_code,ret_code\nA1,137007,4002\n", PaymentFileFormat.Csv)]
    [InlineData("HELD.CSV", "no_order,confirm_code,ret_code\nA1,137007,4002\n", PaymentFileFormat.Csv)]
    [InlineData("held.json", """[{"no_order":"A1","confirm_code":"137007","ret_code":"4002"}]""", PaymentFileFormat.Json)]
    [InlineData("held.jsonl", """{"no_order":"A1","confirm_code":"137007","ret_code":"4002"}""", PaymentFileFormat.JsonLines)]
    [InlineData("held.ndjson", """{"no_order":"A1","confirm_code":"137007","ret_code":"4002"}""", PaymentFileFormat.JsonLines)]
    public void The_extension_tells_the_format(string name, string text, PaymentFileFormat format)
    {
        PaymentFile file = PaymentFile.Open(Write(name, text), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((format, name, 1L, 0L), (file.Format, file.Name, file.PaymentCount, file.ErrorCount));
        Assert.StartsWith($"{name}:", Assert.Single(file.ReadRows(TestContext.Current.CancellationToken)).Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_given_format_counts_more_than_the_extension() =>
        Assert.Equal(1, OpenFile(Write("held.txt", "no_order,confirm_code,ret_code\nA1,137007,4002\n"), PaymentFileFormat.Csv).PaymentCount);

    [Fact]
    public void An_unknown_extension_asks_for_the_format() =>
        Assert.Equal(PaymentFileError.FormatUnknown, Assert.Throws<PaymentFileException>(() => OpenFile(Write("held.txt", ""))).Error);

    [Fact]
    public void A_format_that_does_not_exist_is_a_fault_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OpenFile(Write("held.csv", ""), (PaymentFileFormat)9));

    [Fact]
    public void A_file_that_is_not_there_is_said_so()
    {
        Assert.Equal(PaymentFileError.FileNotFound, Assert.Throws<PaymentFileException>(() => OpenFile(Path.Combine(_folder, "none.csv"))).Error);
        Assert.Equal(PaymentFileError.FileNotFound, Assert.Throws<PaymentFileException>(() => OpenFile(Path.Combine(_folder, "none", "none.csv"))).Error);
    }

    [Fact]
    public void The_check_tells_after_each_row_how_far_it_is()
    {
        const string Text = "no_order,confirm_code,ret_code\nA1,137007,4002\nA2,0,4002\nA3,137007,4002\n";
        List<CheckProgress> told = [];

        PaymentFile.Open(Write("held.csv", Text), checking: told.Add, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1L, 2, 3], told.Select(check => check.Rows));
        Assert.All(told, check => Assert.Equal((Text.Length, Text.Length), (check.BytesRead, check.Length)));
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "held.csv"));

        Assert.Equal(PaymentFileError.FileUnreadable, Assert.Throws<PaymentFileException>(() => OpenFile(Path.Combine(_folder, "held.csv"))).Error);
    }

    [Fact]
    public void A_file_that_another_program_is_writing_is_not_read()
    {
        string path = Write("held.csv", "no_order,confirm_code,ret_code\n");
        using FileStream writer = new(path, FileMode.Open, FileAccess.Write, FileShare.None);

        Assert.Equal(PaymentFileError.FileUnreadable, Assert.Throws<PaymentFileException>(() => OpenFile(path)).Error);
    }

    [Fact]
    public void A_header_alone_is_a_file_of_no_payments() => Assert.Empty(Held.Rows(Header + "\n"));

    [Fact]
    public void Good_rows_go_on_after_a_bad_one()
    {
        PaymentFile file = Held.Open($"{Header}\nA1,137007,4002,\nA2,37007,4002,\nA3,137009,4002,\n");

        PaymentFileEntry[] rows = [.. file.ReadRows(TestContext.Current.CancellationToken)];
        Assert.Equal([typeof(HeldPaymentRow), typeof(PaymentRowError), typeof(HeldPaymentRow)], rows.Select(row => row.GetType()));
        Assert.Equal((2L, 1L), (file.PaymentCount, file.ErrorCount));
        Assert.Equal("held: 2 payments, 1 errors", file.ToString());
    }

    [Fact]
    public void The_rows_can_be_read_again()
    {
        PaymentFile file = Held.Open($"{Header}\nA1,137007,4002,\nA1,137007,4002,\n");

        Assert.Equal(file.ReadRows(TestContext.Current.CancellationToken).Select(row => row.ToString()), file.ReadRows(TestContext.Current.CancellationToken).Select(row => row.ToString()));
    }

    [Fact]
    public void An_order_that_is_repeated_with_the_same_code_leaves_once()
    {
        List<PaymentFileEntry> rows = Held.Rows($"{Header}\nA1,137007,4002,\nA2,137008,4002,\nA1,137007,4003,\nA1,137007,4002,\n");

        Assert.Equal(["A1", "A2"], rows.OfType<HeldPaymentRow>().Select(row => row.OrderNumber));
        Assert.All(rows.OfType<PaymentRowError>(), error =>
        {
            Assert.Equal((RowError.DuplicateOrder, "no_order", "A1"), (error.Error, error.Field, error.OrderNumber));
            Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        });
        Assert.Equal([4L, 5L], rows.OfType<PaymentRowError>().Select(error => error.Line));
    }

    [Fact]
    public void Of_a_thousand_rows_with_a_tenth_repeated_each_order_leaves_once()
    {
        string rows = string.Concat(Enumerable.Range(0, 1000).Select(row => $"A{row % 900},137007,4002,\n"));

        List<PaymentFileEntry> read = Held.Rows($"{Header}\n{rows}");
        Assert.Equal(900, read.OfType<HeldPaymentRow>().Select(row => row.OrderNumber).Distinct().Count());
        Assert.Equal((900, 100), (read.OfType<HeldPaymentRow>().Count(), read.OfType<PaymentRowError>().Count()));
    }

    [Fact]
    public void A_sound_row_is_no_duplicate_of_one_that_is_left_out()
    {
        List<PaymentFileEntry> rows = Held.Rows($"{Header}\nA1,137007,4002,ftp://x\nA1,137007,4002,\nA1,137007,4002,\n");

        Assert.Equal(RowError.NotifyUrlInvalid, Assert.IsType<PaymentRowError>(rows[0]).Error);
        Assert.IsType<HeldPaymentRow>(rows[1]);
        Assert.Contains("line 3", Assert.IsType<PaymentRowError>(rows[2]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_that_differ_in_case_only_are_two_orders() =>
        Assert.Equal(2, Held.Open($"{Header}\na1,137007,4002,\nA1,137008,4002,\n").PaymentCount);

    [Theory]
    [InlineData("A1,137007,4002,\nA2,137008,4002,\nA1,137009,4002,\n")]
    [InlineData("A1,137007,4002,ftp://x\nA2,137008,4002,\nA1,137009,4002,\n")]
    [InlineData("A1,037007,4002,\nA2,137008,4002,\nA1,37007,4002,\n")]
    public void An_order_with_two_codes_refuses_the_file_before_any_row_leaves(string rows)
    {
        PaymentFileException refusal = Held.Refusal($"{Header}\n{rows}");

        Assert.Equal((PaymentFileError.ConflictingCodes, 4L), (refusal.Error, refusal.Line));
        Assert.Contains("order A1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("7007", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_check_ends()
    {
        string path = Write("held.csv", $"{Header}\nA1,137007,4002,\n");

        Assert.ThrowsAny<OperationCanceledException>(() => PaymentFile.Open(path, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_cancelled_reading_ends() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Held.Open($"{Header}\nA1,137007,4002,\n").ReadRows(new CancellationToken(canceled: true)).Count());

    [Fact]
    public void The_file_is_free_again_when_it_has_been_refused()
    {
        string path = Write("held.csv", "a,b\n");
        Assert.Throws<PaymentFileException>(() => OpenFile(path));

        using FileStream writer = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(4, writer.Length);
    }

    private static PaymentFile OpenFile(string path, PaymentFileFormat? format = null) =>
        PaymentFile.Open(path, format, cancellationToken: TestContext.Current.CancellationToken);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
