using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>The tables of a PostgreSQL ledger: those of SQLite, but for what only a file needs.</summary>
/// <remarks>
/// A server of its own keeps track of its log, so there are no sessions; and it checks its pages and its indexes are its
/// own, so no chain proves that a record is absent. Each row's keyed checksum is the same.
/// </remarks>
internal static class PostgresSchema
{
    /// <summary>The schema in which the tables lie.</summary>
    internal const string Name = "lianpay";

    /// <summary>The version that this release reads and writes.</summary>
    internal const int Version = 1;

    /// <summary>Held while the tables are made: "LianPay" in ASCII.</summary>
    private const long CreationLock = 0x4C69616E506179;

    private const string Tables = """
        CREATE TABLE ledger_schema (
          version BIGINT NOT NULL
        );
        CREATE TABLE ledger_server (
          id BIGINT PRIMARY KEY,
          timeline BIGINT NOT NULL,
          changed_at TEXT COLLATE "C"
        );
        CREATE TABLE ledger (
          id BIGINT PRIMARY KEY,
          created_at TEXT COLLATE "C" NOT NULL,
          key_check TEXT COLLATE "C" NOT NULL,
          payment_count BIGINT NOT NULL,
          event_count BIGINT NOT NULL,
          session_count BIGINT NOT NULL,
          unclean_since TEXT COLLATE "C",
          requires_ledger_approval BIGINT NOT NULL,
          requires_second_person BIGINT NOT NULL,
          policy_set_by TEXT COLLATE "C",
          policy_set_at TEXT COLLATE "C",
          checksum TEXT COLLATE "C" NOT NULL
        );
        CREATE SEQUENCE payment_id;
        CREATE TABLE payment (
          id BIGINT PRIMARY KEY,
          gateway TEXT COLLATE "C" NOT NULL,
          partner_id TEXT COLLATE "C" NOT NULL,
          order_number TEXT COLLATE "C" NOT NULL,
          status TEXT COLLATE "C" NOT NULL,
          held_for TEXT COLLATE "C",
          reviewed_by TEXT COLLATE "C",
          reviewed_at TEXT COLLATE "C",
          confirmed_by TEXT COLLATE "C",
          code_mac TEXT COLLATE "C",
          wrong_code_macs TEXT COLLATE "C" NOT NULL,
          attempts BIGINT NOT NULL,
          sends BIGINT NOT NULL,
          unsent_attempts TEXT COLLATE "C" NOT NULL,
          last_attempt TEXT COLLATE "C" NOT NULL,
          first_sent_at TEXT COLLATE "C",
          last_sent_at TEXT COLLATE "C",
          ret_code TEXT COLLATE "C",
          ret_message TEXT COLLATE "C",
          reason TEXT COLLATE "C",
          facts TEXT COLLATE "C" NOT NULL,
          paybill_ids TEXT COLLATE "C" NOT NULL,
          last_check_at TEXT COLLATE "C",
          ordered_at TEXT COLLATE "C",
          last_no_record_at TEXT COLLATE "C",
          person_status TEXT COLLATE "C",
          person_facts TEXT COLLATE "C" NOT NULL,
          review_decision TEXT COLLATE "C",
          review_by TEXT COLLATE "C",
          review_reason TEXT COLLATE "C",
          review_at TEXT COLLATE "C",
          review_account TEXT COLLATE "C",
          review_code_mac TEXT COLLATE "C",
          owner TEXT COLLATE "C",
          epoch BIGINT NOT NULL,
          claim_expires_at TEXT COLLATE "C",
          created_at TEXT COLLATE "C" NOT NULL,
          updated_at TEXT COLLATE "C" NOT NULL,
          event_count BIGINT NOT NULL,
          checksum TEXT COLLATE "C" NOT NULL
        );
        CREATE UNIQUE INDEX payment_by_order ON payment (order_number, partner_id, gateway);
        CREATE INDEX payment_by_time ON payment (updated_at, id);
        CREATE INDEX payment_by_status ON payment (status, updated_at, id);
        CREATE TABLE payment_event (
          payment_id BIGINT NOT NULL REFERENCES payment (id),
          number BIGINT NOT NULL,
          order_number TEXT COLLATE "C" NOT NULL,
          at TEXT COLLATE "C" NOT NULL,
          kind TEXT COLLATE "C" NOT NULL,
          attempt BIGINT NOT NULL,
          status TEXT COLLATE "C" NOT NULL,
          reason TEXT COLLATE "C",
          actor TEXT COLLATE "C",
          account TEXT COLLATE "C",
          evidence TEXT COLLATE "C",
          is_verified BIGINT NOT NULL,
          checksum TEXT COLLATE "C" NOT NULL,
          PRIMARY KEY (payment_id, number)
        )
        """;

    /// <summary>Makes the tables when there are none, under a lock that all machines know; and refuses a newer version.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="ledger">The ledger's name.</param>
    /// <param name="makeHeader">Called when the tables are new: gives the ledger's own row and the key that seals it.</param>
    /// <exception cref="LedgerException">It is of a newer release, or somebody else's.</exception>
    internal static void Prepare(NpgsqlConnection connection, string ledger, Func<(LedgerHeader Header, LedgerKey Key)> makeHeader)
    {
        if (!Exists(connection))
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            using PostgresStatements statements = new(connection);
            statements.Scalar("SELECT pg_advisory_xact_lock(@p0)", CreationLock);

            // Perhaps another machine has made them while this one waited.
            if (!Exists(connection))
            {
                if (statements.Scalar("SELECT 1 FROM pg_namespace WHERE nspname = @p0", Name) is null)
                {
                    statements.Execute($"CREATE SCHEMA {Name}");
                }

                statements.Execute(Tables);
                statements.Execute("INSERT INTO ledger_schema (version) VALUES (@p0)", (long)Version);
                (LedgerHeader header, LedgerKey key) = makeHeader();
                header.Insert(statements, key);
            }

            transaction.Commit();
        }

        CheckVersion(connection, ledger);
    }

    private static bool Exists(NpgsqlConnection connection)
    {
        // Not to_regclass: a session that waited for the lock would be told out of its cache that there is none.
        using PostgresStatements statements = new(connection);
        return statements.Scalar("SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = @p0 AND relname = 'ledger_schema'", Name) is not null;
    }

    private static void CheckVersion(NpgsqlConnection connection, string ledger)
    {
        using PostgresStatements statements = new(connection);
        switch (statements.Scalar($"SELECT max(version) FROM {Name}.ledger_schema"))
        {
            case (long)Version:
                return;
            case > (long)Version:
                throw new LedgerException(
                    LedgerError.NewerSchema,
                    $"The ledger {LedgerDamage.Show(ledger)} was written by a newer release of LianPay. Update LianPay on this machine; the ledger is left as it is.");
            default:
                throw LedgerDamage.Of(ledger, "its schema version is none that ever was");
        }
    }
}
