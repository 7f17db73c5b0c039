using System.Text;

namespace LianPay.ScriptHost;

/// <summary>The command line: <c>LianPay.ScriptHost [-NonInteractive] script.ps1 [arguments...]</c>.</summary>
internal static class Program
{
    /// <summary>EX_USAGE of sysexits.h, which pwsh returns too for a command line that it cannot read.</summary>
    private const int UsageError = 64;

    private static int Main(string[] args)
    {
        // Read once by the engine when its first type loads: it must be set before that.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        UseUtf8();

        HostArguments arguments;
        try
        {
            arguments = HostArguments.Parse(args);
        }
        catch (UsageException error)
        {
            Console.Error.WriteLine(error.Message);
            return UsageError;
        }

        return ScriptRunner.Run(arguments);
    }

    /// <summary>Order data holds Chinese names; neither a C locale nor a Windows code page can print them.</summary>
    private static void UseUtf8()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        try
        {
            Console.OutputEncoding = utf8;
            Console.InputEncoding = utf8;
        }
        catch (IOException)
        {
            // Windows without any console attached, as under a service: there is no code page to change.
        }
    }
}
