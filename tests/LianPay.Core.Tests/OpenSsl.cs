using System.Diagnostics;

namespace LianPay.Core.Tests;

/// <summary>Runs the <c>openssl</c> tool, the referee that none of our code has touched. A machine without it fails the test.</summary>
internal static class OpenSsl
{
    /// <summary>Runs the tool in a directory and gives what it wrote to standard output.</summary>
    internal static string Run(TempDirectory directory, params string[] arguments)
    {
        ProcessStartInfo start = new("openssl", arguments)
        {
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"openssl {arguments[0]} failed: {error.Result}");
        return output;
    }
}
