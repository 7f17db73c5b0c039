using System.Globalization;

namespace LianPay.KillHarness.Runner;

/// <summary>What a runner is to do: a file of lines, fast to read for a process that lives a moment.</summary>
internal sealed record BatchPlan
{
    /// <summary>The gateway's address.</summary>
    internal required Uri Gateway { get; init; }

    /// <summary>商户编号.</summary>
    internal required string PartnerId { get; init; }

    /// <summary>The file of the merchant's key.</summary>
    internal required string PrivateKeyPath { get; init; }

    /// <summary>The file of the platform's key.</summary>
    internal required string PlatformKeyPath { get; init; }

    /// <summary>The ledger.</summary>
    internal required string LedgerPath { get; init; }

    /// <summary>The file of the <see cref="SharedClock"/>.</summary>
    internal required string ClockPath { get; init; }

    /// <summary>When the orders were reviewed.</summary>
    internal required DateTimeOffset ReviewedAt { get; init; }

    /// <summary>The orders.</summary>
    internal required IReadOnlyList<PlannedOrder> Orders { get; init; }

    /// <summary>Writes the file.</summary>
    internal void Write(string path) => File.WriteAllLines(path,
    [
        Gateway.AbsoluteUri, PartnerId, PrivateKeyPath, PlatformKeyPath, LedgerPath, ClockPath, ReviewedAt.ToString("O", CultureInfo.InvariantCulture),
        .. Orders.Select(order => $"{order.Number} {order.ConfirmCode}{(order.IsSettled ? " settled" : "")}"),
    ]);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static BatchPlan Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        return new BatchPlan
        {
            Gateway = new Uri(lines[0]),
            PartnerId = lines[1],
            PrivateKeyPath = lines[2],
            PlatformKeyPath = lines[3],
            LedgerPath = lines[4],
            ClockPath = lines[5],
            ReviewedAt = DateTimeOffset.ParseExact(lines[6], "O", CultureInfo.InvariantCulture),
            Orders = [.. lines[7..].Select(line => line.Split(' ')).Select(words => new PlannedOrder(words[0], words[1], words.Length > 2))],
        };
    }
}

/// <summary>An order of a plan.</summary>
/// <param name="Number">商户付款流水号.</param>
/// <param name="ConfirmCode">确认付款验证码, of a sandbox.</param>
/// <param name="IsSettled">True when an earlier runner has told that it is accepted or paid.</param>
internal sealed record PlannedOrder(string Number, string ConfirmCode, bool IsSettled);
