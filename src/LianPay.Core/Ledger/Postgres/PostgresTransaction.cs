namespace LianPay.Core.Ledger;

/// <summary>
/// What work may do in a PostgreSQL ledger. Its orders are locked and read beforehand, in one go for all the work of a
/// transaction, and what it saves is written in one go at the end: the way to the server is walked three times, however much work there is.
/// </summary>
internal sealed class PostgresTransaction : LedgerTransaction
{
    private readonly Dictionary<PaymentKey, PostgresSlot> _slots = [];
    private readonly List<(PostgresSlot Slot, StoredRecord? Record, int Events)> _sinceMark = [];
    private LedgerPolicy _policyAtMark = new();
    private TimeSpan _clockOffset;

    /// <inheritdoc/>
    public override TimeSpan ClockOffset => _clockOffset;

    /// <inheritdoc/>
    public override LedgerPolicy Policy { get; set; } = new();

    /// <summary>What was changed.</summary>
    internal IEnumerable<PostgresSlot> Changed => _slots.Values.Where(slot => slot.IsChanged);

    /// <inheritdoc/>
    public override LedgerRecord? Find(PaymentKey key) => SlotOf(key).Record?.Record;

    /// <inheritdoc/>
    public override void Save(LedgerRecord record, params ReadOnlySpan<LedgerEvent> events)
    {
        PostgresSlot slot = SlotOf(record.Key);
        _sinceMark.Add((slot, slot.Record, slot.Events.Count));
        slot.Record = new StoredRecord(slot.Id, (slot.Record?.EventCount ?? 0) + events.Length, record);
        slot.Events.AddRange(events);
    }

    /// <summary>Starts over with the orders of a new transaction.</summary>
    internal void Reset(IEnumerable<(PaymentKey Key, PostgresSlot Slot)> slots, LedgerPolicy policy, TimeSpan clockOffset)
    {
        _slots.Clear();
        foreach ((PaymentKey key, PostgresSlot slot) in slots)
        {
            _slots.Add(key, slot);
        }

        Policy = policy;
        _clockOffset = clockOffset;
        Mark();
    }

    internal void Mark()
    {
        _sinceMark.Clear();
        _policyAtMark = Policy;
    }

    internal void UndoToMark()
    {
        for (int index = _sinceMark.Count - 1; index >= 0; index--)
        {
            (PostgresSlot slot, StoredRecord? record, int events) = _sinceMark[index];
            slot.Record = record;
            slot.Events.RemoveRange(events, slot.Events.Count - events);
        }

        Policy = _policyAtMark;
        Mark();
    }

    private PostgresSlot SlotOf(PaymentKey key)
    {
        PostgresSlot slot = _slots.GetValueOrDefault(key) ?? throw new InvalidOperationException("Work looks at an order that it did not name.");
        return slot.Damage is null ? slot : throw slot.Damage;
    }
}

/// <summary>One order of a transaction.</summary>
/// <param name="id">The number of its record, or of the record that will be made.</param>
internal sealed class PostgresSlot(long id)
{
    internal long Id { get; } = id;

    /// <summary>As the server has it, or null.</summary>
    internal StoredRecord? Before { get; init; }

    /// <summary>The checksum of its row: an update finds the row only while that still fits.</summary>
    internal string? ChecksumBefore { get; init; }

    /// <summary>Thrown at whoever looks at it.</summary>
    internal LedgerException? Damage { get; init; }

    /// <summary>As it will be.</summary>
    internal StoredRecord? Record { get; set; }

    /// <summary>What is added to its history.</summary>
    internal List<LedgerEvent> Events { get; } = [];

    internal bool IsChanged => !ReferenceEquals(Record, Before);
}
