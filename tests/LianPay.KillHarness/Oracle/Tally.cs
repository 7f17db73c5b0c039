using System.Globalization;
using System.Text;

namespace LianPay.KillHarness.Oracle;

/// <summary>What was counted. Safe for any number of threads.</summary>
internal sealed class Tally
{
    private readonly object _gate = new();
    private readonly Dictionary<Count, long> _counts = [];
    private readonly SortedDictionary<string, long> _killsByPoint = new(StringComparer.Ordinal);

    /// <summary>True while nothing has gone wrong.</summary>
    internal bool IsSound => Of(Count.SentTwice) + Of(Count.Lost) + Of(Count.Disagreements) + Of(Count.Unfinished) + Of(Count.UnexpectedEnds) + Of(Count.UncaughtControls) == 0;

    /// <summary>True when a payment was sent twice or an outcome lost: what each control must come to, whatever else goes wrong on its way.</summary>
    internal bool HasHarm => Of(Count.SentTwice) + Of(Count.Lost) > 0;

    /// <summary>How many of a kind.</summary>
    internal long Of(Count kind)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault(kind);
        }
    }

    /// <summary>Counts.</summary>
    internal void Add(Count kind, long number = 1)
    {
        lock (_gate)
        {
            _counts[kind] = _counts.GetValueOrDefault(kind) + number;
        }
    }

    /// <summary>Counts a kill.</summary>
    internal void AddKill(string point)
    {
        lock (_gate)
        {
            _counts[Count.Kills] = _counts.GetValueOrDefault(Count.Kills) + 1;
            _killsByPoint[point] = _killsByPoint.GetValueOrDefault(point) + 1;
        }
    }

    /// <summary>One line for a log.</summary>
    internal string ToLine()
    {
        lock (_gate)
        {
            return string.Join(", ", Enum.GetValues<Count>().Select(kind => string.Create(CultureInfo.InvariantCulture, $"{NameOf(kind)} {_counts.GetValueOrDefault(kind)}")));
        }
    }

    /// <summary>Everything, a line each.</summary>
    internal string ToText(TimeSpan duration)
    {
        StringBuilder text = new();
        lock (_gate)
        {
            foreach (Count kind in Enum.GetValues<Count>())
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{NameOf(kind),-18} {_counts.GetValueOrDefault(kind)}");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"{"duration",-18} {duration:hh\\:mm\\:ss}");
            foreach ((string point, long number) in _killsByPoint)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  killed at {point,-18} {number}");
            }
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"verdict: {(IsSound ? "PASSED" : "FAILED")}");
        return text.ToString();
    }

    /// <summary><c>SentTwice</c> is "sent twice".</summary>
    private static string NameOf(Count kind) => string.Concat(kind.ToString().Select((letter, index) =>
        char.IsAsciiLetterUpper(letter) ? (index == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}

/// <summary>What is counted.</summary>
internal enum Count
{
    /// <summary>Runners ended by SIGKILL or FailFast.</summary>
    Kills,

    /// <summary>Those of them that ended by FailFast.</summary>
    FailFasts,

    /// <summary>Runners that were suspended between an intent and its send, and woken after another had taken over.</summary>
    Suspensions,

    /// <summary>How often the ledger's server was restarted.</summary>
    Restarts,

    /// <summary>Runners started.</summary>
    Starts,

    /// <summary>Batches.</summary>
    Rounds,

    /// <summary>Orders, distinct.</summary>
    Orders,

    /// <summary>Confirmations that the sandbox received.</summary>
    Receipts,

    /// <summary>Those after the first of an order: allowed where the first was lost for good.</summary>
    Resends,

    /// <summary>Confirmations that the sandbox received and was told to apply late.</summary>
    LateApplied,

    /// <summary>Orders that the sandbox has confirmed.</summary>
    Applied,

    /// <summary>Orders that were sent as often as a program may, never applied, and are left to a person.</summary>
    Exhausted,

    /// <summary>Orders with a confirmation after one that was applied, or yet to be.</summary>
    SentTwice,

    /// <summary>Orders whose confirmation is applied and that the ledger does not show so, or the other way round a result that was told and forgotten.</summary>
    Lost,

    /// <summary>Orders of which ledger and sandbox differ.</summary>
    Disagreements,

    /// <summary>Orders that came to no end.</summary>
    Unfinished,

    /// <summary>Runners that ended as nobody meant: a crash, a stopped batch, no end at all.</summary>
    UnexpectedEnds,

    /// <summary>Safeties that were taken away and whose harm was not found: the oracle is not to be believed.</summary>
    UncaughtControls,
}
