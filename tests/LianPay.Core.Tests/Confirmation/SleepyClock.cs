using System.Threading.Channels;
using LianPay.Core.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>A clock whose two hands jump apart, as when a process sleeps or somebody sets the time. Its timers fire when <see cref="RunAsync"/> says.</summary>
internal sealed class SleepyClock : TimeProvider
{
    private readonly FakeTimeProvider _timers = new();
    private readonly Channel<bool> _set = Channel.CreateUnbounded<bool>();
    private long _wall;
    private long _monotonic;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _timers.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _wall));

    public override long GetTimestamp() => _timers.GetUtcNow().Ticks + Interlocked.Read(ref _monotonic);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = _timers.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime != GatewayOptions.DefaultTimeout)
        {
            _set.Writer.TryWrite(true);
        }

        return timer;
    }

    internal void Jump(TimeSpan wall, TimeSpan monotonic)
    {
        Interlocked.Add(ref _wall, wall.Ticks);
        Interlocked.Add(ref _monotonic, monotonic.Ticks);
    }

    /// <summary>Waits for a task, and ends each wait that it sets.</summary>
    internal async Task<T> RunAsync<T>(Task<T> task)
    {
        while (true)
        {
            Task<bool> wait = _set.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
            if (await Task.WhenAny(task, wait) == task)
            {
                return await task;
            }

            _set.Reader.TryRead(out _);
            _timers.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
