namespace LianPay.Core.Ledger;

/// <summary>The tables and indexes of a SQLite ledger, and the marks by which its file is known.</summary>
internal static class SqliteSchema
{
    /// <summary>In the file's header (bytes 68 to 71): "LPL1" in ASCII. <c>file</c> and SQLite's tools show it.</summary>
    internal const int ApplicationId = 0x4C504C31;

    /// <summary>The version that this release reads and writes (<c>user_version</c>, bytes 60 to 63).</summary>
    internal const int Version = 1;

    /// <summary>Every object, as SQLite keeps its text: a damaged definition is told by comparing.</summary>
    internal static IReadOnlyDictionary<string, string> Objects { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ledger"] = """
            CREATE TABLE ledger (
              id INTEGER PRIMARY KEY,
              created_at TEXT NOT NULL,
              key_check TEXT NOT NULL,
              payment_count INTEGER NOT NULL,
              event_count INTEGER NOT NULL,
              session_count INTEGER NOT NULL,
              unclean_since TEXT,
              requires_ledger_approval INTEGER NOT NULL,
              requires_second_person INTEGER NOT NULL,
              policy_set_by TEXT,
              policy_set_at TEXT,
              checksum TEXT NOT NULL
            )
            """,
        ["ledger_session"] = """
            CREATE TABLE ledger_session (
              owner TEXT PRIMARY KEY,
              opened_at TEXT NOT NULL,
              checksum TEXT NOT NULL
            ) WITHOUT ROWID
            """,
        ["payment"] = """
            CREATE TABLE payment (
              id INTEGER PRIMARY KEY,
              gateway TEXT NOT NULL,
              partner_id TEXT NOT NULL,
              order_number TEXT NOT NULL,
              status TEXT NOT NULL,
              held_for TEXT,
              reviewed_by TEXT,
              reviewed_at TEXT,
              confirmed_by TEXT,
              code_mac TEXT,
              wrong_code_macs TEXT NOT NULL,
              attempts INTEGER NOT NULL,
              sends INTEGER NOT NULL,
              unsent_attempts TEXT NOT NULL,
              last_attempt TEXT NOT NULL,
              first_sent_at TEXT,
              last_sent_at TEXT,
              ret_code TEXT,
              ret_message TEXT,
              reason TEXT,
              facts TEXT NOT NULL,
              paybill_ids TEXT NOT NULL,
              last_check_at TEXT,
              ordered_at TEXT,
              last_no_record_at TEXT,
              person_status TEXT,
              person_facts TEXT NOT NULL,
              review_decision TEXT,
              review_by TEXT,
              review_reason TEXT,
              review_at TEXT,
              review_account TEXT,
              review_code_mac TEXT,
              owner TEXT,
              epoch INTEGER NOT NULL,
              claim_expires_at TEXT,
              created_at TEXT NOT NULL,
              updated_at TEXT NOT NULL,
              event_count INTEGER NOT NULL,
              checksum TEXT NOT NULL
            )
            """,
        ["payment_by_order"] = "CREATE UNIQUE INDEX payment_by_order ON payment (order_number, partner_id, gateway)",
        ["payment_by_time"] = "CREATE INDEX payment_by_time ON payment (updated_at, id)",
        ["payment_by_status"] = "CREATE INDEX payment_by_status ON payment (status, updated_at, id)",
        ["payment_event"] = """
            CREATE TABLE payment_event (
              payment_id INTEGER NOT NULL REFERENCES payment (id),
              number INTEGER NOT NULL,
              order_number TEXT NOT NULL,
              at TEXT NOT NULL,
              kind TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              status TEXT NOT NULL,
              reason TEXT,
              actor TEXT,
              account TEXT,
              evidence TEXT,
              is_verified INTEGER NOT NULL,
              checksum TEXT NOT NULL,
              PRIMARY KEY (payment_id, number)
            ) WITHOUT ROWID
            """,
        ["payment_chain"] = """
            CREATE TABLE payment_chain (
              name TEXT PRIMARY KEY,
              next_name TEXT NOT NULL,
              checksum TEXT NOT NULL
            ) WITHOUT ROWID
            """,
    };
}
