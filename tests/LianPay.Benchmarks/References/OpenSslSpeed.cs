using System.Diagnostics;
using System.Globalization;

namespace LianPay.Benchmarks.References;

/// <summary><c>openssl speed</c>: what the library below the platform's RSA does by itself.</summary>
internal static class OpenSslSpeed
{
    /// <summary>Private operations a second with a key of so many bits, on one core.</summary>
    /// <exception cref="InvalidOperationException">There is no openssl, or it prints something else.</exception>
    internal static double SignsPerSecond(int bits)
    {
        ProcessStartInfo start = new("openssl", ["speed", "-mr", "-seconds", "1", string.Create(CultureInfo.InvariantCulture, $"rsa{bits}")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        errors.GetAwaiter().GetResult();
        process.WaitForExit();

        // +F2:index:bits:signatures a second:verifications a second
        string[]? figures = output.Split('\n').Select(line => line.Trim().Split(':')).FirstOrDefault(parts => parts[0] == "+F2");
        return figures is null
            ? throw new InvalidOperationException($"openssl speed gave no figure: {output}")
            : double.Parse(figures[3], CultureInfo.InvariantCulture);
    }
}
