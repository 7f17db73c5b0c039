using System.Globalization;
using LianPay.Core.Ledger;
using Npgsql;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>
/// The statements that are run for every payment use an index. <c>LIANPAY_TORTURE=1</c> shows it at a million records;
/// otherwise it is at twenty thousand.
/// </summary>
public sealed class PostgresQueryPlanTests
{
    private static readonly int Records = Environment.GetEnvironmentVariable("LIANPAY_TORTURE") == "1" ? 1_000_000 : 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hot_statements_use_an_index_at_any_size()
    {
        using PostgresPlace place = await NewLargeAsync();
        await using NpgsqlConnection connection = place.OpenRaw();
        PaymentKey key = Key("N4711");

        // The claim's own statement, for one order and for as many as a transaction takes, planned as its session plans.
        foreach (int count in (int[])[1, 8, 256])
        {
            string orders = string.Join(',', Enumerable.Range(0, count).Select(number => $"N{number * 7}"));
            string plan = await PlanAsync(
                connection,
                ["force_generic_plan"],
                PostgresBatchStore.SelectSql.Replace("@orders", "$1", StringComparison.Ordinal).Replace("@partners", "$2", StringComparison.Ordinal).Replace("@gateways", "$3", StringComparison.Ordinal),
                [$"'{{{orders}}}'", $"'{{{string.Join(',', Enumerable.Repeat(key.PartnerId, count))}}}'", $"'{{{string.Join(',', Enumerable.Repeat(key.Gateway, count))}}}'"]);
            Assert.Contains("payment_by_order", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on payment", plan, StringComparison.Ordinal);
        }

        await AssertIndexAsync("payment_by_order", "SELECT * FROM payment WHERE order_number = $1 AND partner_id = $2 AND gateway = $3", $"'{key.OrderNumber}'", $"'{key.PartnerId}'", $"'{key.Gateway}'");
        await AssertIndexAsync("payment_pkey", "UPDATE payment SET reason = NULL WHERE id = $1 AND checksum = $2", "4711", "'x'");
        await AssertIndexAsync("payment_event_pkey", "SELECT * FROM payment_event WHERE payment_id = $1 AND number <= $2 ORDER BY number", "4711", "1");
        await AssertIndexAsync("payment_by_order", "SELECT * FROM payment WHERE order_number = $1 ORDER BY updated_at, id", "'N4711'");
        await AssertIndexAsync("payment_by_status", "SELECT * FROM payment WHERE status IN ($1) ORDER BY updated_at, id", "'Review'");
        await AssertIndexAsync("payment_by_time", "SELECT * FROM payment WHERE updated_at >= $1 ORDER BY updated_at, id", $"'{LedgerTime.Text(Start.AddSeconds(Records - 50))}'");

        async Task AssertIndexAsync(string index, string sql, params string[] values)
        {
            string plan = await PlanAsync(connection, ["force_generic_plan", "force_custom_plan"], sql, values);
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        }
    }

    /// <summary>Not what a plan promises but what was done: no work on an order has gone through the whole table.</summary>
    [Fact]
    public async Task Claims_outcomes_and_look_ups_read_no_table_from_end_to_end()
    {
        using PostgresPlace place = await NewLargeAsync();
        (long Payments, long Events) before = await ScansAsync();
        await using (PostgresLedger ledger = place.Open())
        {
            // Often enough for statements that are prepared, and planned for good.
            for (int round = 0; round < 20; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, 20).Select(number => CountUpAsync(ledger, $"N{(round * 100) + number}")));
                await CountUpAsync(ledger, $"new{round}");
                Assert.NotNull(ledger.Find(Key($"N{round}")));
                Assert.Equal(2, ledger.ReadHistory(Key($"N{round * 100}")).Count());
            }
        }

        await place.WhenAsync("NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'LianPay')");
        Assert.Equal(before, await ScansAsync());
        Assert.True((long)place.Ask("SELECT idx_scan FROM pg_stat_user_tables WHERE schemaname = 'lianpay' AND relname = 'payment'")! > 400);

        async Task<(long, long)> ScansAsync()
        {
            await using NpgsqlConnection connection = place.OpenRaw();
            await using NpgsqlCommand command = new("SELECT (SELECT seq_scan FROM pg_stat_user_tables WHERE schemaname = 'lianpay' AND relname = 'payment'), (SELECT seq_scan FROM pg_stat_user_tables WHERE schemaname = 'lianpay' AND relname = 'payment_event')", connection);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
            await reader.ReadAsync(Cancel);
            return (reader.GetInt64(0), reader.GetInt64(1));
        }
    }

    /// <summary>A ledger of many records as the module writes them, each checksum right.</summary>
    private static async Task<PostgresPlace> NewLargeAsync()
    {
        PostgresPlace place = new();
        await place.Open().DisposeAsync();
        LedgerKey key = LedgerKeyFile.Read(place.KeyPath);
        await using NpgsqlConnection connection = place.OpenRaw();
        await CopyAsync("payment", PaymentTable.Table, number => PaymentTable.ToRow(Stored(number)));
        await CopyAsync("payment_event", PaymentEventTable.Table, number => PaymentEventTable.ToRow(Stored(number), 1, Event(1)));
        await using NpgsqlCommand command = new("SELECT setval('payment_id', (SELECT max(id) FROM payment)); ANALYZE payment, payment_event, ledger", connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(Cancel);
        return place;

        static StoredRecord Stored(int number) => new(
            number + 1,
            1,
            Bare($"N{number}", Start.AddSeconds(number)) with { Facts = number % 1000 == 0 ? PaymentFacts.Odd : PaymentFacts.Paid });

        async Task CopyAsync(string name, LedgerTable table, Func<int, object?[]> row)
        {
            string columns = table.Select["SELECT ".Length..table.Select.LastIndexOf(" FROM ", StringComparison.Ordinal)];
            await using NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync($"COPY {name} ({columns}) FROM STDIN (FORMAT binary)", Cancel);
            for (int number = 0; number < Records; number++)
            {
                await importer.StartRowAsync(Cancel);
                foreach (object? value in table.Seal(row(number), key))
                {
                    await (value switch
                    {
                        null => importer.WriteNullAsync(Cancel),
                        long integer => importer.WriteAsync(integer, Cancel),
                        _ => importer.WriteAsync((string)value, Cancel),
                    });
                }
            }

            await importer.CompleteAsync(Cancel);
        }
    }

    /// <summary>The plan that holds for all values, or the one for these: unless it is told, the server chooses between them.</summary>
    private static async Task<string> PlanAsync(NpgsqlConnection connection, string[] modes, string sql, params string[] values)
    {
        List<string> lines = [];
        foreach (string mode in modes)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"plan{Guid.NewGuid():N}");
            await using NpgsqlBatch batch = new(connection)
            {
                BatchCommands = { new($"SET plan_cache_mode = {mode}"), new($"PREPARE {name} AS {sql}"), new($"EXPLAIN EXECUTE {name}({string.Join(", ", values)})") },
            };
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                lines.Add(reader.GetString(0));
            }
        }

        string plan = string.Join('\n', lines);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Records} records: {sql[..Math.Min(sql.Length, 60)]}\n{plan}");
        return plan;
    }
}
