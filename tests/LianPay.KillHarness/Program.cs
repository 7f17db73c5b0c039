using System.Globalization;
using LianPay.KillHarness.Oracle;
using LianPay.KillHarness.Runner;
using LianPay.KillHarness.Runs;

namespace LianPay.KillHarness;

/// <summary>Kills runners that confirm payments at a sandbox, and holds ledger and sandbox against each other. See README.md.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int BadUsage = 64;

    private static async Task<int> Main(string[] args)
    {
        if (args is [RunnerOptions.Mode, ..])
        {
            return await BatchRunner.RunAsync(RunnerOptions.Parse(args));
        }

        try
        {
            Tally tally = new();
            Arguments arguments = Arguments.Parse(args);
            await arguments.RunAsync(tally, TextWriter.Synchronized(Console.Out));
            return tally.IsSound ? 0 : Failed;
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return BadUsage;
        }
    }

    /// <summary>The command line of a run.</summary>
    private sealed class Arguments
    {
        private const string Usage =
            "usage: prove [--kills n] [--lanes n] [--orders n]\n"
            + "       kill [--kills n] [--lanes n] [--orders n] [--control BlindResend|NoDurableIntent|NoQuietPeriod|NoFence] [--stop-at-harm]\n"
            + "       many [--processes n] [--orders n] [--kills n] [--postgres [--restarts n]]";

        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
        private string _mode = "";

        internal static Arguments Parse(string[] args)
        {
            Arguments arguments = new() { _mode = args.Length > 0 ? args[0] : throw new FormatException(Usage) };
            for (int index = 1; index < args.Length; index++)
            {
                bool isSwitch = args[index] is "--stop-at-harm" or "--postgres";
                arguments._values[args[index]] = isSwitch ? bool.TrueString
                    : index + 1 < args.Length ? args[++index]
                    : throw new FormatException(Usage);
            }

            return arguments;
        }

        internal Task RunAsync(Tally tally, TextWriter log) => _mode switch
        {
            "prove" => new ProofRun(KillOptions, tally, log).RunAsync(),
            "kill" => new KillRun(KillOptions, tally, log).RunAsync(),
            "many" => new ManyRun(ManyOptions, tally, log).RunAsync(),
            _ => throw new FormatException(Usage),
        };

        private KillOptions KillOptions => new()
        {
            Kills = Number("--kills", 100),
            Lanes = Number("--lanes", 2),
            Orders = Number("--orders", 24),
            Control = Enum.TryParse(_values.GetValueOrDefault("--control", nameof(Control.None)), out Control control) ? control : throw new FormatException(Usage),
            StopsAtHarm = _values.ContainsKey("--stop-at-harm"),
        };

        private ManyOptions ManyOptions => new()
        {
            Processes = Number("--processes", 50),
            Orders = Number("--orders", 1000),
            Kills = Number("--kills", 0),
            UsesPostgres = _values.ContainsKey("--postgres"),
            Restarts = Number("--restarts", 0),
        };

        private int Number(string name, int otherwise) => !_values.TryGetValue(name, out string? text) ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw new FormatException(Usage);
    }
}
