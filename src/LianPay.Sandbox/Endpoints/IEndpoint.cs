using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>One of the gateway's addresses.</summary>
internal interface IEndpoint
{
    /// <summary>Reads and checks a request without changing anything.</summary>
    PreparedCall Prepare(MessageFields message);
}
