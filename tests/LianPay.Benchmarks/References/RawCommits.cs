using Microsoft.Data.Sqlite;

namespace LianPay.Benchmarks.References;

/// <summary>One insert and one commit after the other, into a copy of a ledger's file, with its log and its flush at every commit.</summary>
internal sealed class RawCommits : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _value;

    internal RawCommits(string ledgerPath)
    {
        string copy = ledgerPath + ".raw";
        File.Copy(ledgerPath, copy);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ConnectionString);
        _connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        Run("CREATE TABLE raw (id INTEGER PRIMARY KEY, value BLOB)");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO raw (value) VALUES (@value)";
        _value = _insert.Parameters.Add("@value", SqliteType.Blob);
        _value.Value = new byte[600];
        _insert.Prepare();
    }

    /// <summary>Commits so many times.</summary>
    internal int Commit(int count)
    {
        for (int number = 0; number < count; number++)
        {
            _insert.ExecuteNonQuery();
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
