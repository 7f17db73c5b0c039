namespace LianPay.Core.Payments;

/// <summary>How a file of held payments is written.</summary>
public enum PaymentFileFormat
{
    /// <summary>Comma-separated values (RFC 4180) with a header line. Extension <c>.csv</c>.</summary>
    Csv,

    /// <summary>A JSON array of objects, or a single object. Extension <c>.json</c>.</summary>
    Json,

    /// <summary>One JSON object a line. Extensions <c>.jsonl</c> and <c>.ndjson</c>.</summary>
    JsonLines,
}
