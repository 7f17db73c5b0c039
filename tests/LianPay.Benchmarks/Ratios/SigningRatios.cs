using System.Collections;
using System.Globalization;
using LianPay.Benchmarks.References;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Ratios;

/// <summary>New-LianPaySignature against the platform's RSA in a loop, and against openssl.</summary>
internal static class SigningRatios
{
    private const double OfPlatform = 0.9;
    private const double OfOpenSsl = 0.85;

    internal static Task AddAsync(RatioTable table, Scale scale)
    {
        using OneCore core = new();
        using BareRsa platform = new(1024, []);
        foreach (int bits in new[] { 1024, 2048 })
        {
            Hashtable[] rows = [.. Messages.ConfirmFields(SandboxOptions.DefaultPartnerId, bits == 1024 ? scale.Operations : scale.Operations / 4)];
            using BareRsa bare = new(bits, Messages.SignedTexts(SandboxOptions.DefaultPartnerId, rows.Length));
            using Connection connection = new(merchant: bare, platform);
            connection.Session.Set("rows", rows);
            int Sign() => connection.Session.Run("$rows | New-LianPaySignature").Count;

            Pair loop = Pair.Measure(scale.Rounds, Pair.ProcessorTime, Sign, bare.Sign);
            Pair openssl = new();
            for (int round = 0; round < scale.Rounds; round++)
            {
                double rate = Pair.RateOf(Sign, Pair.ProcessorTime);
                openssl.Add(rate, OpenSslSpeed.SignsPerSecond(bits));
            }

            string what = string.Create(CultureInfo.InvariantCulture, $"`$rows \\| New-LianPaySignature`, {bits} bits, one core");
            string reference = string.Create(CultureInfo.InvariantCulture, $"`openssl speed rsa{bits}`");
            table.Add(new(what, Figures.PerSecond(loop.Candidate), "platform's RSA in a loop", Figures.PerSecond(loop.Reference), loop.Ratio, Target.AtLeast(OfPlatform)));
            table.Add(new(what, Figures.PerSecond(openssl.Candidate), reference, Figures.PerSecond(openssl.Reference), openssl.Ratio, Target.AtLeast(OfOpenSsl)));
            if (bits == 1024)
            {
                Pair empty = Pair.Measure(scale.Rounds, Pair.ProcessorTime, () => connection.Session.Run("$rows | Test-Nothing").Count, bare.Sign);
                table.Add(new(
                    "an empty cmdlet in the same pipeline", Figures.PerSecond(empty.Candidate), "platform's RSA in a loop, 1024 bits",
                    Figures.PerSecond(empty.Reference), empty.Ratio, Target.None));
            }
        }

        return Task.CompletedTask;
    }
}
