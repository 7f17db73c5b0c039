using LianPay.Benchmarks.References;
using LianPay.Core.Keys;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Ratios;

/// <summary>Test-LianPaySignature against the platform's RSA in a loop.</summary>
internal static class VerifyingRatios
{
    private const double OfPlatform = 0.5;
    private const int Bits = 1024;

    internal static Task AddAsync(RatioTable table, Scale scale)
    {
        using OneCore core = new();
        int count = 4 * scale.Operations;
        using BareRsa merchant = new(Bits, []);
        using BareRsa bare = new(Bits, Messages.SignedTexts(SandboxOptions.DefaultPartnerId, count));
        using Connection connection = new(merchant, platform: bare);
        using RsaPrivateKey signer = bare.Key;
        connection.Session.Set("replies", Enumerable.Range(0, count).Select(number => Messages.ReplyText(SandboxOptions.DefaultPartnerId, number, signer)).ToArray());

        Pair pair = Pair.Measure(scale.Rounds, Pair.ProcessorTime, Verify, bare.Verify);
        table.Add(new(
            "`$replies \\| Test-LianPaySignature`, 1024 bits, one core", Figures.PerSecond(pair.Candidate), "platform's RSA in a loop",
            Figures.PerSecond(pair.Reference), pair.Ratio, Target.AtLeast(OfPlatform)));
        return Task.CompletedTask;

        int Verify()
        {
            int valid = connection.Session.Run("$replies | Test-LianPaySignature").Count(result => result.BaseObject is true);
            return valid == count ? count : throw new InvalidOperationException("Not every answer verified.");
        }
    }
}
