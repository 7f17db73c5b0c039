using System.Management.Automation;
using System.Security;
using LianPay.Arguments;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Errors;
using LianPay.Keys;
using LianPay.Ledgers;

namespace LianPay.Commands;

/// <summary>Connects this runspace to a gateway as one merchant.</summary>
/// <remarks>
/// <para>Reads and checks the keys and every setting before anything is sent; nothing is opened on the network yet. The connection is immutable: its environment, gateway and merchant cannot be switched. It shows in every prompt and every result.</para>
/// <para>Production is LianLian's own gateway with the platform key that LianLian publishes; real money moves. Sandbox is a stand-in on loopback, as Start-LianPaySandbox starts it.</para>
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
[Cmdlet(VerbsCommunications.Connect, "LianPay", DefaultParameterSetName = KeyPathSet)]
[OutputType(typeof(LianPayConnection))]
public sealed class ConnectLianPayCommand : LianPayCommand
{
    private const string KeyPathSet = "KeyPath";
    private const string KeySet = "Key";
    private const string SandboxSet = "Sandbox";
    private const int Sha256Length = 32;

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

    /// <summary>The text of the merchant's private key, for instance as Get-Secret returns it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The passphrase of an encrypted private key.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
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

    /// <summary>服务器异步通知地址: where the gateway posts the final state of payments that name no URL of their own. At most 64 characters; https is advised.</summary>
    [Parameter]
    [Alias("notify_url")]
    public string? NotifyUrl { get; set; }

    /// <summary>What records every confirmation: a file on a local disk, made when there is none, or a PostgreSQL database that several machines share, as 'Host=…;Database=…;SSL Mode=VerifyFull'. Without it, a file of the user's own, or of the sandbox's own.</summary>
    [Parameter]
    public string? Ledger { get; set; }

    /// <summary>The file of the ledger's key, for its owner alone. Without it, beside the ledger's file with .key at its end. A ledger on PostgreSQL needs it, the same on every machine.</summary>
    [Parameter]
    public string? LedgerKeyPath { get; set; }

    /// <summary>The account at the PostgreSQL server. Without it, the one in the settings, its password in .pgpass or PGPASSWORD; a password in the settings is refused.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? LedgerCredential { get; set; }

    /// <summary>The deadline of a whole call in seconds. A confirmation that has no answer by then is Unknown.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
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
        if (ParameterSetName == SandboxSet)
        {
            Environment = LianPayEnvironment.Sandbox;
            PartnerId = Sandbox!.PartnerId;
            PrivateKeyPath = Sandbox.PrivateKeyPath;
            PlatformKeyPath = [Sandbox.PlatformKeyPath];
            Gateway = Sandbox.Gateway;
            NotifyUrl ??= LianPaySandbox.DefaultNotifyUrl;
        }

        if (ResolveId(PartnerId, nameof(PartnerId), out string? partnerId) is { } problem)
        {
            throw Terminate(problem);
        }

        if (!FieldGrammar.IsPartnerId(partnerId))
        {
            throw Terminate(Problems.ParameterInvalid(nameof(PartnerId), "The merchant number is not 18 digits.", "Copy 商户编号 from LianLian's portal, as text: a spreadsheet rounds it."));
        }

        CheckNotifyUrl();
        Uri address = CheckGateway();
        CheckPins(address);
        try
        {
            IReadOnlyList<RsaPublicKey> platformKeys = ReadPlatformKeys();
            RsaPrivateKey merchantKey = ReadMerchantKey(platformKeys);
            PaymentLedger ledger = new LedgerArgument(KeyFilePath).Open(Ledger ?? Sandbox?.LedgerPath ?? UserLedger.GetPath(), LedgerKeyPath, LedgerCredential);
            return new LianPayConnection(
                Environment,
                new GatewayOptions
                {
                    Address = address,
                    PartnerId = partnerId!,
                    MerchantKey = merchantKey,
                    PlatformKeys = platformKeys,
                    CertificatePins = CertificatePin ?? [],
                    Timeout = TimeSpan.FromSeconds(TimeoutSec),
                },
                NotifyUrl,
                ledger);
        }
        catch (KeyException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
    }

    private void CheckNotifyUrl()
    {
        if (NotifyUrl is not null && FieldGrammar.NotifyUrlProblem(NotifyUrl) is { } problem)
        {
            throw Terminate(Problems.ParameterInvalid(nameof(NotifyUrl), $"The notify URL {problem}.", "Give an absolute http or https URL of at most 64 characters."));
        }
    }

    private Uri CheckGateway()
    {
        string text = Gateway ?? (Environment == LianPayEnvironment.Production ? GatewayAddress.Production.AbsoluteUri : string.Empty);
        if (GatewayAddress.Parse(text, out Uri? address) is { } problem)
        {
            throw Terminate(Problems.ParameterInvalid(nameof(Gateway), problem, "A sandbox's address is what Start-LianPaySandbox gives; Production needs none."));
        }

        return address!.IsLoopback == (Environment == LianPayEnvironment.Sandbox)
            ? address
            : throw Terminate(Problems.ParameterInvalid(
                nameof(Gateway),
                Environment == LianPayEnvironment.Sandbox ? "A sandbox is on loopback alone." : "A gateway on loopback is a sandbox, not Production.",
                "Choose the environment that the gateway belongs to."));
    }

    private void CheckPins(Uri address)
    {
        byte[] hash = new byte[Sha256Length + 1];
        foreach (string pin in CertificatePin ?? [])
        {
            if (!Convert.TryFromBase64String(pin, hash, out int length) || length != Sha256Length || address.Scheme != Uri.UriSchemeHttps)
            {
                throw Terminate(Problems.ParameterInvalid(
                    nameof(CertificatePin),
                    "A pin is the base64 of the SHA-256 of a certificate's SubjectPublicKeyInfo, and needs a gateway with https.",
                    "Make it with: openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64"));
            }
        }
    }

    private IReadOnlyList<RsaPublicKey> ReadPlatformKeys()
    {
        if (PlatformKeyPath is { Length: > 0 })
        {
            return [.. PlatformKeyPath.Select(path => KeyReader.ReadPublicKeyFile(KeyFilePath(path)))];
        }

        return Environment == LianPayEnvironment.Production
            ? [PublishedKeys.Platform]
            : throw Terminate(Problems.ParameterInvalid(nameof(PlatformKeyPath), "A sandbox signs with a key of its own, which was not given.", "Pass -PlatformKeyPath, or connect with -Sandbox."));
    }

    private RsaPrivateKey ReadMerchantKey(IReadOnlyList<RsaPublicKey> platformKeys)
    {
        RsaPrivateKey key = PrivateKeyArgument.Read(PrivateKey, PrivateKey is null ? KeyFilePath(PrivateKeyPath) : null, Passphrase);
        MerchantKeyRules.Check(key, platformKeys, isProduction: Environment == LianPayEnvironment.Production);
        if (MerchantKeyRules.IsBelowAdvisedLength(key.PublicKey))
        {
            WriteWarning($"The merchant's key has {key.Bits} bits. LianLian takes 2048 and 4096: make a longer one with New-LianPayKeyPair and upload its public half.");
        }

        return key;
    }
}
