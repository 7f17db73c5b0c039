using System.Diagnostics;
using SharpFuzz;

namespace LianPay.Fuzz;

/// <summary>Feeds one target: under AFL++, or with files. See README.md.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int BadUsage = 64;
    private const int Tries = 3;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(1);

    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["run", var name] when FuzzTargets.Find(name) is { } target:
                using (target as IDisposable)
                {
                    Fuzzer.Run(stream => RunInTime(target, Content(stream)));
                    return 0;
                }


            case ["replay", var name, .. var files] when FuzzTargets.Find(name) is { } target:
                using (target as IDisposable)
                {
                    return Replay(target, files);
                }


            case ["seeds", var folder]:
                WriteSeeds(folder);
                return 0;
            default:
                Console.Error.WriteLine($"usage: run <target> | replay <target> <file>... | seeds <folder>\ntargets: {string.Join(' ', FuzzTargets.Names)}");
                return BadUsage;
        }
    }

    /// <summary>Fails on an input that takes too long each time: once may be the machine's fault.</summary>
    private static void RunInTime(IFuzzTarget target, byte[] input)
    {
        for (int tried = 0; tried < Tries; tried++)
        {
            long start = Stopwatch.GetTimestamp();
            target.Run(input);
            if (Stopwatch.GetElapsedTime(start) < Hang)
            {
                return;
            }
        }

        throw new OracleException($"It took longer than {Hang.TotalSeconds} s, {Tries} times.");
    }

    private static int Replay(IFuzzTarget target, string[] files)
    {
        int failed = 0;
        foreach (string file in files)
        {
            try
            {
                RunInTime(target, File.ReadAllBytes(file));
            }
            catch (Exception exception)
            {
                failed++;
                Console.Error.WriteLine($"{file}: {exception}");
            }
        }

        Console.WriteLine($"{files.Length} inputs, {failed} failed");
        return failed == 0 ? 0 : Failed;
    }

    private static void WriteSeeds(string folder)
    {
        foreach (IFuzzTarget target in FuzzTargets.Names.Select(name => FuzzTargets.Find(name)!))
        {
            string place = Path.Combine(folder, target.Name);
            Directory.CreateDirectory(place);
            foreach (Seed seed in target.Seeds())
            {
                File.WriteAllBytes(Path.Combine(place, seed.Name), seed.Content);
            }
        }
    }

    private static byte[] Content(Stream stream)
    {
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
