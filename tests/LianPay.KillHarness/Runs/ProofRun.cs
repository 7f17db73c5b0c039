using System.Globalization;
using LianPay.KillHarness.Oracle;
using LianPay.KillHarness.Runner;

namespace LianPay.KillHarness.Runs;

/// <summary>First takes each safety away, in which the oracle must find the harm, and then runs with all of them, in which it must find none.</summary>
/// <param name="options">How many kills, lanes and orders.</param>
/// <param name="tally">Takes what is counted with all safeties, and how many controls were not caught.</param>
/// <param name="log">Takes what is written.</param>
internal sealed class ProofRun(KillOptions options, Tally tally, TextWriter log)
{
    /// <summary>By far more than any control has ever needed.</summary>
    private const int ControlKills = 400;

    /// <summary>Runs to the end.</summary>
    internal async Task RunAsync()
    {
        foreach (Control control in Enum.GetValues<Control>().Where(control => control != Control.None))
        {
            Tally caught = new();
            using StringWriter details = new(CultureInfo.InvariantCulture);
            await new KillRun(options with { Control = control, Kills = ControlKills, StopsAtHarm = true }, caught, TextWriter.Synchronized(details)).RunAsync();
            tally.Add(Count.UncaughtControls, caught.HasHarm ? 0 : 1);
            log.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"control {control}: {(caught.HasHarm ? "caught" : "NOT CAUGHT")} after {caught.Of(Count.Kills) + caught.Of(Count.Suspensions)} kills and suspensions, sent twice {caught.Of(Count.SentTwice)}, lost {caught.Of(Count.Lost)}"));
            if (!caught.HasHarm)
            {
                log.Write(details);
            }
        }

        await new KillRun(options, tally, log).RunAsync();
    }
}
