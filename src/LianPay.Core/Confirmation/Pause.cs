using LianPay.Core.Gateway;

namespace LianPay.Core.Confirmation;

/// <summary>Slows a batch down when the gateway asks for it.</summary>
internal sealed class Pause(TimeProvider clock)
{
    // What a gateway that says 429 without a time is given.
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(5);

    private long _until = clock.GetTimestamp();

    /// <summary>Takes note of an answer's Retry-After.</summary>
    internal void Observe(GatewayReply reply)
    {
        if (reply.RetryAfter is null && reply.HttpStatus != 429)
        {
            return;
        }

        TimeSpan pause = reply.RetryAfter ?? Default;
        long until = clock.GetTimestamp() + (long)(pause.TotalSeconds * clock.TimestampFrequency);
        long known = Volatile.Read(ref _until);
        while (until > known)
        {
            long seen = Interlocked.CompareExchange(ref _until, until, known);
            if (seen == known)
            {
                return;
            }

            known = seen;
        }
    }

    /// <summary>Waits until the pause is over.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        // Again after each wait: another call may have been told meanwhile to wait longer.
        while (clock.GetElapsedTime(clock.GetTimestamp(), Volatile.Read(ref _until)) is { Ticks: > 0 } wait)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
