using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Sandbox;

/// <summary>A clock that a test drives, and that tells when somebody has begun to wait on it.</summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first timer is set: advancing earlier would miss it.</summary>
    internal Task Waiting => _waiting.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _waiting.TrySetResult();
        return timer;
    }
}
