using System.Globalization;
using System.Text;
using CsCheck;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class PaymentFileChangeTests : IDisposable
{
    private const int RowCount = 10_000;
    private static readonly byte[] Original = File(RowCount);
    private readonly string _folder = Directory.CreateTempSubdirectory("lianpay-changes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_is_shorter_or_longer_than_the_checked_one_gives_no_row()
    {
        foreach (byte[] changed in new[] { Original[..^1], [.. Original, (byte)'\n'], Original[..BlockHashes.BlockLength], [] })
        {
            Assert.Equal(0, RowsBeforeTheError(Original, changed));
        }
    }

    [Fact]
    public void A_file_that_has_vanished_has_changed()
    {
        string path = Write(Original);
        PaymentFile file = PaymentFile.Open(path, cancellationToken: TestContext.Current.CancellationToken);
        System.IO.File.Delete(path);

        Assert.Equal(PaymentFileError.FileChanged, Assert.Throws<PaymentFileException>(() => file.ReadRows(TestContext.Current.CancellationToken).First()).Error);
    }

    [Fact]
    public void A_file_rewritten_on_disk_with_the_same_length_gives_no_row_of_the_changed_part()
    {
        string path = Write(Original);
        PaymentFile file = PaymentFile.Open(path, cancellationToken: TestContext.Current.CancellationToken);
        System.IO.File.WriteAllText(path, Encoding.ASCII.GetString(Original).Replace("R0,100000,", "R0,999999,", StringComparison.Ordinal));

        Assert.Equal(PaymentFileError.FileChanged, Assert.Throws<PaymentFileException>(() => file.ReadRows(TestContext.Current.CancellationToken).First()).Error);
    }

    [Fact]
    public void A_file_that_was_only_touched_has_not_changed()
    {
        string path = Write(Original);
        PaymentFile file = PaymentFile.Open(path, cancellationToken: TestContext.Current.CancellationToken);
        System.IO.File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(RowCount, file.ReadRows(TestContext.Current.CancellationToken).Count());
    }

    [Fact]
    public void A_file_that_grows_or_shrinks_while_its_rows_leave_is_stopped_even_where_a_block_ends()
    {
        byte[] twoBlocks = [.. Original[..(2 * BlockHashes.BlockLength - 1)], (byte)'\n'];
        foreach (byte[] changed in new[] { twoBlocks[..BlockHashes.BlockLength], [.. twoBlocks, .. "X,1,1\n"u8] })
        {
            Assert.NotNull(ErrorOf(twoBlocks, changed, seekable: false));
        }
    }

    [Theory]
    [InlineData(PaymentFileFormat.Csv)]
    [InlineData(PaymentFileFormat.JsonLines)]
    public void No_row_of_a_block_that_changes_while_rows_leave_is_given_out(PaymentFileFormat format)
    {
        byte[] bytes = format == PaymentFileFormat.Csv ? [.. Original] : JsonLines(RowCount);
        PaymentFile file = Held.Open(bytes, format);
        List<PaymentFileEntry> left = [];

        PaymentFileException error = Assert.Throws<PaymentFileException>(() =>
        {
            foreach (PaymentFileEntry entry in file.ReadRows(TestContext.Current.CancellationToken))
            {
                left.Add(entry);
                if (left.Count == 1)
                {
                    // Every code of the last rows becomes another one, under the eyes of the reader.
                    bytes.AsSpan(bytes.Length - 50_000).Replace((byte)'1', (byte)'2');
                }
            }
        });

        Assert.Equal(PaymentFileError.FileChanged, error.Error);
        Assert.InRange(left.Count, 1, RowCount - 1);
        Assert.All(left, entry => Assert.Equal(Code(entry.Row - 1), Assert.IsType<HeldPaymentRow>(entry).ConfirmCode));
    }

    [Fact]
    public void Whatever_byte_has_changed_only_rows_that_were_checked_leave() =>
        Gen.Select(Gen.Int[0, Original.Length - 1], Gen.Byte).Where((at, value) => Original[at] != value).Sample((at, value) =>
        {
            byte[] changed = [.. Original];
            changed[at] = value;
            return RowsBeforeTheError(Original, changed) <= at / 10;
        }, iter: 30, threads: 1);

    [Fact]
    public void The_reading_stays_stopped_after_a_change()
    {
        byte[] block = new byte[BlockHashes.BlockLength];
        BlockHashes hashes = new();
        hashes.Add(block);
        using BlockStream stream = BlockStream.Verify(new MemoryStream([.. block, 1]), "held", hashes);

        stream.ReadExactly(block);
        Assert.Throws<PaymentFileException>(() => stream.ReadByte());
        Assert.Throws<PaymentFileException>(() => stream.ReadByte());
    }

    /// <summary>How many rows of the checked file left; that no other row did is asserted.</summary>
    private static int RowsBeforeTheError(byte[] first, byte[] second)
    {
        int count = 0;
        Assert.Equal(PaymentFileError.FileChanged, ErrorOf(first, second, seekable: true, row =>
        {
            Assert.Equal(Code(row.Row - 1), row.ConfirmCode);
            count++;
        })?.Error);
        return count;
    }

    private static PaymentFileException? ErrorOf(byte[] first, byte[] second, bool seekable, Action<HeldPaymentRow>? onRow = null)
    {
        Queue<byte[]> readings = new([first, second]);
        PaymentSource source = new("held", () => seekable ? new MemoryStream(readings.Dequeue()) : new BufferedStream(new UnseekableStream(readings.Dequeue())));
        PaymentFile file = PaymentFile.Open(source, PaymentFileFormat.Csv, encoding: null, checking: null, TestContext.Current.CancellationToken);
        return Assert.Throws<PaymentFileException>(() =>
        {
            foreach (PaymentFileEntry entry in file.ReadRows(TestContext.Current.CancellationToken))
            {
                if (entry is HeldPaymentRow row)
                {
                    onRow?.Invoke(row);
                }
            }
        });
    }

    private static string Code(long row) => (100_000 + row).ToString(CultureInfo.InvariantCulture);

    private static byte[] File(int rows) =>
        Encoding.ASCII.GetBytes("no_order,confirm_code,ret_code\n" + string.Concat(Enumerable.Range(0, rows).Select(row => $"R{row},{Code(row)},4002\n")));

    private static byte[] JsonLines(int rows) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, rows).Select(row => $"{{\"no_order\":\"R{row}\",\"confirm_code\":\"{Code(row)}\",\"ret_code\":\"4002\"}}\n")));

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder, "held.csv");
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Hides the length, so that only the blocks can tell a change.</summary>
    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
