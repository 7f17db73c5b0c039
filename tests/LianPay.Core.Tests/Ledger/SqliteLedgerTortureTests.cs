using LianPay.Core.Ledger;
using Microsoft.Data.Sqlite;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>
/// Truncations and flips of the file at random offsets. Each is refused, or everything that is read is what was written.
/// <c>LIANPAY_TORTURE=1</c> runs ten thousand cases and more of each kind.
/// </summary>
public sealed class SqliteLedgerTortureTests
{
    private const int Records = 30;
    private static readonly string[] Expected = [.. Enumerable.Range(0, Records).Select(number => Text(Written(number)))];
    private static readonly int Cases = Environment.GetEnvironmentVariable("LIANPAY_TORTURE") == "1" ? 12_000 : 175;

    private enum Verdict
    {
        RefusedAtOpening,
        RefusedAtReading,
        Harmless,
        SilentlyWrong,
    }

    [Fact]
    public async Task A_closed_ledger_that_is_damaged_is_refused_or_the_damage_does_no_harm()
    {
        using LedgerFolder sound = await MakeAsync();
        using LedgerFolder victim = new();
        File.Copy(sound.KeyPath, victim.KeyPath);
        int[] verdicts = new int[4];
        int plainlyWrong = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            byte[] bytes = await File.ReadAllBytesAsync(sound.Path, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(victim.Path, Damage(bytes, new Random(seed)), TestContext.Current.CancellationToken);
            plainlyWrong += IsPlainReadingWrong(victim) ? 1 : 0;
            Verdict verdict = await OpenAndReadAsync(victim);
            Assert.True(verdict != Verdict.SilentlyWrong, $"seed {seed}");
            verdicts[(int)verdict]++;
        }

        Report("closed", verdicts, $"read without checks: {plainlyWrong} silently wrong");
        Assert.True(verdicts[(int)Verdict.RefusedAtOpening] > 0);
        Assert.True(plainlyWrong > 0, "the control saw no damage, so neither would the test");
    }

    /// <summary>Here the check at opening has passed already: checksums and the proof of absence stand alone.</summary>
    [Fact]
    public async Task A_ledger_that_is_damaged_while_it_is_open_never_says_of_an_order_what_is_not_true()
    {
        using LedgerFolder sound = await MakeAsync();
        int[] verdicts = new int[4];
        byte[] bytes = await File.ReadAllBytesAsync(sound.Path, TestContext.Current.CancellationToken);
        for (int seed = 0; seed < Cases; seed++)
        {
            using LedgerFolder victim = new();
            File.Copy(sound.KeyPath, victim.KeyPath);
            await File.WriteAllBytesAsync(victim.Path, bytes, TestContext.Current.CancellationToken);
            await using SqliteLedger ledger = victim.Open();

            // What the opening wrote is in the file by now, and nobody has read anything else yet.
            byte[] open = await ReadSharedAsync(victim.Path);
            await WriteSharedAsync(victim.Path, Damage(open, new Random(seed)));
            Verdict verdict = ReadEach(ledger);
            Assert.True(verdict != Verdict.SilentlyWrong, $"seed {seed}");
            verdicts[(int)verdict]++;
        }

        Report("open", verdicts, "");
        Assert.True(verdicts[(int)Verdict.RefusedAtReading] > 0);
        Assert.True(verdicts[(int)Verdict.Harmless] > 0);
    }

    private static void Report(string which, int[] verdicts, string rest) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{which}: {verdicts.Sum()} cases, {verdicts[0]} refused at opening, {verdicts[1]} refused at reading, {verdicts[2]} harmless, {verdicts[3]} silently wrong. {rest}");

    private static async Task<LedgerFolder> MakeAsync()
    {
        LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        for (int number = 0; number < Records; number++)
        {
            // Twice, so that older rows with checksums that fit have been in the file.
            await SaveAsync(ledger, Bare(Order(number)), Event(1));
            await SaveAsync(ledger, Written(number), Event(2));
        }

        return folder;
    }

