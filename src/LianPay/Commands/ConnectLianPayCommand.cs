using System.Management.Automation;
using System.Security;
using LianPay.Arguments;
using LianPay.Completion;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Profiles;
using LianPay.Errors;
using LianPay.Keys;
using LianPay.Profiles;

namespace LianPay.Commands;

/// <summary>Connects this runspace to a gateway as one merchant.</summary>
/// <remarks>
/// <para>Reads and checks the keys and every setting before anything is sent; nothing is opened on the network yet. The connection is immutable: its environment, gateway and merchant cannot be switched. It shows in every prompt and every result.</para>
/// <para>Production is LianLian's own gateway with the platform key that LianLian publishes; real money moves. Sandbox is a stand-in on loopback, as Start-LianPaySandbox starts it.</para>
/// <para>With -Profile everything comes out of a profile that Save-LianPayProfile made. What a profile is cannot be changed beside it: environment, gateway, merchant and ledger are its own. A key or a passphrase that it names as a secret is asked for with Get-Secret of Microsoft.PowerShell.SecretManagement.</para>
/// <para>Keys come as a file or as text in a SecureString, never as plain text. A private key's file must be readable by its owner alone. Read formats: PKCS#8 and PKCS#1, as PEM, base64 or DER, encrypted or not.</para>
/// </remarks>
/// <example>
/// <para>Connect to LianLian's gateway</para>
/// <code>Connect-LianPay -Environment Production -PartnerId '201606221000921503' -PrivateKeyPath ~/keys/merchant.pem -NotifyUrl https://pay.example.com/notify</code>
/// <para>Real money moves from here on. The private key is read once; the file can be taken away afterwards.</para>
/// </example>
/// <example>
/// <para>Try everything against a sandbox</para>
/// <code>$sandbox = Start-LianPaySandbox -HeldPayment 5
/// Connect-LianPay -Sandbox $sandbox
/// $sandbox.HeldPayments | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked against the contract' | Confirm-LianPayment -Confirm:$false</code>
/// <para>Starts a gateway on loopback that holds five payments, connects to it with the keys that it made, and confirms them. No money moves.</para>
/// </example>
/// <example>
/// <para>Share a ledger with other machines</para>
/// <code>Connect-LianPay -Environment Production -PartnerId '201606221000921503' -PrivateKeyPath ~/keys/merchant.pem -NotifyUrl https://pay.example.com/notify -Ledger 'Host=db.example.com;Database=lianpay;Username=lianpay;SSL Mode=VerifyFull' -LedgerKeyPath ~/keys/ledger.key</code>
/// <para>The password comes from ~/.pgpass. Runners on all machines split a batch by themselves.</para>
/// </example>
/// <example>
/// <para>Connect as a profile says</para>
/// <code>Connect-LianPay -Profile 'north'
/// Test-LianPayConnection</code>
/// <para>Takes every setting from the profile, its secrets from the vault that it names, and then checks the set-up.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="LianPay.LianPayConnection">The connection, with -PassThru.</outputs>
/// <error id="PartnerIdInvalid" category="InvalidArgument">The merchant number is not 18 digits.</error>
/// <error id="NumericId" category="InvalidArgument">The merchant number came as a number from a variable: give it as text.</error>
/// <error id="GatewayInvalid" category="InvalidArgument">The address is no https URL; plain http and the sandbox are for loopback alone.</error>
/// <error id="NotifyUrlInvalid" category="InvalidArgument">The notify URL breaks its grammar or is longer than 64 characters.</error>
/// <error id="CertificatePinInvalid" category="InvalidArgument">A pin is not the base64 of a SHA-256.</error>
/// <error id="LedgerDamaged" category="WriteError">The file is no ledger, or parts of it are damaged: restore it from a backup.</error>
/// <error id="LedgerNewerSchema" category="WriteError">The ledger was written by a newer release.</error>
/// <error id="LedgerNotWritable" category="WriteError">The ledger, its folder or the disk is read-only.</error>
/// <error id="LedgerFull" category="WriteError">The disk is full.</error>
/// <error id="LedgerLocked" category="ResourceUnavailable">Another program holds the ledger.</error>
/// <error id="LedgerUnreachable" category="ResourceUnavailable">The ledger's folder does not exist, or its server cannot be reached.</error>
/// <error id="LedgerNotDurable" category="WriteError">The PostgreSQL server is set so that a commit may be lost: synchronous_commit must be on.</error>
/// <error id="LedgerSettings" category="InvalidArgument">The settings of a ledger on PostgreSQL cannot be read, hold a password, or -LedgerKeyPath is missing.</error>
/// <error id="LedgerKeyUnusable" category="WriteError">The ledger's key is missing, readable by others, or belongs to another ledger.</error>
/// <error id="PlatformKeyPathInvalid" category="InvalidArgument">A sandbox needs the platform key with which it signs.</error>
/// <error id="KeyFileNotFound" category="ObjectNotFound">There is no such key file, or no path was given.</error>
/// <error id="KeyFileUnreadable" category="ReadError">The key file cannot be read: no permission, a directory, or locked.</error>
/// <error id="KeyFileTooLarge" category="ReadError">The file is larger than any RSA key.</error>
/// <error id="KeyFileTooOpen" category="SecurityError">Others than its owner can reach the private key's file.</error>
/// <error id="KeyNetworkPath" category="SecurityError">The key file is on the network.</error>
/// <error id="KeyEmpty" category="InvalidData">The key file is empty.</error>
/// <error id="KeyNotAKey" category="InvalidData">The text is no key in a format that is read here.</error>
/// <error id="KeyMoreThanOneKey" category="InvalidData">More than one key is there.</error>
/// <error id="KeyPublicInsteadOfPrivate" category="InvalidData">A public key or a certificate was given as the private key.</error>
/// <error id="KeyPrivateInsteadOfPublic" category="InvalidData">A private key was given as the platform's key.</error>
/// <error id="KeyNotRsa" category="InvalidData">The key is of another algorithm than RSA.</error>
/// <error id="KeyUnsupportedFormat" category="InvalidData">The key is in a format that is known but not read here, such as OpenSSH's.</error>
/// <error id="KeyPassphraseMissing" category="AuthenticationError">The key is encrypted and no passphrase was given.</error>
/// <error id="KeyPassphraseWrong" category="AuthenticationError">The passphrase does not open the key.</error>
/// <error id="KeyUnsupportedEncryption" category="InvalidData">The key is encrypted in a way that is not read here.</error>
/// <error id="KeyTooShort" category="InvalidData">The key is shorter than 1024 bits.</error>
/// <error id="KeyUnsound" category="InvalidData">The numbers are not those of a sound RSA key.</error>
/// <error id="KeyPublishedDemoKey" category="SecurityError">The merchant's key is a demo key whose private half is public. A sandbox takes it.</error>
/// <error id="KeySameAsPlatformKey" category="SecurityError">The platform's key is the public half of the merchant's own.</error>
/// <error id="ProfileNotFound" category="ObjectNotFound">The file has no profile of that name; the message lists those that it has.</error>
/// <error id="ProfileInvalid" category="InvalidData">The file of profiles is not sound: the message names the line and the reason.</error>
/// <error id="ProfileFileTooOpen" category="SecurityError">Others than its owner can write the file of profiles, and so decide where payments go.</error>
/// <error id="ProfileFileUnreadable" category="ReadError">The file of profiles cannot be read.</error>
/// <error id="ProfilePathInvalid" category="InvalidArgument">What was given as the path of the file is blank, or is the text of a key.</error>
/// <error id="PrivateKeyInvalid" category="InvalidArgument">The profile names a key and -PrivateKey gives another, or neither is there.</error>
/// <error id="SecretManagementMissing" category="NotInstalled">The profile names a secret, and the session has no Get-Secret.</error>
/// <error id="SecretUnavailable" category="ResourceUnavailable">Get-Secret did not hand out the secret: it is not there, or its vault is locked.</error>
/// <error id="SecretInvalid" category="InvalidData">What Get-Secret handed out is not one text.</error>
[Cmdlet(VerbsCommunications.Connect, "LianPay", DefaultParameterSetName = KeyPathSet)]
[OutputType(typeof(LianPayConnection))]
public sealed class ConnectLianPayCommand : LianPayCommand
{
    private const string KeyPathSet = "KeyPath";
    private const string KeySet = "Key";
    private const string SandboxSet = "Sandbox";
    private const string ProfileSet = "Profile";

