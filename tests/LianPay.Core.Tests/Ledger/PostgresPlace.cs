using System.Collections.Concurrent;
using LianPay.Core.Ledger;
using LianPay.Tests.Support;
using Npgsql;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>A database with a ledger in it, and the file of its key.</summary>
internal sealed class PostgresPlace : LedgerPlace
{
    /// <summary>Databases of the shared server that no test uses any more: to make one costs more than a test.</summary>
    private static readonly ConcurrentBag<string> Idle = [];

    private readonly TempDirectory _folder = new();
    private readonly bool _isShared;

    /// <summary>A database of the shared server. Its settings and those of the server are not the test's to change.</summary>
    internal PostgresPlace()
    {
        PostgresCluster cluster = SharedPostgres.Cluster;
        Settings = Idle.TryTake(out string? idle) ? idle : cluster.CreateDatabase();
        _isShared = true;
    }

    /// <summary>A new database, which goes when its server goes.</summary>
    internal PostgresPlace(PostgresCluster cluster) => Settings = cluster.CreateDatabase();

    internal string Settings { get; }

    internal string KeyPath => _folder.File("ledger.key");

    internal PostgresLedgerOptions Options => new() { Settings = Settings, KeyPath = KeyPath, Patience = TimeSpan.FromMinutes(1) };

    internal string Database => new NpgsqlConnectionStringBuilder(Settings).Database!;

    /// <summary>As another account of the server.</summary>
    internal PostgresLedgerOptions OptionsOf(string user) => Options with { Settings = new NpgsqlConnectionStringBuilder(Settings) { Username = user }.ConnectionString };

    /// <summary>Through something that stands between.</summary>
    internal PostgresLedgerOptions OptionsBy(PostgresProxy proxy) => Options with { Settings = new NpgsqlConnectionStringBuilder(Settings) { Host = proxy.Host }.ConnectionString };

    internal override PostgresLedger Open() => PostgresLedger.Open(Options);

    internal override PostgresLedger OpenPatiently() => Open();

    internal override long CommitsOf(PaymentLedger ledger) => ((PostgresLedger)ledger).Commits;

    internal async Task<PostgresPlace> FillAsync()
    {
        await using PostgresLedger ledger = Open();
        await Task.WhenAll(SaveAsync(ledger, Full("A1"), Event(1), Event(2), Event(3)), SaveAsync(ledger, Bare("A2")));
        return this;
    }

    /// <remarks>As a replica writes: foreign keys are not looked at.</remarks>
    internal override int Tamper(string sql)
    {
        using NpgsqlConnection connection = OpenRaw();
        using NpgsqlCommand command = new($"SET session_replication_role = replica; {sql}", connection);
        return command.ExecuteNonQuery();
    }

    internal override object? Ask(string sql)
    {
        using NpgsqlConnection connection = OpenRaw();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }

    internal override string ChangeOf(string table, string column) =>
        Ask($"SELECT data_type FROM information_schema.columns WHERE table_name = '{table}' AND column_name = '{column}'") is "bigint"
            ? $"{column} = {column} + 100"
            : $"{column} = coalesce({column}, '') || 'x'";

    internal NpgsqlConnection OpenRaw()
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(Settings) { Pooling = false, SearchPath = "lianpay" }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Waits until the server answers a question with true.</summary>
    internal async Task WhenAsync(string condition)
    {
        await using NpgsqlConnection connection = OpenRaw();
        await using NpgsqlCommand command = new(
            $"DO $$ BEGIN FOR turn IN 1..6000 LOOP PERFORM pg_stat_clear_snapshot(); IF {condition} THEN RETURN; END IF; PERFORM pg_sleep(0.01); END LOOP; RAISE 'It never came true'; END $$",
            connection)
        { CommandTimeout = 90 };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public override void Dispose()
    {
        _folder.Dispose();
        if (_isShared)
        {
            Tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid(); DROP SCHEMA IF EXISTS lianpay CASCADE");
            Idle.Add(Settings);
        }
    }
}
