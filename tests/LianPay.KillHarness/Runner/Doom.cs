using System.Globalization;

namespace LianPay.KillHarness.Runner;

/// <summary>How a runner ends.</summary>
internal enum Manner
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>Environment.FailFast: the runtime's own sudden end.</summary>
    FailFast,

    /// <summary>SIGSTOP: not an end but a pause, for as long as the parent likes.</summary>
    Stop,
}

/// <summary>What will happen to a runner.</summary>
/// <param name="Point">Where.</param>
/// <param name="Occurrence">At which time it comes there, from 1.</param>
/// <param name="Manner">How.</param>
internal sealed record Doom(KillPoint Point, int Occurrence, Manner Manner)
{
    /// <summary>As an argument of a command line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Point}:{Occurrence}:{Manner}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    internal static Doom Parse(string text)
    {
        string[] parts = text.Split(':');
        return new Doom(Enum.Parse<KillPoint>(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), Enum.Parse<Manner>(parts[2]));
    }
}
