using LianPay.Tests.Support;

namespace LianPay.Module.Tests;

/// <summary>A PostgreSQL server that the tests of one class share. Where there are no binaries of one, the tests are skipped.</summary>
public sealed class PostgresFixture : IDisposable
{
    private readonly Lazy<PostgresCluster> _cluster = new(PostgresCluster.Make);

    internal PostgresCluster Cluster
    {
        get
        {
            Assert.SkipUnless(PostgresCluster.IsAvailable, "There are no binaries of a PostgreSQL server here (Debian: apt-get install postgresql)");
            return _cluster.Value;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_cluster.IsValueCreated)
        {
            _cluster.Value.Dispose();
        }
    }
}
