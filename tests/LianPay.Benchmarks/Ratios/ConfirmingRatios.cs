using System.Globalization;
using System.Text.Json;
using LianPay.Benchmarks.Children;
using LianPay.Benchmarks.References;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Ratios;

/// <summary>Confirm-LianPayment with a ledger against an HttpClient that posts ready-made bytes, at the same sandbox; and its processor time against its crypto's.</summary>
internal static class ConfirmingRatios
{
    private const int Concurrency = 8;

    // Rounds that do not count: the runtime compiles what it runs again for speed during the first twenty thousand payments.
    private const int WarmUpPayments = 21_000;

    internal static async Task AddAsync(RatioTable table, Scale scale)
    {
        foreach (Cores cores in new[] { Cores.One, Cores.All })
        {
            await AddAsync(table, scale, cores, bits: 2048, Target.AtLeast(0.5), Target.AtMost(1.6));
            await AddAsync(table, scale, cores, bits: 1024, Target.AtLeast(0.4), Target.AtMost(3));
        }
    }

    private static async Task AddAsync(RatioTable table, Scale scale, Cores cores, int bits, Target ofPosting, Target ofCrypto)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-bench-");
        try
        {
            int rounds = Math.Min(scale.Rounds, 5);
            int warmUps = WarmUpPayments / scale.Payments;
            string payments = (2 * (rounds + warmUps) * scale.Payments).ToString(CultureInfo.InvariantCulture);
            using var sandbox = Child.Start(ChildProgram.Sandbox, cores, bits.ToString(CultureInfo.InvariantCulture), payments);
            string address = JsonSerializer.Serialize(await sandbox.ReadAsync<SandboxAddress>());
            using var confirming = Child.Start(ChildProgram.Confirming, cores, address, Path.Combine(folder.FullName, "ledger.db"));
            using var posting = Child.Start(ChildProgram.Posting, cores, address);
            Pair pair = new();
            List<double> cpu = [];
            List<double> postingCpu = [];
            int first = 0;
            for (int round = -warmUps; round < rounds; round++)
            {
                RunFigures confirmed = await confirming.AskAsync<RunFigures>(new Span(first, scale.Payments, Concurrency));
                RunFigures posted = await posting.AskAsync<RunFigures>(new Span(first + scale.Payments, scale.Payments, Concurrency));
                first += 2 * scale.Payments;
                if (round >= 0)
                {
                    pair.Add(scale.Payments / confirmed.Seconds, scale.Payments / posted.Seconds);
                    cpu.Add(confirmed.CpuSeconds / scale.Payments);
                    postingCpu.Add(posted.CpuSeconds / scale.Payments);
                }
            }

            using BareRsa bare = new(bits, Messages.SignedTexts(SandboxOptions.DefaultPartnerId, 1000));
            double crypto = CryptoCost.Seconds(bare);
            double client = Figures.Median(cpu);
            string what = string.Create(CultureInfo.InvariantCulture, $"`Confirm-LianPayment -ThrottleLimit 8`, ledger on, {bits} bits, {Figures.Of(cores)}");
            table.Add(new(what, Figures.PerSecond(pair.Candidate), "HttpClient that posts ready-made bytes, 8 at once", Figures.PerSecond(pair.Reference), pair.Ratio, ofPosting));
            double postingCost = Figures.Median(postingCpu);
            table.Add(new($"the HttpClient that posts ready-made bytes, {Figures.Of(cores)}: processor time", Figures.Milliseconds(postingCost), "the crypto of a confirmation alone", Figures.Milliseconds(crypto), postingCost / crypto, Target.None));
            table.Add(new($"{what}: processor time of the client", Figures.Milliseconds(client), "its crypto alone", Figures.Milliseconds(crypto), client / crypto, ofCrypto));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
