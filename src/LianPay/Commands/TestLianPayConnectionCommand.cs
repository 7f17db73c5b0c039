using System.Management.Automation;
using System.Security;
using LianPay.Completion;
using LianPay.Core.Checks;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Profiles;
using LianPay.Errors;
using LianPay.Keys;
using LianPay.Profiles;

namespace LianPay.Commands;

/// <summary>Checks the set-up of a connection, from the keys to the gateway's answer.</summary>
/// <remarks>
/// <para>Writes one object for each check, in order, as it is done: merchant key, platform key, crypto policy, notify URL, ledger, name resolution, connection, TLS, clock, signed query. A check that fails is a result and no error; the checks that it stands in the way of are Skipped.</para>
/// <para>Nothing is confirmed. The ledger is opened once more, every record is read, which takes some seconds for a million, and it is closed. The gateway is asked once, for an order number made up for the purpose; the ledger hears nothing of it. The notify URL is not called.</para>
/// <para>With -Profile a profile is checked that need not connect yet. A ledger that does not exist is not made.</para>
/// </remarks>
/// <example>
/// <para>Check a connection</para>
/// <code>$sandbox = Start-LianPaySandbox
/// Connect-LianPay -Sandbox $sandbox
/// Test-LianPayConnection</code>
/// <para>Shows the check list. Against a sandbox there is no TLS to check.</para>
/// </example>
/// <example>
/// <para>See only what has to be mended</para>
/// <code>Test-LianPayConnection -Profile 'north' | Where-Object Result -in Warning, Failed | Format-List</code>
/// <para>Checks a profile without connecting, and shows what is wrong with what to do.</para>
/// </example>
/// <example>
/// <para>At the beginning of a scheduled task</para>
/// <code>Connect-LianPay -Profile 'night'
/// if (-not (Test-LianPayConnection -Quiet -TimeoutSec 10)) { exit 8 }</code>
/// <para>Ends with the exit code of a configuration that is wrong, before a payment is read.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="LianPay.ConnectionCheck">One line of the check list for each check.</outputs>
/// <outputs type="System.Boolean">With -Quiet: false when a check failed. A warning is no failure.</outputs>
/// <error id="NotConnected" category="ConnectionError">There is no connection, and no profile is named.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="ProfileNotFound" category="ObjectNotFound">The file has no profile of that name; the message lists those that it has.</error>
/// <error id="ProfileInvalid" category="InvalidData">The file of profiles is not sound: the message names the line and the reason.</error>
/// <error id="ProfileFileTooOpen" category="SecurityError">Others than its owner can write the file of profiles.</error>
/// <error id="ProfileFileUnreadable" category="ReadError">The file of profiles cannot be read.</error>
/// <error id="ProfilePathInvalid" category="InvalidArgument">What was given as the path of the file is blank, or is the text of a key.</error>
[Cmdlet(VerbsDiagnostic.Test, "LianPayConnection", DefaultParameterSetName = ConnectionSet)]
[OutputType(typeof(ConnectionCheck), typeof(bool))]
public sealed class TestLianPayConnectionCommand : LianPayCommand, IDisposable
{
    private const string ConnectionSet = "Connection";
    private const string ProfileSet = "Profile";

    private readonly CancellationTokenSource _stop = new();
    private RsaPrivateKey? _profileKey;

    /// <summary>The connection to check, as Connect-LianPay -PassThru gives it. Without it, the one of this runspace.</summary>
    [Parameter(ParameterSetName = ConnectionSet)]
    [ValidateNotNull]
    public LianPayConnection? Connection { get; set; }

    /// <summary>The name of a profile to check instead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string Profile { get; set; } = string.Empty;

    /// <summary>The file of the profile. Without it, the user's own.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    public string? ProfilePath { get; set; }

    /// <summary>The deadline of each step on the network in seconds. Without it, the connection's own.</summary>
    [Parameter]
    [ValidateRange(1, ConnectionSettings.MaxTimeoutSec)]
    public int TimeoutSec { get; set; }

