using LianPay.Tests.Support;

namespace LianPay.Core.Tests.Ledger;

/// <summary>The PostgreSQL server that the tests of a run share. Where there are no binaries of one, the test is skipped.</summary>
internal static class SharedPostgres
{
    private static readonly Lazy<PostgresCluster> One = new(Start);

    internal static PostgresCluster Cluster
    {
        get
        {
            SkipWhereThereIsNone();
            return One.Value;
        }
    }

    /// <summary>A server of its own, for a test that stops it.</summary>
    internal static PostgresCluster StartOwn()
    {
        SkipWhereThereIsNone();
        return PostgresCluster.Make();
    }

    private static void SkipWhereThereIsNone() =>
        Assert.SkipUnless(PostgresCluster.IsAvailable, "There are no binaries of a PostgreSQL server here (Debian: apt-get install postgresql)");

    private static PostgresCluster Start()
    {
        PostgresCluster cluster = PostgresCluster.Make();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return cluster;
    }
}
