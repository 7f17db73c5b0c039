using System.Net;
using System.Net.Sockets;
using LianPay.Core.Messages;

namespace LianPay.Core.Checks;

/// <summary>The check of the gateway's name.</summary>
/// <param name="resolve">Asks for the addresses of a name.</param>
/// <param name="proxyFor">The proxy that stands before an address, or null.</param>
internal sealed class NameCheck(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<Uri, Uri?> proxyFor)
{
    private const int MostShown = 4;

    /// <summary>By the system's resolver and its proxy.</summary>
    internal static NameCheck OfSystem { get; } = new(
        Dns.GetHostAddressesAsync,
        address => address.IsLoopback || HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address));

    internal CheckReport Run(Uri address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (proxyFor(address) is { } proxy)
        {
            // Not its whole address, which may carry a password.
            return CheckReport.Skipped(CheckNames.NameResolution, $"The proxy {SafeText.Of(proxy.Authority, 100)} stands between, and resolves the name itself.");
        }

        if (address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return CheckReport.Skipped(CheckNames.NameResolution, $"{address.Host} is an address already.");
        }

        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            IPAddress[] found = resolve(address.IdnHost, deadline.Token).GetAwaiter().GetResult();
            return found.Length > 0
                ? CheckReport.Passed(CheckNames.NameResolution, $"{address.IdnHost} is {string.Join(", ", found.Take(MostShown).Select(ip => ip.ToString()))}{(found.Length > MostShown ? " …" : "")}.")
                : NoAddress(address);
        }
        catch (SocketException)
        {
            return NoAddress(address);
        }
        catch (OperationCanceledException)
        {
            return CheckReport.Failed(CheckNames.NameResolution, $"No resolver answered for {address.IdnHost} in time.", "Check the DNS servers of this machine, and the firewall towards them.");
        }
    }

    private static CheckReport NoAddress(Uri address) => CheckReport.Failed(
        CheckNames.NameResolution, $"{address.IdnHost} has no address.", "Check the spelling, the DNS servers of this machine, and whether a proxy has to be set (HTTPS_PROXY).");
}
