using System.Net;
using System.Net.Sockets;
using LianPay.Core.Checks;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Signing;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Checks;

public sealed class ConnectionChecksTests
{
    private static readonly string[] Order =
    [
        CheckNames.MerchantKey, CheckNames.PlatformKey, CheckNames.CryptoPolicy, CheckNames.NotifyUrl, CheckNames.Ledger,
        CheckNames.NameResolution, CheckNames.Connection, CheckNames.Tls, CheckNames.Clock, CheckNames.SignedQuery,
    ];

    [Fact]
    public async Task Against_a_sandbox_everything_that_can_be_checked_passes_with_one_query()
    {
        using LedgerFolder folder = new();
        await SqliteLedger.Open(folder.Options).DisposeAsync();
        using SandboxServer sandbox = SandboxServer.Start(GatewayCaller.SandboxFor());

        CheckReport[] reports = [.. Checks(SubjectOf(sandbox, folder.Options)).Run(TestContext.Current.CancellationToken)];

        Assert.Equal(Order, reports.Select(report => report.Check));
        Assert.Equal(
            [CheckNames.MerchantKey, CheckNames.NameResolution, CheckNames.Tls],
            reports.Where(report => report.Result != CheckResult.Passed).Select(report => report.Check));
        Assert.Equal(CheckResult.Warning, reports[0].Result); // 1024 bits
        Assert.Equal(1, sandbox.Requests);
    }

    [Fact]
    public void Each_check_is_reported_before_the_next_is_made()
    {
        using LedgerFolder folder = new();
        using SandboxServer sandbox = SandboxServer.Start(GatewayCaller.SandboxFor());

        string[] first = [.. Checks(SubjectOf(sandbox, folder.Options)).Run(TestContext.Current.CancellationToken).Take(6).Select(report => report.Check)];

        Assert.Equal(Order[..6], first);
        Assert.Equal(0, sandbox.Requests);
    }

    [Fact]
    public void A_name_without_an_address_leaves_nothing_to_connect_to()
    {
        NameCheck names = new((_, _) => throw new SocketException((int)SocketError.HostNotFound), _ => null);

        CheckReport[] reports = [.. new ConnectionChecks(Subject.Of(), TimeProvider.System, PlatformRsa.Instance, names, bend: null).Run(TestContext.Current.CancellationToken)];

        Assert.Equal(Order, reports.Select(report => report.Check));
        Assert.Equal(CheckResult.Failed, reports[5].Result);
        Assert.All(reports[6..], report => Subject.Is(CheckResult.Skipped, "no address", report));
    }

    [Fact]
    public void A_stop_ends_the_list_without_an_exception()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        NameCheck names = new((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), _ => null);

        CheckReport[] reports = [.. new ConnectionChecks(Subject.Of(), TimeProvider.System, PlatformRsa.Instance, names, bend: null).Run(stop.Token)];

        Assert.Equal(Order, reports.Select(report => report.Check));
        Assert.Equal(CheckResult.Skipped, reports[^1].Result);
    }

    [Theory]
    [InlineData(SandboxFault.WrongSignature, CheckResult.Failed)]
    [InlineData(SandboxFault.Unsigned, CheckResult.Passed)] // What LianLian does.
    [InlineData(SandboxFault.Html, CheckResult.Failed)]
    [InlineData(SandboxFault.Garbage, CheckResult.Failed)]
    [InlineData(SandboxFault.Status500, CheckResult.Failed)]
    [InlineData(SandboxFault.Reset, CheckResult.Failed)]
    [InlineData(SandboxFault.DropBeforeRead, CheckResult.Failed)]
    public void A_fault_of_the_gateway_is_a_result_of_the_query_alone(SandboxFault fault, CheckResult result)
    {
        using SandboxServer sandbox = SandboxServer.Start(new SandboxOptions { KeyBits = 1024, MerchantKeys = [TestKeys.Merchant1024.PublicKey], HeldPayments = [GatewayCaller.Held()], Fault = fault, FaultsQueries = true });

        CheckReport[] reports = [.. Checks(SubjectOf(sandbox, ledger: null)).Run(TestContext.Current.CancellationToken)];

        Assert.Equal(result, reports[^1].Result);
        Assert.Equal(CheckResult.Passed, reports[6].Result);
    }

    private static ConnectionChecks Checks(CheckSubject subject) => new(subject, TimeProvider.System);

    private static CheckSubject SubjectOf(SandboxServer sandbox, SqliteLedgerOptions? ledger) => new()
    {
        Address = sandbox.Gateway,
        IsProduction = false,
        PartnerId = GatewayCaller.PartnerId,
        MerchantKey = TestKeys.Merchant1024.PrivateKey,
        PlatformKeys = [KeyReader.ReadPublicKeyFile(sandbox.PlatformKeyPath)],
        NotifyUrl = "https://merchant.example/notify",
        Ledger = ledger,
    };
}
