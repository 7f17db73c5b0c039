using System.Net;
using System.Net.Sockets;
using LianPay.Core.Checks;

namespace LianPay.Core.Tests.Checks;

public sealed class NameCheckTests
{
    private static readonly Uri Address = new("https://gateway.example/paymentapi/");

    [Fact]
    public void A_name_passes_with_its_addresses()
    {
        CheckReport report = Run((name, _) => Task.FromResult<IPAddress[]>([.. Enumerable.Range(1, 5).Select(last => new IPAddress([192, 0, 2, (byte)last]))]));

        Subject.Is(CheckResult.Passed, "gateway.example is 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4 …", report);
    }

    [Fact]
    public void A_name_without_an_address_fails()
    {
        Subject.Is(CheckResult.Failed, "no address", Run((_, _) => throw new SocketException((int)SocketError.HostNotFound)));
        Subject.Is(CheckResult.Failed, "no address", Run((_, _) => Task.FromResult<IPAddress[]>([])));
    }

    [Fact]
    public void A_resolver_that_never_answers_fails_when_the_deadline_passes() =>
        Subject.Is(CheckResult.Failed, "in time", Run(NeverAsync, timeout: TimeSpan.FromMilliseconds(1)));

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("https://[2001:db8::1]/")]
    public void An_address_is_no_name(string address) =>
        Subject.Is(CheckResult.Skipped, "an address already", Run((_, _) => throw new InvalidOperationException("Nobody asks."), new Uri(address)));

    [Fact]
    public void Behind_a_proxy_the_proxy_resolves_and_its_password_is_not_shown()
    {
        NameCheck check = new((_, _) => throw new InvalidOperationException("Nobody asks."), _ => new Uri("http://user:hunter2@proxy.example:3128/"));

        CheckReport report = Subject.Is(CheckResult.Skipped, "proxy.example:3128", check.Run(Address, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));

        Assert.DoesNotContain("hunter2", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_systems_own_resolver_knows_this_machine() =>
        Subject.Is(CheckResult.Passed, "localhost is", NameCheck.OfSystem.Run(new Uri("http://localhost:9/"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

    private static async Task<IPAddress[]> NeverAsync(string name, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return [];
    }

    private static CheckReport Run(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Uri? address = null, TimeSpan? timeout = null) =>
        new NameCheck(resolve, _ => null).Run(address ?? Address, timeout ?? TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
