namespace LianPay.Core.Payments;

/// <summary>How far the check of a file is.</summary>
/// <param name="Rows">How many rows have been checked.</param>
/// <param name="BytesRead">How much of the file has been read, in blocks of 64 KiB.</param>
/// <param name="Length">How long the file is in bytes; 0 when it does not tell.</param>
public readonly record struct CheckProgress(long Rows, long BytesRead, long Length);
