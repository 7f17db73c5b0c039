using System.Text;
using System.Text.Json;

namespace LianPay.Core.PolicyProbe;

/// <summary>
/// Runs one probe and writes what it found as one JSON object. A policy of OpenSSL holds for a whole process, so this one is
/// a process of its own.
/// </summary>
internal static class Program
{
    /// <param name="args"><c>signing</c> and the arguments of <see cref="SigningProbe"/>, or <c>tls</c>.</param>
    private static async Task<int> Main(string[] args)
    {
        Dictionary<string, string> report = args[0] switch
        {
            "signing" => SigningProbe.Run(args.AsSpan(1)),
            "tls" => await TlsProbe.RunAsync(),
            _ => throw new ArgumentException($"There is no probe '{args[0]}'.", nameof(args)),
        };
        Console.OutputEncoding = Encoding.UTF8;
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }
}
