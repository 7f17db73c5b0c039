using System.Diagnostics;
using System.Text.Json;
using LianPay.Benchmarks.References;

namespace LianPay.Benchmarks.Children;

/// <summary>This program in a process of its own: it says when it is ready, and answers a line with a line of JSON.</summary>
internal sealed class Child : IDisposable
{
    /// <summary>The first argument of a child.</summary>
    internal const string Mode = "child";

    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Starts a child.</summary>
    /// <param name="kind">What it is to be.</param>
    /// <param name="cores">Where it may run.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static Child Start(string kind, Cores cores, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [Mode, kind, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        OneCore.Place(process, cores);
        return new Child(process);
    }

    /// <summary>Reads the next answer.</summary>
    /// <exception cref="InvalidOperationException">The child has ended.</exception>
    internal async Task<T> ReadAsync<T>() =>
        await _process.StandardOutput.ReadLineAsync() is { } line
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new InvalidOperationException("A child has ended before its answer; its error stream says why.");

    /// <summary>Asks, and reads the answer.</summary>
    internal async Task<T> AskAsync<T>(object question)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
        return await ReadAsync<T>();
    }

    /// <summary>Lets it end, and waits.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
