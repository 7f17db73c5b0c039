using SharpFuzz;

namespace LianPay.Fuzz;

/// <summary>Feeds one target: under AFL++, or with files. See README.md.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int BadUsage = 64;

    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["run", var name] when FuzzTargets.Find(name) is { } target:
                using (target as IDisposable)
                {
                    TimedRun run = new(target, TimeProvider.System, ProcessorTime);
                    Fuzzer.Run(stream => run.Run(Content(stream)));
                    return 0;
                }

            case ["replay", var name, .. var files] when FuzzTargets.Find(name) is { } target:
                using (target as IDisposable)
                {
                    return Replay(new TimedRun(target, TimeProvider.System, ProcessorTime), files);
                }

            case ["seeds", var folder]:
                WriteSeeds(folder);
                return 0;
            default:
                Console.Error.WriteLine($"usage: run <target> | replay <target> <file>... | seeds <folder>\ntargets: {string.Join(' ', FuzzTargets.Names)}");
                return BadUsage;
        }
    }

    private static int Replay(TimedRun run, string[] files)
    {
        int failed = 0;
        foreach (string file in files)
        {
            try
            {
                run.Run(File.ReadAllBytes(file));
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

    private static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;

    private static byte[] Content(Stream stream)
    {
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
