using System.Text.Json;

namespace LianPay.Benchmarks.Children;

/// <summary>What a <see cref="Child"/> runs.</summary>
internal static class ChildProgram
{
    internal const string Sandbox = "sandbox";
    internal const string Confirming = "confirming";
    internal const string Posting = "posting";
    internal const string Importing = "importing";

    internal static async Task RunAsync(string kind, string[] arguments)
    {
        switch (kind)
        {
            case Sandbox:
                await SandboxChild.RunAsync(arguments);
                break;
            case Confirming:
                using (ConfirmingChild child = new(JsonSerializer.Deserialize<SandboxAddress>(arguments[0])!, ledgerPath: arguments[1]))
                {
                    await AnswerAsync<Span, RunFigures>(child.Confirm);
                }

                break;
            case Posting:
                using (PostingChild child = new(JsonSerializer.Deserialize<SandboxAddress>(arguments[0])!))
                {
                    await AnswerAsync<Span, RunFigures>(child.PostAsync);
                }

                break;
            case Importing:
                using (ImportingChild child = new())
                {
                    await AnswerAsync<string, RunFigures>(child.Import);
                }

                break;
            default:
                throw new ArgumentException($"There is no such child: {kind}.", nameof(kind));
        }
    }

    /// <summary>Writes an answer to the parent.</summary>
    internal static void Tell<T>(T answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer));

    private static Task AnswerAsync<TQuestion, TAnswer>(Func<TQuestion, TAnswer> work) =>
        AnswerAsync<TQuestion, TAnswer>(question => Task.FromResult(work(question)));

    private static async Task AnswerAsync<TQuestion, TAnswer>(Func<TQuestion, Task<TAnswer>> work)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Tell(await work(JsonSerializer.Deserialize<TQuestion>(line)!));
        }
    }
}

/// <summary>Some of the payments that the sandbox holds.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Concurrency">How many at once.</param>
/// <param name="SampleEvery">After how many results the memory is looked at; 0: never.</param>
internal sealed record Span(int First, int Count, int Concurrency, int SampleEvery = 0);

/// <summary>What a run took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="CpuSeconds">Of all threads of the process.</param>
/// <param name="PeakBytes">By how much the peak of the process's memory has grown.</param>
/// <param name="Samples">Seconds and live bytes of the managed heap, in the course of the run.</param>
internal sealed record RunFigures(double Seconds, double CpuSeconds, long PeakBytes, IReadOnlyList<Sample> Samples);

/// <summary>A look at a run.</summary>
/// <param name="Done">How many payments were done.</param>
/// <param name="Seconds">Since its start.</param>
/// <param name="HeapBytes">Of the managed heap, after a full collection.</param>
/// <param name="ResidentBytes">Of the process.</param>
internal sealed record Sample(int Done, double Seconds, long HeapBytes, long ResidentBytes);
