using System.Globalization;
using LianPay.Core.Gateway;

namespace LianPay.Core.Checks;

/// <summary>The check of this machine's clock against the gateway's, by the Date of its answer.</summary>
internal static class ClockCheck
{
    /// <summary>From here on the 24 hours of a review and of a held order would be counted wrongly (FAULTS S20).</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    internal static CheckReport Of(QueryReply? reply)
    {
        if (reply?.GatewayTime is not { } gateway)
        {
            return CheckReport.Skipped(CheckNames.Clock, reply is { HttpStatus: > 0 } ? "The answer does not tell the gateway's time." : "There is no answer to read the gateway's time from.");
        }

        // The answer was dated somewhere between the first byte out and the last byte in.
        TimeSpan ahead = reply.StartedAt + (reply.Duration / 2) - gateway;
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"This machine is {Readable(ahead.Duration())} {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} the gateway, which says {gateway.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
        return ahead.Duration() > Tolerance
            ? CheckReport.Warning(CheckNames.Clock, found, "Set this machine's clock by a time server (NTP): reviews and held orders end after 24 hours.")
            : CheckReport.Passed(CheckNames.Clock, found);
    }

    private static string Readable(TimeSpan time) => time >= TimeSpan.FromDays(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalDays} days")
        : time >= TimeSpan.FromMinutes(2) ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMinutes} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalSeconds} seconds");
}
