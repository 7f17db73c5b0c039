namespace LianPay;

/// <summary>How a file of held payments is written.</summary>
public enum PaymentFileFormat
{
    /// <summary>Comma-separated values with a header line. Extension .csv.</summary>
    Csv,

    /// <summary>A JSON array of objects. Extension .json.</summary>
    Json,

    /// <summary>One JSON object a line. Extensions .jsonl and .ndjson.</summary>
    JsonLines,
}
