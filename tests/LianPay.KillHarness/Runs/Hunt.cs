using System.Globalization;
using System.Security.Cryptography;
using LianPay.KillHarness.Oracle;
using LianPay.KillHarness.Runner;

namespace LianPay.KillHarness.Runs;

/// <summary>Starts the runners of one batch and kills them: at a point of their work, at any moment, while another works beside them.</summary>
internal sealed class Hunt(KillOptions options, Round round, Tally tally, Action<string> log)
{
    /// <summary>By far longer than a runner takes on the busiest machine.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    private const string AnyMoment = "AnyMoment";
    private const int LatestMoment = 400;

    private static readonly KillPoint[] Points = Enum.GetValues<KillPoint>();

    /// <summary>Lets a runner do its work.</summary>
    /// <returns>True when the batch is settled.</returns>
    internal Task<bool> RunCalmAsync() => RunAsync(doom: null, moment: null);

    /// <summary>Starts one or two runners, most of which will not see the end of their work.</summary>
    /// <returns>True when the batch is settled.</returns>
    internal async Task<bool> RunWildAsync()
    {
        if (options.Control == Control.NoFence)
        {
            return await SuspendAsync();
        }

        switch (RandomNumberGenerator.GetInt32(100))
        {
            case < 60:
                return await RunAsync(RandomDoom(), moment: null);
            case < 84:
                return await RunAsync(doom: null, RandomMoment());
            case < 96:
                bool[] ends = await Task.WhenAll(RunAsync(RandomDoom(), moment: null), RunAsync(RandomDoom(), RandomMoment()));
                return ends.Contains(true);
            default:
                return await SuspendAsync();
        }
    }

    private static Doom RandomDoom() => new(
        Points[RandomNumberGenerator.GetInt32(Points.Length)],

        // Most of them early: few runners come to a point of a late step often.
        RandomNumberGenerator.GetInt32(1, RandomNumberGenerator.GetInt32(3) == 0 ? 16 : 4),
        RandomNumberGenerator.GetInt32(40) == 0 ? Manner.FailFast : Manner.Kill);

    private static TimeSpan RandomMoment() => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(LatestMoment));

    /// <param name="doom">What the runner does to itself, or null.</param>
    /// <param name="moment">How long after it has opened the ledger it is killed, or null.</param>
    private async Task<bool> RunAsync(Doom? doom, TimeSpan? moment)
    {
        using RunnerProcess runner = Start(doom, throttleLimit: 4);
        using CancellationTokenSource over = new();
        Task killing = moment is { } wait ? KillLaterAsync(runner, wait, over.Token) : Task.CompletedTask;
        bool isSettled = await EndAsync(runner, doom?.Point.ToString() ?? AnyMoment, isMeant: doom is not null || moment is not null);
        await over.CancelAsync();
        await killing;
        return isSettled;
    }

    /// <summary>Suspends a runner between its intent and its send, lets another take over, and wakes it (FAULTS S28).</summary>
    private async Task<bool> SuspendAsync()
    {
        // One at a time: no other thread of it may be suspended inside a send, where no fence can help.
        Doom doom = new(KillPoint.BeforeSend, RandomNumberGenerator.GetInt32(1, 6), Manner.Stop);
        using RunnerProcess sleeper = Start(doom, throttleLimit: 1);
        if (!await sleeper.WaitForStopAsync())
        {
            return await EndAsync(sleeper, AnyMoment, isMeant: false);
        }

        await round.QuiesceAsync();
        round.PassLongTime();
        await RunCalmAsync();
        await round.QuiesceAsync();
        Signals.Continue(sleeper.Id);
        tally.Add(Count.Suspensions);
        return await EndAsync(sleeper, AnyMoment, isMeant: false);
    }

    private RunnerProcess Start(Doom? doom, int throttleLimit)
    {
        tally.Add(Count.Starts);
        return RunnerProcess.Start(
            new RunnerOptions { PlanPath = round.PlanPath, Doom = doom, Control = options.Control, ThrottleLimit = throttleLimit }, Hear);
    }

    private void Hear(string[] words)
    {
        if (words[0] == ResultPipe.BatchStopped)
        {
            log($"A batch stopped: {words[1]}.");
            tally.Add(Count.UnexpectedEnds);
            return;
        }

        round.Hear(words);
    }

    private static async Task KillLaterAsync(RunnerProcess runner, TimeSpan wait, CancellationToken cancellationToken)
    {
        await runner.Ready;
        try
        {
            await Task.Delay(wait, cancellationToken);
            runner.Kill();
        }
        catch (OperationCanceledException)
        {
            // It was faster.
        }
    }

    private async Task<bool> EndAsync(RunnerProcess runner, string point, bool isMeant)
    {
        if (await Task.WhenAny(runner.Ended, Task.Delay(LongestLife)) != runner.Ended)
        {
            log($"A runner came to no end within {LongestLife.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes and is killed.");
            tally.Add(Count.UnexpectedEnds);
            runner.Kill();
        }

        await runner.Ended;
        if (runner.WasKilled && isMeant)
        {
            tally.AddKill(point);
            tally.Add(Count.FailFasts, runner.WasAborted ? 1 : 0);
        }
        else if (runner.ExitCode is not (BatchRunner.AllSettled or BatchRunner.SomeOpen))
        {
            log($"A runner ended with {runner.ExitCode.ToString(CultureInfo.InvariantCulture)}: {runner.Errors}");
            tally.Add(Count.UnexpectedEnds);
        }

        return runner.ExitCode == BatchRunner.AllSettled;
    }
}
