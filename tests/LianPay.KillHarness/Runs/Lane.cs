using System.Security.Cryptography;
using LianPay.Core.Ledger;
using LianPay.KillHarness.Oracle;

namespace LianPay.KillHarness.Runs;

/// <summary>A ledger and the batches that are confirmed with it, one after the other, by runners that are killed.</summary>
internal sealed class Lane : IAsyncDisposable
{
    /// <summary>A new ledger now and then: opening one checks all that is in it, and a young one takes the paths of a clean start.</summary>
    private const int RoundsPerLedger = 6;

    private const int CalmStartsPerRound = 15;

    // A ledger that was left unclean asks before every first send for a day. After it the next batch starts as on a clean one.
    private static readonly TimeSpan Day = TimeSpan.FromHours(25);

    private readonly KillOptions _options;
    private readonly Tally _tally;
    private readonly Action<string> _log;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lianpay-kill-");
    private readonly SharedClock _clock;
    private int _rounds;

    internal Lane(KillOptions options, Tally tally, Action<string> log)
    {
        _options = options;
        _tally = tally;
        _log = log;
        _clock = new SharedClock(Path.Combine(_folder.FullName, "clock"));
    }

    /// <summary>False when the ledger has seen enough batches.</summary>
    internal bool HasRoom => _rounds < RoundsPerLedger;

    private string LedgerPath => Path.Combine(_folder.FullName, "ledger.db");

    /// <summary>Confirms one batch to its end, through kills, and judges it.</summary>
    internal async Task RunRoundAsync()
    {
        _rounds++;
        await using Round round = Round.Start(_folder.FullName, _clock, LedgerPath, _options.Orders, hasFaults: true);
        Hunt hunt = new(_options, round, _tally, _log);
        int wild = RandomNumberGenerator.GetInt32(8, 20);
        bool isDone = false;
        for (int start = 0; start < wild + CalmStartsPerRound && !isDone; start++)
        {
            round.WritePlan();
            isDone = start < wild ? await hunt.RunWildAsync() : await hunt.RunCalmAsync();
            await round.QuiesceAsync();
            PassTime(round, isCalm: start >= wild);
        }

        _tally.Add(Count.Rounds);
        await using PaymentLedger ledger = round.OpenLedger();
        round.Judge(new Judge(_tally, _log), ledger);
        if (RandomNumberGenerator.GetInt32(2) == 0)
        {
            _clock.Advance(Day);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _clock.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static void PassTime(Round round, bool isCalm)
    {
        switch (isCalm ? 9 : RandomNumberGenerator.GetInt32(10))
        {
            case 0 or 1:
                round.PassShortTime(TimeSpan.Zero);
                break;
            case 2 or 3:
                round.PassShortTime(TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(1, 60)));
                break;
            default:
                round.PassLongTime();
                break;
        }
    }
}
