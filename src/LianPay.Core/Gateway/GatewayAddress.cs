namespace LianPay.Core.Gateway;

/// <summary>The rules of a gateway's address.</summary>
public static class GatewayAddress
{
    /// <summary>LianLian's gateway (PROTOCOL 1).</summary>
    public static readonly Uri Production = new("https://instantpay.lianlianpay.com/paymentapi/");

    /// <summary>Reads an address: absolute, https or, on loopback alone, http; no user, query or fragment. A slash is added at the end.</summary>
    /// <returns>What is wrong with the address, or null when <paramref name="address"/> is set.</returns>
    public static string? Parse(string text, out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            return "A gateway's address is an absolute https URL.";
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return "A gateway's address has no user name, query or fragment.";
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            return "Plain http is for loopback alone: on a network anybody on the way could read and alter payments. Use https.";
        }

        address = uri.AbsolutePath.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");
        return null;
    }
}