    /// <summary>Production: LianLian's gateway, real money. Sandbox: a stand-in on loopback.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyPathSet)]
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    public LianPayEnvironment Environment { get; set; }

    /// <summary>商户编号, the merchant: 18 digits, as text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyPathSet)]
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [Alias("oid_partner")]
    [IdArgument]
    public string PartnerId { get; set; } = string.Empty;

    /// <summary>The file of the merchant's private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyPathSet)]
    public string PrivateKeyPath { get; set; } = string.Empty;

    /// <summary>The text of the merchant's private key, for instance as Get-Secret returns it. Beside -Profile, when the profile names no key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = ProfileSet)]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The passphrase of an encrypted private key.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = ProfileSet)]
    public SecureString? Passphrase { get; set; }

    /// <summary>The files of the platform keys whose signature is believed; requests are sealed to the first. Without it, Production believes the key that LianLian publishes.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    public string[]? PlatformKeyPath { get; set; }

    /// <summary>The gateway's address, when it is not LianLian's well-known one: https, or http on loopback.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    public string? Gateway { get; set; }

    /// <summary>Base64 SHA-256 of the SubjectPublicKeyInfo of the certificates that are accepted. It narrows the check of the certificate and never widens it.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    public string[]? CertificatePin { get; set; }

    /// <summary>The sandbox to connect to, as Start-LianPaySandbox gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [ValidateNotNull]
    public LianPaySandbox? Sandbox { get; set; }

