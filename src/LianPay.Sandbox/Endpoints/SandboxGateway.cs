using System.Collections.Frozen;
using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>Hands a request to the endpoint of its path.</summary>
internal sealed class SandboxGateway
{
    /// <summary>The folder of every address (PROTOCOL 1).</summary>
    internal const string Folder = "/paymentapi/";

    /// <summary>确认付款.</summary>
    internal const string ConfirmPath = Folder + "confirmPayment.htm";

    /// <summary>付款结果查询.</summary>
    internal const string QueryPath = Folder + "queryPayment.htm";

    // payment.htm is not among them: this product confirms what somebody else has applied for.
    private readonly FrozenDictionary<string, IEndpoint> _endpoints;

    internal SandboxGateway(SandboxOptions options, SandboxKeys keys, OrderBook orders)
    {
        RequestCheck check = new(options.PartnerId, keys.MerchantKeys);
        _endpoints = new Dictionary<string, IEndpoint>(StringComparer.Ordinal)
        {
            [ConfirmPath] = new ConfirmEndpoint(check, orders, keys.PlatformKey, options.HasPermission),
            [QueryPath] = new QueryEndpoint(check, orders),
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal bool Serves(string path) => _endpoints.ContainsKey(path);

    /// <summary>Reads and checks a request to a path that is served.</summary>
    internal PreparedCall Prepare(string path, ReadOnlySpan<byte> body)
    {
        MessageFields message;
        try
        {
            message = MessageReader.Read(body);
        }
        catch (MessageFormatException)
        {
            return PreparedCall.Rejected(SandboxReply.Rejected(SandboxRetCodes.IllegalRequest));
        }

        return _endpoints[path].Prepare(message);
    }
}
