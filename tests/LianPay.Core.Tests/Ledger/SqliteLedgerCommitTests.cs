namespace LianPay.Core.Tests.Ledger;

public sealed class SqliteLedgerCommitTests() : LedgerCommitTests(LedgerEngine.Sqlite);
