using System.Collections.Concurrent;
using LianPay.Core.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>A clock on which every wait is over at once, and kept for the test to look at; the deadline of a call alone never passes by itself.</summary>
internal sealed class ImpatientClock : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>Every wait so far, in order.</summary>
    internal TimeSpan[] Waits => [.. _waits];

    /// <summary>Set by a test: runs when a wait begins, which then does not end by itself.</summary>
    internal Action? Waiting { get; init; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime != GatewayOptions.DefaultTimeout)
        {
            _waits.Enqueue(dueTime);
            if (Waiting is not null)
            {
                Waiting();
                return timer;
            }

            // Not from here: whoever waits does not hold its timer yet.
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
