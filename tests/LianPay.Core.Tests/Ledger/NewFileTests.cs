using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

public sealed class NewFileTests
{
    [Fact]
    public void A_name_that_is_taken_stays_with_its_file()
    {
        using TempDirectory folder = new();
        string path = folder.File("file");
        string temporary = NewFile.TemporaryBeside(path);
        File.WriteAllText(temporary, "new");
        File.WriteAllText(path, "old");

        Assert.False(NewFile.TryPublish(temporary, path));
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public async Task Of_many_that_try_at_once_one_gets_the_name()
    {
        const int Tries = 200;
        const int Rivals = 8;
        using TempDirectory folder = new();
        using Barrier barrier = new(Rivals);
        int[][] won = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(rival => Task.Factory.StartNew(
            () =>
            {
                List<int> wins = [];
                for (int number = 0; number < Tries; number++)
                {
                    string path = folder.File($"文件{number}");
                    string temporary = NewFile.TemporaryBeside(path);
                    File.WriteAllText(temporary, $"{rival}");
                    barrier.SignalAndWait();
                    if (NewFile.TryPublish(temporary, path))
                    {
                        wins.Add(number);
                        Assert.Equal($"{rival}", File.ReadAllText(path));
                    }
                }

                return wins.ToArray();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(Enumerable.Range(0, Tries), won.SelectMany(numbers => numbers).Order());
    }
}
