using System.Net.Sockets;
using LianPay.Core.Messages;
using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>What an error of PostgreSQL, or of the way to it, means for a person (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    /// <summary>The server has ended a session that was suspended inside a transaction.</summary>
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>The server has ended a session that was idle for longer than it is set to allow.</summary>
    private const string IdleSessionTimeout = "57P05";

    /// <summary>True for what passes by itself, when nothing was committed: a restart, a fail-over, a dropped connection, two that stood in each other's way.</summary>
    internal static bool IsPassing(Exception exception) => exception switch
    {
        PostgresRepeatException => true,
        PostgresException server => server.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or IdleInTransactionTimeout or IdleSessionTimeout
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.OutOfMemory // the table of locks, which all sessions share, is full
            || IsNewRecord(server)
            || server.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or SocketException or TimeoutException or IOException => true,

        // What the driver stumbles over when its connection is cut while it reads (seen with Npgsql 9.0.5 under server restarts).
        NullReferenceException { Source: "Npgsql" } => true,
        _ => false,
    };

    internal static LedgerException Explain(string ledger, Exception exception) => exception switch
    {
        LedgerException known => known,
        PostgresException server => Explain(ledger, server),
        NpgsqlException { IsTransient: false } => Unreachable(ledger, "the server was reached, and the account, its password or TLS are not as it asks"),
        NpgsqlException or SocketException or TimeoutException or IOException or PostgresRepeatException or NullReferenceException { Source: "Npgsql" } => Unreachable(ledger, "the server cannot be reached, or the connection to it was lost"),
        _ => new LedgerException(
            LedgerError.NotWritable,
            $"The ledger {LedgerDamage.Show(ledger)} could not be written, for a reason that is not its own: {exception.GetType().Name}. Nothing of the last change counts."),
    };

    internal static LedgerException Unreachable(string ledger, string reason) => new(
        LedgerError.Unreachable, $"The ledger {LedgerDamage.Show(ledger)} is out of reach: {reason}. Nothing more is sent. Run the command again when it is back.");

    /// <remarks>What the server says may quote a value out of a row: its words are not passed on, but for the code.</remarks>
    private static LedgerException Explain(string ledger, PostgresException exception)
    {
        string state = SafeText.Of(exception.SqlState, 5);
        switch (exception.SqlState)
        {
            case PostgresErrorCodes.DiskFull:
                return new LedgerException(LedgerError.Full, $"The disk of the ledger {LedgerDamage.Show(ledger)} is full. Nothing of the last change counts. Make room on the server, and run the command again.");
            case PostgresErrorCodes.LockNotAvailable:
                return new LedgerException(LedgerError.Locked, $"Another session holds a part of the ledger {LedgerDamage.Show(ledger)} and does not let go of it: a tool with an open transaction. End it, and run the command again.");
            case PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction:
                return new LedgerException(LedgerError.NotWritable, $"The ledger {LedgerDamage.Show(ledger)} cannot be written: the account lacks the rights, or the server is a read-only standby. docs/operations.md lists the rights that are needed.");
            case PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn:
                return LedgerDamage.Of(ledger, $"PostgreSQL reports {state}");
            case PostgresErrorCodes.UniqueViolation:
                return LedgerDamage.Of(ledger, "there are rows in the way of the next ones that it did not write");
            case PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification:
                return Unreachable(ledger, "the server refuses the account or its password");
            case PostgresErrorCodes.InvalidCatalogName:
                return Unreachable(ledger, "the server has no such database");
            default:
                return IsPassing(exception)
                    ? Unreachable(ledger, $"the server reports {state}")
                    : new LedgerException(LedgerError.NotWritable, $"The ledger {LedgerDamage.Show(ledger)} could not be written: PostgreSQL reports {state}. Nothing of the last change counts.");
        }
    }

    /// <summary>Somebody has made the same record past the locks: the next try finds it. A line of a history that is in the way stays there.</summary>
    private static bool IsNewRecord(PostgresException exception) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.TableName == PaymentTable.Table.Name;
}