    /// <summary>The name of a profile that Save-LianPayProfile saved.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string Profile { get; set; } = string.Empty;

    /// <summary>The file of the profile. Without it, the user's own.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    public string? ProfilePath { get; set; }

    /// <summary>服务器异步通知地址: where the gateway posts the final state of payments that name no URL of their own. At most 64 characters; https is advised.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [Alias("notify_url")]
    public string? NotifyUrl { get; set; }

    /// <summary>What records every confirmation: a file on a local disk, made when there is none, or a PostgreSQL database that several machines share, as 'Host=…;Database=…;SSL Mode=VerifyFull'. Without it, a file of the user's own, or of the sandbox's own.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public string? Ledger { get; set; }

    /// <summary>The file of the ledger's key, for its owner alone. Without it, beside the ledger's file with .key at its end. A ledger on PostgreSQL needs it, the same on every machine.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public string? LedgerKeyPath { get; set; }

    /// <summary>The account at the PostgreSQL server. Without it, the one in the settings, its password in .pgpass or PGPASSWORD; a password in the settings is refused.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? LedgerCredential { get; set; }

    /// <summary>The deadline of a whole call in seconds. A confirmation that has no answer by then is Unknown.</summary>
    [Parameter]
    [ValidateRange(1, ConnectionSettings.MaxTimeoutSec)]
    public int TimeoutSec { get; set; } = (int)GatewayOptions.DefaultTimeout.TotalSeconds;

