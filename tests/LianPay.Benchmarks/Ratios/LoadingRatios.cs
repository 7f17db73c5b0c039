using System.Diagnostics;
using System.Globalization;

namespace LianPay.Benchmarks.Ratios;

/// <summary>Import-Module in a new process against a module of the same lay-out that does nothing.</summary>
internal static class LoadingRatios
{
    private const double OfEmpty = 1.6;

    private const string Script =
        """
        param($Module)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Import-Module -Name $Module
        $seconds = $watch.Elapsed.TotalSeconds
        $early = [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -match '^(Microsoft\.Data\.Sqlite|SQLitePCLRaw.*|Npgsql|BouncyCastle.*)$' }
        [System.Console]::Out.WriteLine($seconds.ToString([cultureinfo]::InvariantCulture) + ' ' + $early)
        """;

    internal static Task AddAsync(RatioTable table, Scale scale)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-bench-");
        try
        {
            string script = Path.Combine(folder.FullName, "import.ps1");
            File.WriteAllText(script, Script);
            Pair pair = new();
            for (int start = -1; start < scale.Starts; start++)
            {
                double own = SecondsOf(script, Checkout.ModulePath);
                double empty = SecondsOf(script, Checkout.EmptyModulePath);
                if (start >= 0)
                {
                    pair.Add(own, empty);
                }
            }

            table.Add(new(
                "`Import-Module LianPay`, new process", Figures.Milliseconds(pair.Candidate), "a module of the same lay-out that does nothing",
                Figures.Milliseconds(pair.Reference), pair.Ratio, Target.AtMost(OfEmpty)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <exception cref="InvalidOperationException">It failed, or it loaded a library that is not used yet.</exception>
    private static double SecondsOf(string script, string module)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, []) { RedirectStandardOutput = true, FileName = "dotnet" };
        foreach (string argument in (string[])[Checkout.ScriptHostPath, script, module])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && output.Trim().Split(' ') is [var seconds]
            ? double.Parse(seconds, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Importing {module} failed, or loaded what is not used yet: {output}");
    }
}