    /// <summary>Writes one Boolean in the place of the check list.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        CheckSubject subject = ParameterSetName == ProfileSet ? SubjectOf(FindProfile()) : SubjectOf(RequiredConnection);
        bool isSound = true;
        foreach (CheckReport report in new ConnectionChecks(subject, TimeProvider.System).Run(_stop.Token))
        {
            isSound &= report.Result != Core.Checks.CheckResult.Failed;
            if (!Quiet)
            {
                WriteObject(new ConnectionCheck(report, subject.IsProduction ? LianPayEnvironment.Production : LianPayEnvironment.Sandbox));
            }
        }

        if (Quiet)
        {
            WriteObject(isSound);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Forgets a profile's key, and releases the cancellation.</summary>
    public void Dispose()
    {
        _profileKey?.Dispose();
        _stop.Dispose();
    }

    private LianPayConnection RequiredConnection => (Connection ?? CurrentConnection.Value) switch
    {
        null => throw Terminate(Problems.NotConnected),
        { IsClosed: true } => throw Terminate(Problems.ConnectionClosed),
        var connection => connection,
    };

    private ConnectionProfile FindProfile()
    {
        try
        {
            return ProfilesAt(ProfilePath, nameof(ProfilePath)).Find(Profile);
        }
        catch (ProfileException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
    }

    private CheckSubject SubjectOf(LianPayConnection connection) => new()
    {
        Address = connection.Options.Address,
        IsProduction = connection.Environment == LianPayEnvironment.Production,
        PartnerId = connection.PartnerId,
        MerchantKey = connection.Options.MerchantKey,
        PlatformKeys = connection.Options.PlatformKeys,
        NotifyUrl = connection.NotifyUrl,
        CertificatePins = connection.Options.CertificatePins,
        Ledger = connection.LedgerOptions,
        HasOpenLedger = true,
        Timeout = GivenTimeout ?? connection.Options.Timeout,
    };

    private CheckSubject SubjectOf(ConnectionProfile profile)
    {
        ConnectionSettings settings = profile.Settings;
        CheckFault? keyFault = Try(() => ReadKey(settings), out _profileKey);
        CheckFault? platformFault = Try(() => (ConnectionParts.ReadPlatformKeys(settings), null), out IReadOnlyList<RsaPublicKey>? platformKeys);
        CheckFault? ledgerFault = Try(() => (ConnectionParts.LedgerOf(settings, credential: null), null), out LedgerOptions? ledger);
        return new CheckSubject
        {
            Address = ConnectionRules.AddressOf(settings),
            IsProduction = settings.IsProduction,
            PartnerId = settings.PartnerId,
            MerchantKey = _profileKey,
            MerchantKeyFault = keyFault,
            PlatformKeys = platformKeys ?? [],
            PlatformKeyFault = platformFault,
            NotifyUrl = settings.NotifyUrl,
            CertificatePins = settings.CertificatePin,
            Ledger = ledger,
            LedgerFault = ledgerFault,
            Timeout = GivenTimeout ?? ConnectionParts.TimeoutOf(settings),
        };
    }

    private TimeSpan? GivenTimeout => MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : null;

    private (RsaPrivateKey? Key, Problem? Problem) ReadKey(ConnectionSettings settings)
    {
        if (settings is { PrivateKeyPath: null, PrivateKeySecretName: null })
        {
            return (null, null);
        }

        return new SecretStore(InvokeCommand).Resolve(settings, givenKey: null, givenPassphrase: null, out SecureString? key, out SecureString? passphrase) is { } problem
            ? (null, problem)
            : (PrivateKeyArgument.Read(key, settings.PrivateKeyPath, passphrase), null);
    }

    /// <summary>A part of a profile that cannot be had is a check that fails, and no error.</summary>
    private static CheckFault? Try<T>(Func<(T? Part, Problem? Problem)> make, out T? part)
        where T : class
    {
        Problem? problem;
        try
        {
            (part, problem) = make();
        }
        catch (KeyException exception)
        {
            (part, problem) = (null, Problems.Of(exception));
        }
        catch (LedgerException exception)
        {
            (part, problem) = (null, Problems.Of(exception));
        }

        return problem is null ? null : new CheckFault(problem.Message, problem.Advice);
    }
}
