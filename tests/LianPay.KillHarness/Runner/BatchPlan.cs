using System.Globalization;
using LianPay.Core.Ledger;

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

    /// <summary>The ledger: a path, or settings of PostgreSQL.</summary>
    internal required string Ledger { get; init; }

    /// <summary>The file of its key.</summary>
    internal required string LedgerKeyPath { get; init; }

    /// <summary>The file of the <see cref="SharedClock"/>.</summary>
    internal required string ClockPath { get; init; }

    /// <summary>When the orders were reviewed.</summary>
    internal required DateTimeOffset ReviewedAt { get; init; }

    /// <summary>The orders.</summary>
    internal required IReadOnlyList<PlannedOrder> Orders { get; init; }

    /// <summary>Opens the ledger.</summary>
    internal PaymentLedger OpenLedger(TimeProvider clock) => PostgresSettings.IsSettings(Ledger)
        ? PostgresLedger.Open(new PostgresLedgerOptions { Settings = Ledger, KeyPath = LedgerKeyPath, Clock = clock })
        : SqliteLedger.Open(new SqliteLedgerOptions { Path = Ledger, KeyPath = LedgerKeyPath, Clock = clock });

    /// <summary>Writes the file.</summary>
    internal void Write(string path) => File.WriteAllLines(path,
    [
        Gateway.AbsoluteUri, PartnerId, PrivateKeyPath, PlatformKeyPath, Ledger, LedgerKeyPath, ClockPath, ReviewedAt.ToString("O", CultureInfo.InvariantCulture),
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
            Ledger = lines[4],
            LedgerKeyPath = lines[5],
            ClockPath = lines[6],
            ReviewedAt = DateTimeOffset.ParseExact(lines[7], "O", CultureInfo.InvariantCulture),
            Orders = [.. lines[8..].Select(line => line.Split(' ')).Select(words => new PlannedOrder(words[0], words[1], words.Length > 2))],
        };
    }
}

/// <summary>An order of a plan.</summary>
/// <param name="Number">商户付款流水号.</param>
/// <param name="ConfirmCode">确认付款验证码, of a sandbox.</param>
/// <param name="IsSettled">True when an earlier runner has told that it is accepted or paid.</param>
internal sealed record PlannedOrder(string Number, string ConfirmCode, bool IsSettled);
