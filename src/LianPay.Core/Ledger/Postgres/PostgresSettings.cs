using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>The settings of a connection to PostgreSQL, as a user gives them and as they are used.</summary>
public static partial class PostgresSettings
{
    /// <summary>One connection writes, however many confirmations are in flight: they share its transactions. The others read.</summary>
    private const int MaxConnections = 8;

    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 15;

    /// <summary>True for settings, whether they can be used or not, false for the path of a file: a password must not be shown as a part of a path.</summary>
    public static bool IsSettings(string ledger) => LooksLikeSettings().IsMatch(ledger);

    /// <summary>Refuses settings that cannot be used, without a connection.</summary>
    /// <exception cref="LedgerException"><see cref="LedgerError.Settings"/>: they cannot be read, or hold a password.</exception>
    public static void Check(string settings) => _ = Parse(settings);

    /// <exception cref="LedgerException"><see cref="LedgerError.Settings"/>: they cannot be read, or hold a password.</exception>
    internal static NpgsqlConnectionStringBuilder Read(PostgresLedgerOptions options)
    {
        NpgsqlConnectionStringBuilder given = Parse(options.Settings);
        NpgsqlConnectionStringBuilder used = new(given.ConnectionString)
        {
            ApplicationName = "LianPay",
            SearchPath = PostgresSchema.Name,
            MaxPoolSize = MaxConnections,
            MaxAutoPrepare = 32,
            Enlist = false,
            IncludeErrorDetail = false, // it quotes rows
            LogParameters = false,
            PersistSecurityInfo = false,
            Multiplexing = false,
        };
        if (options.Credential is { } credential)
        {
            used.Username = credential.UserName;
            used.Password = credential.Password;
        }

        SetUnlessGiven(used, given, "Timeout", ConnectSeconds);
        SetUnlessGiven(used, given, "Command Timeout", CommandSeconds);
        if (!IsSocketFile(given.Host!))
        {
            // The system's own, and not the driver's "Keepalive": that one asks the server from a timer, and may stand in the way of a command.
            SetUnlessGiven(used, given, "TCP Keepalive Time", CommandSeconds);
            SetUnlessGiven(used, given, "TCP Keepalive Interval", ConnectSeconds);
        }

        return used;
    }

    private static NpgsqlConnectionStringBuilder Parse(string settings)
    {
        NpgsqlConnectionStringBuilder given;
        try
        {
            given = new NpgsqlConnectionStringBuilder(settings);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException or InvalidCastException or OverflowException)
        {
            // What the driver says may quote a password that stands in a wrong place.
            throw Refused("they are not of the form 'Host=…;Database=…'");
        }

        if (!string.IsNullOrEmpty(given.Password) || !string.IsNullOrEmpty(given.SslPassword))
        {
            throw Refused("they hold a password, which a command line and a script show to everybody. Put it into .pgpass or PGPASSWORD, or pass -LedgerCredential");
        }

        if (string.IsNullOrWhiteSpace(given.Host) || string.IsNullOrWhiteSpace(given.Database) || given.Host.Contains(',', StringComparison.Ordinal))
        {
            throw Refused("they do not name one host and one database");
        }

        if (IsOdd(given.Host, "@=") || IsOdd(given.Database, "@=:"))
        {
            // Something else has slipped into the name, which is shown: a password, for a semicolon that is missing.
            throw Refused("the host or the database has a character in it that is in no such name");
        }

        return given;
    }

    /// <exception cref="LedgerException"><see cref="LedgerError.Settings"/>: they contradict each other.</exception>
    internal static NpgsqlDataSource CreateSource(NpgsqlConnectionStringBuilder settings)
    {
        try
        {
            return NpgsqlDataSource.Create(settings);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw Refused("they contradict each other");
        }
    }

    /// <summary>The name to show: host, port and database.</summary>
    internal static string NameOf(NpgsqlConnectionStringBuilder settings) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder used, NpgsqlConnectionStringBuilder given, string name, int seconds)
    {
        // Not ContainsKey, which is true of every setting that there is.
        if (!given.ShouldSerialize(name))
        {
            used[name] = seconds;
        }
    }

    private static bool IsSocketFile(string host) => host[0] == '/';

    private static bool IsOdd(string name, string characters) => name.AsSpan().IndexOfAny(characters) >= 0;

    private static LedgerException Refused(string reason) => new(LedgerError.Settings, $"The settings of the ledger cannot be used: {reason}.");

    [GeneratedRegex(@"(^|;)\s*(Host|Server|Port|Database|DB|User ?Name|User ?Id|UID|Password|PWD|PSW)\s*=|^\s*postgres(ql)?://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeSettings();
}
