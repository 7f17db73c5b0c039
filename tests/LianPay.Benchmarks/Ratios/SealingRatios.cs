using System.Collections;
using LianPay.Benchmarks.References;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Ratios;

/// <summary>Protect-LianPayload against two encryptions of the platform.</summary>
internal static class SealingRatios
{
    private const double OfPlatform = 0.6;

    // The platform's own key has 1024 bits (PROTOCOL 4.1), and it is what is sealed to.
    private const int Bits = 1024;

    internal static Task AddAsync(RatioTable table, Scale scale)
    {
        using OneCore core = new();
        Hashtable[] rows = [.. Messages.ConfirmFields(SandboxOptions.DefaultPartnerId, 2 * scale.Operations)];
        using BareRsa merchant = new(Bits, []);
        using BareRsa bare = new(Bits, Messages.SignedTexts(SandboxOptions.DefaultPartnerId, rows.Length));
        using Connection connection = new(merchant, platform: bare);
        connection.Session.Set("rows", rows);

        Pair pair = Pair.Measure(scale.Rounds, Pair.ProcessorTime, () => connection.Session.Run("$rows | Protect-LianPayload").Count, bare.EncryptTwice);
        table.Add(new(
            "`$rows \\| Protect-LianPayload`, 1024 bits, one core", Figures.PerSecond(pair.Candidate), "two OAEP encryptions of the platform",
            Figures.PerSecond(pair.Reference), pair.Ratio, Target.AtLeast(OfPlatform)));
        return Task.CompletedTask;
    }
}
