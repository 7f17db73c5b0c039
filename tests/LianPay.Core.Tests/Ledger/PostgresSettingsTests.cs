using System.Net;
using LianPay.Core.Ledger;
using Npgsql;

namespace LianPay.Core.Tests.Ledger;

public sealed class PostgresSettingsTests
{
    private const string Secret = "hunter2-Zx81";

    [Theory]
    [InlineData("Host=db;Database=d")]
    [InlineData("  host = db ; Database = d")]
    [InlineData("Server=db;Database=d")]
    [InlineData("Database=d;Host=db")]
    [InlineData("Username=u;Database=d")]
    [InlineData("Database=d;Password=x")]
    [InlineData("User Id=u;Pwd=x")]
    [InlineData("postgres://u:x@db/d")]
    [InlineData("postgresql://u:x@db/d")]
    public void Settings_are_told_from_the_path_of_a_file(string text) => Assert.True(PostgresSettings.IsSettings(text));

    [Theory]
    [InlineData("ledger.db")]
    [InlineData("/var/lib/lianpay/ledger.db")]
    [InlineData(@"C:\ledger\host.db")]
    [InlineData("./Host/Server/ledger.db")]
    [InlineData("a=b.db")]
    [InlineData("postgres/ledger.db")]
    public void A_path_is_no_settings(string text) => Assert.False(PostgresSettings.IsSettings(text));

    [Theory]
    [InlineData("Host=db;Database=d;Password=" + Secret)]
    [InlineData("Host=db;Database=d;password =" + Secret)]
    [InlineData("Host=db;Database=d;PASSWORD='" + Secret + "'")]
    [InlineData("Host=db;Database=d;Pwd=" + Secret)]
    [InlineData("Host=db;Database=d;PSW=" + Secret)]
    [InlineData("Host=db;Database=d;SSL Password=" + Secret)]
    [InlineData("Database=d;Password=" + Secret)]
    [InlineData("Host=db;Database=d;Pasword=" + Secret)]
    [InlineData("Host=db;Database=d;Pass word=" + Secret)]
    [InlineData("Host=db;Database=d;Port=" + Secret)]
    [InlineData("Host=db;Database=d;SSL Mode=" + Secret)]
    [InlineData("Host=db;Database=d Password=" + Secret)]
    [InlineData("Host=db Password=" + Secret + ";Database=d")]
    [InlineData("Host=db;Database=d Password: " + Secret)]
    [InlineData("Host=u:" + Secret + "@db;Database=d")]
    [InlineData("Host=db;Database=d;" + Secret)]
    [InlineData("postgres://u:" + Secret + "@db/d")]
    [InlineData("Host=postgres://u:" + Secret + "@db/d;Database=d")]
    [InlineData("Host=db;Database=d;Min Pool Size=100;Application Name=" + Secret)]
    public void A_secret_is_refused_wherever_it_stands_and_is_not_quoted(string text)
    {
        LedgerException exception = Refused(text);

        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host=")]
    [InlineData("Host=db")]
    [InlineData("Database=d")]
    [InlineData("Host=;Database=d")]
    [InlineData("Host= ;Database=d")]
    [InlineData("Host=one,two;Database=d")]
    [InlineData("Host=one:5432,two:5433;Database=d")]
    [InlineData("Host=db;Database=d;Port=-1")]
    [InlineData("Host=db;Database=d;Timeout=soon")]
    [InlineData("Host=db;Database=d;Nonsense=1")]
    [InlineData("Host=db;Database=d;=")]
    [InlineData("Host=db;Database='d")]
    [InlineData("Host=db;Database=d;Target Session Attributes=primary")]
    [InlineData("Host=db;Database=d;Minimum Pool Size=100")]
    [InlineData("Host=db;Database=d;SSL Mode=VerifyFull;Trust Server Certificate=nonsense")]
    public void What_cannot_be_used_is_refused(string text) => Refused(text);

    [Fact]
    public void What_the_ledger_counts_on_is_not_left_to_the_settings()
    {
        NpgsqlConnectionStringBuilder used = PostgresSettings.Read(OptionsOf(
            "Host=db;Database=d;Search Path=public;Include Error Detail=true;Log Parameters=true;Multiplexing=true;Enlist=true;Persist Security Info=true;Maximum Pool Size=1;Application Name=mine"));

        Assert.Equal(
            ("lianpay", false, false, false, false, false, "LianPay"),
            (used.SearchPath, used.IncludeErrorDetail, used.LogParameters, used.Multiplexing, used.Enlist, used.PersistSecurityInfo, used.ApplicationName));
        Assert.True(used.MaxPoolSize > 1);
    }

    [Fact]
    public void Time_outs_and_TLS_are_as_given_and_time_outs_are_short_otherwise()
    {
        NpgsqlConnectionStringBuilder given = PostgresSettings.Read(OptionsOf("Host=db;Database=d;Timeout=60;Command Timeout=70;Keepalive=80;SSL Mode=VerifyFull;Root Certificate=/etc/ca.pem"));
        NpgsqlConnectionStringBuilder bare = PostgresSettings.Read(OptionsOf("Host=db;Database=d"));

        Assert.Equal((60, 70, 80, SslMode.VerifyFull, "/etc/ca.pem"), (given.Timeout, given.CommandTimeout, given.KeepAlive, given.SslMode, given.RootCertificate));
        Assert.Equal((5, 15, 0), (bare.Timeout, bare.CommandTimeout, bare.KeepAlive));
    }

    [Theory]
    [InlineData("db.example.com", 15, 5)]
    [InlineData("/var/run/postgresql", 0, 0)]
    public void A_dead_server_is_noticed_by_the_system_where_there_is_a_network_between(string host, int time, int interval)
    {
        NpgsqlConnectionStringBuilder used = PostgresSettings.Read(OptionsOf($"Host={host};Database=d"));

        Assert.Equal((time, interval), (used.TcpKeepAliveTime, used.TcpKeepAliveInterval));
    }

    [Fact]
    public void The_name_shows_the_server_and_the_database_and_no_account()
    {
        NpgsqlConnectionStringBuilder used = PostgresSettings.Read(OptionsOf("Host=db.example.com;Port=6543;Database=d;Username=u") with { Credential = new NetworkCredential("other", Secret) });

        Assert.Equal("db.example.com:6543/d", PostgresSettings.NameOf(used));
        Assert.Equal(("other", Secret), (used.Username, used.Password));
    }

    private static PostgresLedgerOptions OptionsOf(string settings) => new() { Settings = settings, KeyPath = "unused" };

    private static LedgerException Refused(string settings)
    {
        LedgerException exception = Assert.Throws<LedgerException>(() => PostgresLedger.Open(OptionsOf(settings)));
        Assert.Equal(LedgerError.Settings, exception.Error);
        return exception;
    }
}
