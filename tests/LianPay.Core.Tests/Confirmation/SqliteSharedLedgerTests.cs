using LianPay.Core.Tests.Ledger;

namespace LianPay.Core.Tests.Confirmation;

public sealed class SqliteSharedLedgerTests() : SharedLedgerTests(LedgerEngine.Sqlite);