    /// <summary>Writes the connection to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        LianPayConnection connection = Open();
        CurrentConnection.Value = connection;
        WriteVerbose($"Connected: {connection}.");
        if (PassThru)
        {
            WriteObject(connection);
        }
    }

    private LianPayConnection Open()
    {
        try
        {
            ConnectionSettings settings = ParameterSetName == ProfileSet ? ProfileSettings() : GivenSettings();
            if (ConnectionRules.FindDefect(settings) is { } defect)
            {
                throw Terminate(Problems.Of(defect));
            }

            IReadOnlyList<RsaPublicKey> platformKeys = ConnectionParts.ReadPlatformKeys(settings);
            RsaPrivateKey merchantKey = ReadMerchantKey(settings, platformKeys);
            return new LianPayConnection(
                settings,
                ParameterSetName == ProfileSet ? Profile : null,
                new GatewayOptions
                {
                    Address = ConnectionRules.AddressOf(settings),
                    PartnerId = settings.PartnerId,
                    MerchantKey = merchantKey,
                    PlatformKeys = platformKeys,
                    CertificatePins = settings.CertificatePin,
                    Timeout = ConnectionParts.TimeoutOf(settings),
                },
                ConnectionParts.LedgerOf(settings, LedgerCredential));
        }
        catch (KeyException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
        catch (ProfileException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
    }

    private ConnectionSettings GivenSettings()
    {
        string? partnerId = Sandbox?.PartnerId;
        if (partnerId is null && ResolveId(PartnerId, nameof(PartnerId), out partnerId) is { } problem)
        {
            throw Terminate(problem);
        }

        return new ConnectionSettings
        {
            IsProduction = Sandbox is null && Environment == LianPayEnvironment.Production,
            PartnerId = partnerId!,
            PrivateKeyPath = PrivateKey is not null ? null : Sandbox?.PrivateKeyPath ?? KeyFilePath(PrivateKeyPath),
            PlatformKeyPath = Sandbox is not null ? [Sandbox.PlatformKeyPath] : [.. (PlatformKeyPath ?? []).Select(KeyFilePath)],
            Gateway = Sandbox?.Gateway ?? Gateway,
            NotifyUrl = NotifyUrl ?? (Sandbox is null ? null : LianPaySandbox.DefaultNotifyUrl),
            CertificatePin = CertificatePin ?? [],
            Ledger = LedgerPlace(Ledger) ?? Sandbox?.LedgerPath,
            LedgerKeyPath = LedgerFilePath(LedgerKeyPath),
            TimeoutSec = GivenTimeout,
        };
    }

    private ConnectionSettings ProfileSettings()
    {
        ConnectionProfile profile = ProfilesAt(ProfilePath, nameof(ProfilePath)).Find(Profile);
        Profile = profile.Name;
        ConnectionSettings settings = profile.Settings with { TimeoutSec = GivenTimeout ?? profile.Settings.TimeoutSec };
        bool namesKey = settings.PrivateKeyPath is not null || settings.PrivateKeySecretName is not null;
        if (namesKey == (PrivateKey is not null))
        {
            throw Terminate(Problems.ParameterInvalid(
                nameof(PrivateKey),
                namesKey ? "The profile names its own key." : "The profile names no key.",
                namesKey ? "Leave -PrivateKey out, or save a profile without a key." : "Pass -PrivateKey, or save the profile again with the key's path or secret."));
        }

        return settings;
    }

    private int? GivenTimeout => MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)) ? TimeoutSec : null;

    private RsaPrivateKey ReadMerchantKey(ConnectionSettings settings, IReadOnlyList<RsaPublicKey> platformKeys)
    {
        if (new SecretStore(InvokeCommand).Resolve(settings, PrivateKey, Passphrase, out SecureString? secret, out SecureString? passphrase) is { } problem)
        {
            throw Terminate(problem);
        }

        RsaPrivateKey key = PrivateKeyArgument.Read(secret, settings.PrivateKeyPath, passphrase);
        MerchantKeyRules.Check(key, platformKeys, settings.IsProduction);
        if (MerchantKeyRules.IsBelowAdvisedLength(key.PublicKey))
        {
            WriteWarning($"The merchant's key has {key.Bits} bits. LianLian takes 2048 and 4096: make a longer one with New-LianPayKeyPair and upload its public half.");
        }

        return key;
    }
}
