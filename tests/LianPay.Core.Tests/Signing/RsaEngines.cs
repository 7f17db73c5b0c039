using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Signing;

/// <summary>The two engines by name, for theories that hold both to the same behaviour.</summary>
internal static class RsaEngines
{
    internal const string Platform = "platform";
    internal const string BouncyCastle = "BouncyCastle";

    internal static IReadOnlyList<RsaEngine> Both { get; } = [PlatformRsa.Instance, BouncyCastleRsa.Instance];

    internal static RsaEngine Named(string name) => name switch
    {
        Platform => PlatformRsa.Instance,
        BouncyCastle => BouncyCastleRsa.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
