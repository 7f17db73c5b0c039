using System.Text.Json;
using LianPay.Core.Confirmation;

namespace LianPay.Core.Ledger;

/// <summary>The table <c>payment</c>: one row for each order, in words and times that a person can read with any tool.</summary>
internal static class PaymentTable
{
    private const string EmptyList = "[]";

    internal static LedgerTable Table { get; } = new(
        "payment",
        "id", "gateway", "partner_id", "order_number", "status", "held_for", "reviewed_by", "reviewed_at", "confirmed_by",
        "code_mac", "wrong_code_macs", "attempts", "sends", "unsent_attempts", "last_attempt", "first_sent_at", "last_sent_at",
        "ret_code", "ret_message", "reason", "facts", "paybill_ids", "last_check_at", "ordered_at", "last_no_record_at",
        "person_status", "person_facts",
        "review_decision", "review_by", "review_reason", "review_at", "review_account", "review_code_mac",
        "owner", "epoch", "claim_expires_at", "created_at", "updated_at", "event_count");

    internal static object?[] ToRow(StoredRecord stored)
    {
        LedgerRecord record = stored.Record;
        return
        [
            stored.Id,
            record.Key.Gateway,
            record.Key.PartnerId,
            record.Key.OrderNumber,
            record.Status.ToString(),
            record.HeldFor,
            record.ReviewedBy,
            LedgerTime.Text(record.ReviewedAt),
            record.ConfirmedBy,
            record.CodeMac,
            List(record.WrongCodeMacs),
            (long)record.Attempts,
            (long)record.Sends,
            List(record.UnsentAttempts),
            record.LastAttempt.ToString(),
            LedgerTime.Text(record.FirstSentAt),
            LedgerTime.Text(record.LastSentAt),
            record.RetCode,
            record.RetMessage,
            record.Reason,
            record.Facts.ToString(),
            List(record.PaybillIds),
            LedgerTime.Text(record.LastCheckAt),
            LedgerTime.Text(record.OrderedAt),
            LedgerTime.Text(record.LastNoRecordAt),
            record.PersonStatus?.ToString(),
            record.PersonFacts.ToString(),
            record.Review?.Decision.ToString(),
            record.Review?.Reviewer,
            record.Review?.Reason,
            LedgerTime.Text(record.Review?.At),
            record.Review?.Account,
            record.Review?.CodeMac,
            record.Owner,
            record.Epoch,
            LedgerTime.Text(record.ClaimExpiresAt),
            LedgerTime.Text(record.CreatedAt),
            LedgerTime.Text(record.UpdatedAt),
            stored.EventCount,
        ];
    }

    internal static StoredRecord FromRow(object?[] row)
    {
        RowReader reader = new(row);
        long id = reader.Number();
        PaymentKey key = new(reader.Text(), reader.Text(), reader.Text());
        reader.Skip(); // status: a function of the other columns, stored for queries alone
        LedgerRecord record = new()
        {
            Key = key,
            HeldFor = reader.TextOrNull(),
            ReviewedBy = reader.TextOrNull(),
            ReviewedAt = reader.TimeOrNull(),
            ConfirmedBy = reader.TextOrNull(),
            CodeMac = reader.TextOrNull(),
            WrongCodeMacs = List<string>(reader.Text()),
            Attempts = (int)reader.Number(),
            Sends = (int)reader.Number(),
            UnsentAttempts = List<int>(reader.Text()),
            LastAttempt = reader.Word<AttemptState>(),
            FirstSentAt = reader.TimeOrNull(),
            LastSentAt = reader.TimeOrNull(),
            RetCode = reader.TextOrNull(),
            RetMessage = reader.TextOrNull(),
            Reason = reader.TextOrNull(),
            Facts = reader.Word<PaymentFacts>(),
            PaybillIds = List<string>(reader.Text()),
            LastCheckAt = reader.TimeOrNull(),
            OrderedAt = reader.TimeOrNull(),
            LastNoRecordAt = reader.TimeOrNull(),
            PersonStatus = reader.WordOrNull<PaymentStatus>(),
            PersonFacts = reader.Word<PaymentFacts>(),
            Review = ReviewFrom(reader),
            Owner = reader.TextOrNull(),
            Epoch = reader.Number(),
            ClaimExpiresAt = reader.TimeOrNull(),
            CreatedAt = reader.Time(),
            UpdatedAt = reader.Time(),
        };
        return new StoredRecord(id, reader.Number(), record);
    }

    private static LedgerReview? ReviewFrom(RowReader reader)
    {
        if (reader.WordOrNull<ReviewDecision>() is { } decision)
        {
            return new LedgerReview(decision, reader.Text(), reader.Text(), reader.Time(), reader.Text(), reader.TextOrNull());
        }

        reader.Skip(5);
        return null;
    }

    /// <summary>A JSON array: the tools' own functions read it, and no value can be taken for two.</summary>
    private static string List<T>(IReadOnlyList<T> values) => values.Count == 0 ? EmptyList : JsonSerializer.Serialize(values);

    private static T[] List<T>(string json) => json == EmptyList ? [] : JsonSerializer.Deserialize<T[]>(json) ?? [];
}
