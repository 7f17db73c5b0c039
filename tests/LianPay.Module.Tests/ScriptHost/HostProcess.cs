using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LianPay.Module.Tests.ScriptHost;

/// <summary>The built host in a process of its own, running one script from a folder that is deleted afterwards.</summary>
internal sealed class HostProcess : IDisposable
{
    public const int SigInt = 2;
    public const int SigTerm = 15;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lianpay-scripthost-");
    private readonly CancellationTokenSource _hangGuard =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly StringBuilder _output = new();
    private Process? _process;
    private Task<string>? _error;

    private const UnixFileMode EverybodyMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private HostProcess() => _hangGuard.CancelAfter(TimeSpan.FromMinutes(2));

    /// <summary>The folder of the script, which is also the current directory of the host.</summary>
    public string Folder => _folder.FullName;

    private Process Running => _process ?? throw new InvalidOperationException("The host was not started.");

    /// <summary>Runs a script to its end, with redirected streams and an input that never ends.</summary>
    public static async Task<HostResult> RunAsync(string script, params string[] arguments)
    {
        using HostProcess host = Start(script, arguments);
        return await host.WaitAsync();
    }

    /// <summary>Starts a script with redirected streams.</summary>
    public static HostProcess Start(string script, params string[] arguments)
    {
        var host = new HostProcess();
        File.WriteAllText(Path.Combine(host.Folder, "script.ps1"), script);
        host.Launch(DotnetPath, [HostPath, "script.ps1", .. arguments]);
        return host;
    }

    /// <summary>Runs a script to its end under another user's id, with a home of its own. Only root can do that, and only where others may read this checkout.</summary>
    public static async Task<HostResult> RunAsAsync(uint userId, string script, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "Only root can run a script as somebody else, with setpriv of util-linux");
        string id = userId.ToString(CultureInfo.InvariantCulture);
        string[] asUser = ["--reuid", id, "--regid", id, "--clear-groups", "--"];
        using (Process look = Process.Start("/usr/bin/setpriv", [.. asUser, "/usr/bin/test", "-r", HostPath]))
        {
            await look.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(look.ExitCode == 0, "Others may not read this checkout");
        }

        using var host = new HostProcess();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(host.Folder, EverybodyMode);
        }

        await File.WriteAllTextAsync(Path.Combine(host.Folder, "script.ps1"), script, TestContext.Current.CancellationToken);
        host.Launch("/usr/bin/setpriv", [.. asUser, DotnetPath, HostPath, "script.ps1", .. arguments], new() { ["HOME"] = host.Folder, ["XDG_DATA_HOME"] = host.Folder });
        return await host.WaitAsync();
    }

    /// <summary>Runs the host with this command line alone.</summary>
    public static async Task<HostResult> RunCommandLineAsync(params string[] commandLine)
    {
        using var host = new HostProcess();
        host.Launch(DotnetPath, [HostPath, .. commandLine]);
        return await host.WaitAsync();
    }

    /// <summary>Starts a script on a pseudo-terminal, which util-linux's script provides.</summary>
    public static HostProcess StartOnTerminal(string script, params string[] hostOptions) => StartOnTerminal(script, noColour: "1", hostOptions);

    /// <summary>Starts a script on a pseudo-terminal with a value of <c>NO_COLOR</c>; empty counts as not set.</summary>
    public static HostProcess StartOnTerminal(string script, string noColour, string[] hostOptions)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs script of util-linux");
        var host = new HostProcess();
        string path = Path.Combine(host.Folder, "script.ps1");
        File.WriteAllText(path, script);
        // Paths travel as variables of the shell: nothing has to be quoted.
        host.Launch(
            "/usr/bin/script",
            ["--quiet", "--return", "--command", "\"$RUNTIME\" \"$HOST_DLL\" $OPTIONS \"$SCRIPT\"", "/dev/null"],
            new()
            {
                ["RUNTIME"] = DotnetPath,
                ["HOST_DLL"] = HostPath,
                ["OPTIONS"] = string.Join(' ', hostOptions),
                ["SCRIPT"] = path,
                ["NO_COLOR"] = noColour,
            });
        return host;
    }

    /// <summary>Reads standard output until this text came by, and returns what was before it.</summary>
    public async Task<string> ReadToAsync(string text)
    {
        var seen = new StringBuilder();
        char[] next = new char[1];
        while (!seen.ToString().EndsWith(text, StringComparison.Ordinal))
        {
            if (await Running.StandardOutput.ReadAsync(next.AsMemory(), _hangGuard.Token) == 0)
            {
                throw new EndOfStreamException($"The output ended before '{text}' came: {seen}");
            }

            seen.Append(next[0]);
            _output.Append(next[0]);
        }

        return seen.ToString(0, seen.Length - text.Length);
    }

    /// <summary>Types text; <c>\r</c> is the Enter key.</summary>
    public async Task TypeAsync(string keys)
    {
        await Running.StandardInput.WriteAsync(keys.AsMemory(), _hangGuard.Token);
        await Running.StandardInput.FlushAsync(_hangGuard.Token);
    }

    /// <summary>Sends a signal to the host.</summary>
    public void Send(int signal) => Assert.Equal(0, Kill(Running.Id, signal));

    /// <summary>Waits for the end. The output includes what was read before.</summary>
    public async Task<HostResult> WaitAsync()
    {
        _output.Append(await Running.StandardOutput.ReadToEndAsync(_hangGuard.Token));
        string error = await _error!;
        await Running.WaitForExitAsync(_hangGuard.Token);
        return new HostResult(Running.ExitCode, _output.ToString(), error);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _hangGuard.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Built in the same configuration and for the same framework as these tests.</summary>
    private static string HostPath
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(
                Engine.CheckoutRoot, "src", "LianPay.ScriptHost", "bin", framework.Parent!.Name, framework.Name, "LianPay.ScriptHost.dll");
        }
    }

    private void Launch(string program, string[] arguments, Dictionary<string, string>? variables = null)
    {
        // A test run that was itself started in the background ignores SIGINT, and its children would inherit that.
        bool resetsSignals = OperatingSystem.IsLinux();
        var start = new ProcessStartInfo(
            resetsSignals ? "/usr/bin/env" : program,
            resetsSignals ? ["--default-signal=HUP,INT,QUIT,TERM", program, .. arguments] : arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // A fixed language and screen, whatever those of the machine are.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TERM"] = "xterm";
        start.Environment["NO_COLOR"] = "1";
        foreach ((string name, string value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        _error = _process.StandardError.ReadToEndAsync(_hangGuard.Token);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
