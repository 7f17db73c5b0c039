namespace LianPay.Core.Tests.Ledger;

public sealed class PostgresLedgerCommitTests() : LedgerCommitTests(LedgerEngine.Postgres);
