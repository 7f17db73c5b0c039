using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>What is asked of a server at each new connection that writes, and what is remembered of it.</summary>
/// <remarks>
/// A standby that takes over starts a new timeline. When it had not got all of the old server's log, the last commits are
/// lost, and an order without a record may have been sent: from then on, for a day, such orders are queried before they are sent.
/// </remarks>
internal sealed class PostgresServer(string ledger, TimeProvider clock)
{
    /// <summary>Out of the name of the log's file, which is right at once: the control file still names the old timeline for a while after a standby has taken over.</summary>
    private const string TimelineSql = "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint";

    private readonly object _gate = new();
    private DateTimeOffset? _changedAt;

    /// <summary>When the server was found to have changed, or null.</summary>
    internal DateTimeOffset? ChangedAt
    {
        get
        {
            lock (_gate)
            {
                return _changedAt;
            }
        }
    }

    /// <exception cref="LedgerException">A commit is not durable there.</exception>
    /// <exception cref="PostgresRepeatException">It is a standby: the one that writes is still to come.</exception>
    internal void Check(NpgsqlConnection connection)
    {
        using PostgresStatements statements = new(connection);
        using SqlRows rows = statements.Query("SELECT current_setting('synchronous_commit'), current_setting('fsync'), pg_is_in_recovery()");
        rows.Read();
        CheckDurability((string)rows.GetValue(0)!, (string)rows.GetValue(1)!);
        if ((bool)rows.GetValue(2)!)
        {
            throw new PostgresRepeatException();
        }
    }

    /// <exception cref="LedgerException">A commit is not durable with these settings.</exception>
    internal void CheckDurability(string synchronousCommit, string fsync)
    {
        if (synchronousCommit is not ("on" or "remote_apply") || fsync != "on")
        {
            throw new LedgerException(
                LedgerError.NotDurable,
                $"The ledger {LedgerDamage.Show(ledger)} cannot be used: a commit must be durable, and here synchronous_commit is {synchronousCommit} and fsync is {fsync}. Set synchronous_commit to on, or remote_apply, and fsync to on for this account.");
        }
    }

    /// <summary>Takes down which server it is, and finds out whether it is another than before.</summary>
    internal void Remember(NpgsqlConnection connection)
    {
        using PostgresStatements statements = new(connection);
        string now = LedgerTime.Text(clock.GetUtcNow());
        statements.Execute(
            "INSERT INTO ledger_server (id, timeline) VALUES (1, @p0) ON CONFLICT (id) DO UPDATE SET timeline = EXCLUDED.timeline, changed_at = @p1 WHERE ledger_server.timeline < EXCLUDED.timeline",
            statements.Scalar(TimelineSql), now);
        string? changedAt = statements.Scalar("SELECT changed_at FROM ledger_server WHERE id = 1") as string;
        lock (_gate)
        {
            _changedAt = changedAt is null ? null : LedgerTime.Parse(changedAt);
        }
    }
}
