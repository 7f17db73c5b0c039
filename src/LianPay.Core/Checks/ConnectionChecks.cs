using LianPay.Core.Signing;

namespace LianPay.Core.Checks;

/// <summary>The check list of a connection: keys, machine, ledger, network and gateway. Nothing is confirmed, and nothing fails but a check.</summary>
public sealed class ConnectionChecks
{
    private readonly CheckSubject _subject;
    private readonly TimeProvider _clock;
    private readonly RsaEngine _platform;
    private readonly NameCheck _names;
    private readonly Action<SocketsHttpHandler>? _bend;

    /// <summary>Prepares the checks; nothing is checked yet.</summary>
    public ConnectionChecks(CheckSubject subject, TimeProvider clock)
        : this(subject, clock, PlatformRsa.Instance, NameCheck.OfSystem, bend: null)
    {
    }

    /// <param name="subject">What is checked.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="platform">The machine's own RSA.</param>
    /// <param name="names">The machine's own resolver.</param>
    /// <param name="bend">Changes the handler of the probe, in a test.</param>
    internal ConnectionChecks(CheckSubject subject, TimeProvider clock, RsaEngine platform, NameCheck names, Action<SocketsHttpHandler>? bend)
    {
        _subject = subject;
        _clock = clock;
        _platform = platform;
        _names = names;
        _bend = bend;
    }

    /// <summary>Makes one check after the other and reports each when it is done, in the order of <see cref="CheckNames"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting; the checks that are left are reported as skipped or failed.</param>
    public IEnumerable<CheckReport> Run(CancellationToken cancellationToken)
    {
        yield return Timed(() => KeyChecklist.OfMerchantKey(_subject));
        yield return Timed(() => KeyChecklist.OfPlatformKeys(_subject));
        yield return Timed(() => KeyChecklist.OfPolicy(_subject, _platform));
        yield return Timed(() => NotifyUrlCheck.Of(_subject.NotifyUrl));
        yield return Timed(() => LedgerCheck.Of(_subject, cancellationToken));

        CheckReport name = Timed(() => _names.Run(_subject.Address, _subject.Timeout, cancellationToken));
        yield return name;
        if (name.Result == CheckResult.Failed)
        {
            foreach (string check in (string[])[CheckNames.Connection, CheckNames.Tls, CheckNames.Clock, CheckNames.SignedQuery])
            {
                yield return CheckReport.Skipped(check, "The gateway's name has no address.");
            }

            yield break;
        }

        ProbeResult probe = new GatewayProbe(_subject, _clock, _bend).RunAsync(cancellationToken).GetAwaiter().GetResult();
        yield return ConnectionCheck.OfConnection(_subject, probe) with { Duration = probe.ConnectTime };
        yield return ConnectionCheck.OfTls(_subject, probe, _clock.GetUtcNow());
        yield return ClockCheck.Of(probe.Reply);
        yield return QueryCheck.Of(_subject, probe) with { Duration = probe.AnswerTime };
    }

    private CheckReport Timed(Func<CheckReport> check)
    {
        long start = _clock.GetTimestamp();
        CheckReport report = check();
        return report with { Duration = _clock.GetElapsedTime(start) };
    }
}
