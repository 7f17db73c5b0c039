namespace LianPay.Sandbox;

/// <summary>What goes back on the wire for one request.</summary>
/// <param name="Bytes">Head and body as they are sent; nothing at all for a drop.</param>
/// <param name="Fate">What becomes of the connection then.</param>
internal readonly record struct HttpReaction(ReadOnlyMemory<byte> Bytes, ConnectionFate Fate)
{
    internal static HttpReaction Closed => new(default, ConnectionFate.Close);

    internal static HttpReaction Reset => new(default, ConnectionFate.Reset);
}
