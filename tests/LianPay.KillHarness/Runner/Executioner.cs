namespace LianPay.KillHarness.Runner;

/// <summary>Carries out a runner's doom when its work comes to the point.</summary>
internal sealed class Executioner(Doom? doom, ResultPipe pipe)
{
    private int _left = doom?.Occurrence ?? 0;

    /// <summary>The work has come to a point. Returns when that was not the end.</summary>
    internal void Reach(KillPoint point)
    {
        if (doom is null || doom.Point != point || Interlocked.Decrement(ref _left) != 0)
        {
            return;
        }

        switch (doom.Manner)
        {
            case Manner.Kill:
                Signals.Kill(Environment.ProcessId);
                break;
            case Manner.FailFast:
                Environment.FailFast(message: null);
                break;
            case Manner.Stop:
                pipe.Write(ResultPipe.Stopping);
                Signals.StopHere();
                break;
            default:
                throw new InvalidOperationException($"No such manner: {doom.Manner}.");
        }
    }
}
