namespace LianPay.Core.Gateway;

/// <summary>
/// The time within which a send must start after its intent was recorded, by the wall's clock and by the monotonic one: a
/// process that was suspended in between must not send when it wakes, for another may have taken the order over.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="intentAt">When the intent was recorded.</param>
/// <param name="intentTimestamp">The same by the monotonic clock.</param>
public sealed class SendFence(TimeProvider clock, DateTimeOffset intentAt, long intentTimestamp)
{
    /// <summary>How long it stays open (DESIGN section 4).</summary>
    public static readonly TimeSpan Width = TimeSpan.FromSeconds(10);

    /// <summary>True while a send may start.</summary>
    public bool IsOpen => (clock.GetUtcNow() - intentAt).Duration() < Width && clock.GetElapsedTime(intentTimestamp) < Width;
}