    private static string Order(int number) => $"2026112400{number * 2:0000}";

    private static LedgerRecord Written(int number) => Full(Order(number)) with { UpdatedAt = Start.AddSeconds(number), PersonStatus = null };

    private static async Task<Verdict> OpenAndReadAsync(LedgerFolder folder)
    {
        SqliteLedger ledger;
        try
        {
            ledger = folder.Open();
        }
        catch (LedgerException)
        {
            return Verdict.RefusedAtOpening;
        }
        finally
        {
            File.Delete(folder.Path + "-wal");
            File.Delete(folder.Path + "-shm");
        }

        await using (ledger)
        {
            Verdict each = ReadEach(ledger);
            return each == Verdict.SilentlyWrong ? each : ReadAll(ledger) is var all && all != Verdict.Harmless ? all : each;
        }
    }

    private static Verdict ReadEach(SqliteLedger ledger)
    {
        Verdict verdict = Verdict.Harmless;
        for (int number = 0; number < Records; number++)
        {
            try
            {
                PaymentKey absent = Key($"2026112400{(number * 2) + 1:0000}");
                if (ledger.Find(absent) is not null || ledger.ReadHistory(absent).Any())
                {
                    return Verdict.SilentlyWrong;
                }
            }
            catch (LedgerException)
            {
                verdict = Verdict.RefusedAtReading;
            }

            try
            {
                if (Text(ledger.Find(Key(Order(number)))) != Expected[number]
                    || !ledger.ReadHistory(Key(Order(number))).SequenceEqual([Event(1), Event(2)]))
                {
                    return Verdict.SilentlyWrong;
                }
            }
            catch (LedgerException)
            {
                verdict = Verdict.RefusedAtReading;
            }
        }

        return verdict;
    }

    private static Verdict ReadAll(SqliteLedger ledger)
    {
        int number = 0;
        try
        {
            foreach (LedgerRecord record in ledger.Read(new LedgerQuery()))
            {
                if (Text(record) != Expected[number++])
                {
                    return Verdict.SilentlyWrong;
                }
            }

            int paid = ledger.Read(new LedgerQuery { Statuses = [Written(0).Status] }).Count();
            return number == Records && paid == Records ? Verdict.Harmless : Verdict.SilentlyWrong;
        }
        catch (LedgerException)
        {
            return Verdict.RefusedAtReading;
        }
    }

    /// <summary>The control: what a program sees that trusts SQLite alone.</summary>
    private static bool IsPlainReadingWrong(LedgerFolder folder)
    {
        try
        {
            using SqliteConnection connection = folder.OpenRaw();
            using SqliteCommand command = connection.CreateCommand();
            for (int number = 0; number < Records; number++)
            {
                LedgerRecord expected = Written(number);
                command.CommandText = $"SELECT status || sends || code_mac || ret_message || reviewed_by || reviewed_at FROM payment WHERE order_number = '{Order(number)}'";
                if (command.ExecuteScalar() as string != $"{expected.Status}{expected.Sends}{expected.CodeMac}{expected.RetMessage}{expected.ReviewedBy}2026-11-24T04:04:47.123Z")
                {
                    return true;
                }
            }

            return false;
        }
        catch (SqliteException)
        {
            return false;
        }
        finally
        {
            File.Delete(folder.Path + "-wal");
            File.Delete(folder.Path + "-shm");
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                int from = random.Next(bytes.Length);
                bytes.AsSpan(from, Math.Min(random.Next(1, 5000), bytes.Length - from)).Clear();
                return bytes;
            case 2:
                int length = random.Next(1, 64);
                int target = random.Next(bytes.Length - length);
                random.NextBytes(bytes.AsSpan(target, length));
                return bytes;
            default:
                for (int flips = random.Next(1, 5); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                return bytes;
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static async Task WriteSharedAsync(string path, byte[] bytes)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        await file.WriteAsync(bytes);
        file.SetLength(bytes.Length);
    }
}
