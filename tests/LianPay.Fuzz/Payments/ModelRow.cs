namespace LianPay.Fuzz.Payments;

/// <summary>One row as a plain reader sees it, which knows nothing of payments.</summary>
/// <param name="Line">The 1-based line on which it begins, where that can be told.</param>
/// <param name="Columns">Names and texts, in their order.</param>
internal sealed record ModelRow(long? Line, IReadOnlyList<KeyValuePair<string, string?>> Columns);
