using System.Diagnostics;
using System.Globalization;

namespace LianPay.Tests.Support;

/// <summary>
/// A PostgreSQL server of the tests' own: made out of the system's packages, run by an account that is not root, reached over
/// a Unix socket in a folder of its own, so no port is taken.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    private const string User = "lianpay";
    private const int SocketNumber = 5432;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lianpay-postgres-");
    private int _databases;

    private PostgresCluster(PostgresCluster original)
    {
        Binaries = original.Binaries;
        if (RunsAsRoot)
        {
            Run("chown", "-R", Server, _folder.FullName);
        }

        original.RunServerProgram("pg_basebackup", "-D", Data, "-h", original.Socket, "-p", Port, "-U", User, "-c", "fast", "-X", "stream", "--no-sync");
    }

    private PostgresCluster(string binaries)
    {
        Binaries = binaries;
        foreach (string name in (string[])["data", "socket"])
        {
            Directory.CreateDirectory(InFolder(name));
        }

        if (RunsAsRoot)
        {
            Run("chown", "-R", Server, _folder.FullName);
        }

        RunServerProgram("initdb", "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), string.Join('\n', Settings) + "\n");
        Start();
    }

    /// <summary>True where there are binaries of a server (Debian: apt-get install postgresql).</summary>
    public static bool IsAvailable => FindBinaries() is not null;

    private static bool RunsAsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The account that runs the server: PostgreSQL refuses root.</summary>
    private static string Server => "nobody";

    private static string Port => SocketNumber.ToString(CultureInfo.InvariantCulture);

    private string Binaries { get; }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private string Data => InFolder("data");

    private string Socket => InFolder("socket");

    /// <summary>fsync stays on: the ledger refuses a server without.</summary>
    private string[] Settings =>
    [
        "listen_addresses = ''", $"unix_socket_directories = '{Socket}'", $"port = {Port}",
        "max_connections = 200", "shared_buffers = 32MB", "logging_collector = off", "log_min_messages = fatal", "autovacuum = off",
    ];

    /// <summary>Makes a server and starts it.</summary>
    /// <exception cref="InvalidOperationException">There are no binaries, or it does not start.</exception>
    public static PostgresCluster Make() => new(FindBinaries() ?? throw new InvalidOperationException("There are no binaries of a PostgreSQL server here (Debian: apt-get install postgresql)."));

    /// <summary>Settings of a new, empty database.</summary>
    public string CreateDatabase() => CreateDatabase(out _);

    /// <summary>Settings of a new, empty database, and its name.</summary>
    public string CreateDatabase(out string name)
    {
        name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        Execute("postgres", $"CREATE DATABASE {name}");
        return SettingsOf(name);
    }

    /// <summary>Runs a statement in a database.</summary>
    public void Execute(string database, string sql) => Psql(database, User, "-c", sql);

    /// <summary>Starts the server.</summary>
    public void Start() => RunServerProgram("pg_ctl", "-D", Data, "-w", "-s", "-l", InFolder("data/log"), "start");

    /// <summary>Stops it: <c>fast</c> ends every session, <c>immediate</c> is a crash.</summary>
    public void Stop(string mode) => RunServerProgram("pg_ctl", "-D", Data, "-w", "-s", "-m", mode, "stop");

    /// <summary>From now on the account needs its password.</summary>
    public void AskForPasswordsOf(string role)
    {
        string rules = Path.Combine(Data, "pg_hba.conf");
        File.WriteAllText(rules, $"local all {role} scram-sha-256\n{File.ReadAllText(rules)}");
        Execute("postgres", "SELECT pg_reload_conf()");
        while (Accepts(role))
        {
            // The server reads its rules when it gets to it.
        }
    }

    /// <summary>A copy of the server as it is now, not yet started.</summary>
    public PostgresCluster CopyToStandby() => new(this);

    /// <summary>Starts the copy where the clients look for another server, which is gone. It gets no more of its log, and only reads until it is promoted.</summary>
    public void TakeThePlaceOf(PostgresCluster other)
    {
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), $"unix_socket_directories = '{other.Socket}'\n");
        File.WriteAllText(Path.Combine(Data, "standby.signal"), "");
        if (RunsAsRoot)
        {
            Run("chown", Server, Path.Combine(Data, "standby.signal"));
        }

        Start();
    }

    /// <summary>Makes a standby the server that writes.</summary>
    public void Promote() => RunServerProgram("pg_ctl", "-D", Data, "-w", "-s", "promote");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            Stop("immediate");
        }

        _folder.Delete(recursive: true);
    }

    private static string? FindBinaries() => !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    private string SettingsOf(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host={Socket};Port={SocketNumber};Database={database};Username={User}");

    private bool Accepts(string role)
    {
        try
        {
            Psql("postgres", role, "-w", "-c", "SELECT 1");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Psql(string database, string role, params string[] arguments) =>
        RunServerProgram("psql", ["-X", "-q", "-h", Socket, "-p", Port, "-U", role, "-d", database, "-v", "ON_ERROR_STOP=1", .. arguments]);

    private void RunServerProgram(string program, params string[] arguments)
    {
        string path = Path.Combine(Binaries, program);
        if (RunsAsRoot)
        {
            Run("/usr/bin/setpriv", ["--reuid", Server, "--regid", "nogroup", "--clear-groups", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private void Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string said = "";
        if (!arguments.Contains("start"))
        {
            // The server inherits its starter's output: that of a start never ends.
            process.StandardOutput.ReadToEnd();
            said = process.StandardError.ReadToEnd();
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            string log = File.Exists(InFolder("data/log")) ? File.ReadAllText(InFolder("data/log")) : "";
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}. {said} {log}");
        }
    }
}
