namespace LianPay.Module.Tests.ScriptHost;

/// <summary>How the host ended, and everything that it wrote.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output that are not empty.</summary>
    public string[] Lines => Output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
