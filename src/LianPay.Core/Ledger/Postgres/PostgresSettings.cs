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

    /// <summary>True for settings, false for the path of a file.</summary>
    public static bool IsSettings(string ledger) => NamesHost().IsMatch(ledger);

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
        SetUnlessGiven(used, given, "Keepalive", CommandSeconds);
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

        if (!string.IsNullOrEmpty(given.Password))
        {
            throw Refused("they hold a password, which a command line and a script show to everybody. Put it into .pgpass or PGPASSWORD, or pass -LedgerCredential");
        }

        if (string.IsNullOrWhiteSpace(given.Host) || string.IsNullOrWhiteSpace(given.Database) || given.Host.Contains(',', StringComparison.Ordinal))
        {
            throw Refused("they do not name one host and one database");
        }

        return given;
    }

    /// <summary>The name to show: host, port and database.</summary>
    internal static string NameOf(NpgsqlConnectionStringBuilder settings) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder used, NpgsqlConnectionStringBuilder given, string name, int seconds)
    {
        if (!given.ContainsKey(name))
        {
            used[name] = seconds;
        }
    }

    private static LedgerException Refused(string reason) => new(LedgerError.Settings, $"The settings of the ledger cannot be used: {reason}.");

    [GeneratedRegex(@"(^|;)\s*(Host|Server)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesHost();
}
