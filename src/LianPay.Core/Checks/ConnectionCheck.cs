using System.Globalization;
using LianPay.Core.Gateway;

namespace LianPay.Core.Checks;

/// <summary>The checks of the connection itself, out of what a probe saw.</summary>
internal static class ConnectionCheck
{
    /// <summary>A certificate that ends sooner than this should have been renewed by now.</summary>
    private const int FewDays = 21;

    internal static CheckReport OfConnection(CheckSubject subject, ProbeResult probe)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{subject.Address.IdnHost}, port {subject.Address.Port}");
        if (probe.IsConnected || probe.Reason is OutcomeReason.TlsHandshake or OutcomeReason.Certificate or OutcomeReason.CertificatePin)
        {
            return CheckReport.Passed(CheckNames.Connection, $"Somebody listens at {place}.");
        }

        return probe.Reason switch
        {
            OutcomeReason.NameResolution => CheckReport.Failed(CheckNames.Connection, "The name has no address.", "Check the DNS servers of this machine."),
            OutcomeReason.Proxy => CheckReport.Failed(CheckNames.Connection, $"The proxy does not let a call through to {place}.", "Ask whoever runs the proxy to allow it, with its password if it wants one."),
            OutcomeReason.Cancelled => CheckReport.Skipped(CheckNames.Connection, "Stopped."),
            OutcomeReason.Timeout => CheckReport.Failed(
                CheckNames.Connection, $"No connection to {place} within the deadline: a firewall drops it, or what listens there does not speak.", "Allow it in the firewall, or raise -TimeoutSec."),
            _ => CheckReport.Failed(CheckNames.Connection, $"No connection to {place}: it is refused or out of reach.", "Check the address, the firewall and the route. A sandbox may have been stopped."),
        };
    }

    internal static CheckReport OfTls(CheckSubject subject, ProbeResult probe, DateTimeOffset now)
    {
        if (subject.Address.Scheme != Uri.UriSchemeHttps)
        {
            return CheckReport.Skipped(CheckNames.Tls, "Plain http, which is for a sandbox on loopback alone.");
        }

        if (probe.Peer is { } peer)
        {
            return OfPeer(peer, subject.CertificatePins, now);
        }

        return probe.Reason switch
        {
            OutcomeReason.Certificate => CheckReport.Failed(
                CheckNames.Tls,
                $"The certificate is not valid for {subject.Address.IdnHost}. {probe.Refusal}".TrimEnd(),
                "Check this machine's clock and trust store, and who stands between this machine and the gateway. There is no switch to go on."),
            OutcomeReason.TlsHandshake => CheckReport.Failed(
                CheckNames.Tls,
                $"No TLS 1.2 or 1.3 could be agreed on. {probe.Refusal}".TrimEnd(),
                "Something in between that speaks an older TLS, or none, has to go; so has a policy of this machine without a common cipher."),
            _ => CheckReport.Skipped(CheckNames.Tls, "There is no connection."),
        };
    }

    private static CheckReport OfPeer(PeerIdentity peer, IReadOnlyList<string> pins, DateTimeOffset now)
    {
        int days = (int)(peer.NotAfter - now).TotalDays;
        string found = string.Create(CultureInfo.InvariantCulture, $"{NameOf(peer)}, {peer.Subject}, valid for {days} more days; its pin is {peer.Pin}.");
        if (pins.Count > 0 && !pins.Contains(peer.Pin, StringComparer.Ordinal))
        {
            return CheckReport.Failed(
                CheckNames.Tls,
                string.Create(CultureInfo.InvariantCulture, $"{found} It is none of the {pins.Count} pinned ones."),
                "Find out whether LianLian has changed its key before you pin the new one: somebody may stand in between.");
        }

        found = pins.Count == 0 ? $"{found} No pin is set." : $"{found} It is a pinned one.";
        return days < FewDays
            ? CheckReport.Warning(CheckNames.Tls, found, "It ends soon. LianLian renews it; look again in a few days, and have a second pin ready if you pin.")
            : CheckReport.Passed(CheckNames.Tls, found);
    }

    private static string NameOf(PeerIdentity peer) => peer.Protocol switch
    {
        System.Security.Authentication.SslProtocols.Tls12 => "TLS 1.2",
        System.Security.Authentication.SslProtocols.Tls13 => "TLS 1.3",
        var other => other.ToString(),
    };
}
