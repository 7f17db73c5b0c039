using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Completion;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Profiles;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>Saves the settings of a connection under a name, for Connect-LianPay -Profile.</summary>
/// <remarks>
/// <para>Writes a profile to a JSON file that its owner alone can read: %APPDATA%\LianPay\profiles.json on Windows, LianPay/profiles.json in $XDG_CONFIG_HOME or ~/.config elsewhere. The file is replaced whole or not at all, and what other processes save at the same time is kept.</para>
/// <para>A secret never enters the file. A key is named by its path, or by the name under which a vault of Microsoft.PowerShell.SecretManagement keeps it; so is a passphrase. A profile may also name no key: Connect-LianPay -Profile then takes -PrivateKey.</para>
/// <para>The environment is a part of the profile. Nothing is read or opened that the profile names: Test-LianPayConnection -Profile checks whether it works.</para>
/// </remarks>
/// <example>
/// <para>Save a profile for Production, its key in a file</para>
/// <code>Save-LianPayProfile -Name 'north' -Environment Production -PartnerId '201606221000921503' -PrivateKeyPath ~/keys/merchant.pem -NotifyUrl https://pay.example.com/notify
/// Test-LianPayConnection -Profile 'north'</code>
/// <para>Saves the profile with the full path of the key, and checks the set-up.</para>
/// </example>
/// <example>
/// <para>Save a profile for a scheduled task, its key in a vault</para>
/// <code>Save-LianPayProfile -Name 'night' -Path ~/lianpay/profiles.json -Environment Production -PartnerId '201606221000921503' -PrivateKeySecretName 'lianpay-merchant' -Vault 'Payments' -Ledger ~/lianpay/ledger.db -Force
/// Connect-LianPay -Profile 'night' -ProfilePath ~/lianpay/profiles.json</code>
/// <para>Replaces the profile if it is there. The task's account asks its vault for the key at each connection.</para>
/// </example>
/// <example>
/// <para>Keep the connection at hand</para>
/// <code>Save-LianPayProfile -Name 'trial' -Connection (Get-LianPayConnection) -WhatIf</code>
/// <para>Says what would be saved. A key that came as a SecureString is not in the profile.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="None">Nothing is written.</outputs>
/// <error id="ProfileExists" category="ResourceExists">There is a profile of that name; -Force replaces it.</error>
/// <error id="NameInvalid" category="InvalidArgument">The name is not 1 to 64 letters, digits, '.', '_', '-' and inner blanks.</error>
/// <error id="PathInvalid" category="InvalidArgument">What was given as the path of the file is blank, or is the text of a key.</error>
/// <error id="PartnerIdInvalid" category="InvalidArgument">The merchant number is not 18 digits.</error>
/// <error id="NumericId" category="InvalidArgument">The merchant number came as a number from a variable: give it as text.</error>
/// <error id="GatewayInvalid" category="InvalidArgument">The address is no https URL; plain http and the sandbox are for loopback alone.</error>
/// <error id="NotifyUrlInvalid" category="InvalidArgument">The notify URL breaks its grammar or is longer than 64 characters.</error>
/// <error id="CertificatePinInvalid" category="InvalidArgument">A pin is not the base64 of a SHA-256.</error>
/// <error id="PlatformKeyPathInvalid" category="InvalidArgument">A sandbox needs the platform key with which it signs.</error>
/// <error id="PrivateKeySecretNameInvalid" category="InvalidArgument">It is no name, or is a key itself, or -PrivateKeyPath names the key too.</error>
/// <error id="PassphraseSecretNameInvalid" category="InvalidArgument">It is no name, or is a key itself.</error>
/// <error id="VaultInvalid" category="InvalidArgument">It is no name, or no secret in it is named.</error>
/// <error id="KeyFileNotFound" category="ObjectNotFound">The path of a key file is blank, or is the text of a key.</error>
/// <error id="KeyNetworkPath" category="SecurityError">The path of a key file leads over the network.</error>
/// <error id="LedgerUnreachable" category="ResourceUnavailable">The ledger, or its key, is no path of this machine's own disks.</error>
/// <error id="ProfileInvalid" category="InvalidData">The file is not sound, and is left as it is: the message names the line and the reason.</error>
/// <error id="ProfileFileTooOpen" category="SecurityError">Others than its owner can write the file.</error>
/// <error id="ProfileFileUnreadable" category="ReadError">The file cannot be read.</error>
/// <error id="ProfileFileUnwritable" category="WriteError">The file cannot be written: no such folder, no permission, or no room.</error>
/// <error id="ProfileFileLocked" category="ResourceUnavailable">Another process is writing the file and does not get on with it.</error>
[Cmdlet(VerbsData.Save, "LianPayProfile", SupportsShouldProcess = true, DefaultParameterSetName = SettingsSet)]
[OutputType(typeof(void))]
public sealed class SaveLianPayProfileCommand : LianPayCommand
{
    private const string SettingsSet = "Settings";
    private const string ConnectionSet = "Connection";

    /// <summary>The name of the profile. Upper and lower case are the same.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The file. Without it, the user's own. Its folder must exist.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Production: LianLian's gateway, real money. Sandbox: a stand-in on loopback.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SettingsSet)]
    public LianPayEnvironment Environment { get; set; }

    /// <summary>商户编号, the merchant: 18 digits, as text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SettingsSet)]
    [Alias("oid_partner")]
    [IdArgument]
    public string PartnerId { get; set; } = string.Empty;

    /// <summary>A connection whose settings are saved, as Connect-LianPay -PassThru gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionSet)]
    [ValidateNotNull]
    public LianPayConnection? Connection { get; set; }

    /// <summary>The file of the merchant's private key. It is not read now.</summary>
    [Parameter]
    public string? PrivateKeyPath { get; set; }

    /// <summary>The name under which a vault keeps the merchant's private key: what Get-Secret -Name takes, never the key itself.</summary>
    [Parameter]
    public string? PrivateKeySecretName { get; set; }

    /// <summary>The name under which a vault keeps the passphrase of the private key, never the passphrase itself.</summary>
    [Parameter]
    public string? PassphraseSecretName { get; set; }

    /// <summary>The vault of both names, as Get-SecretVault shows it. Without it, Get-Secret asks every vault.</summary>
    [Parameter]
    public string? Vault { get; set; }

    /// <summary>The files of the platform keys whose signature is believed; requests are sealed to the first. Without it, Production believes the key that LianLian publishes.</summary>
    [Parameter(ParameterSetName = SettingsSet)]
    public string[]? PlatformKeyPath { get; set; }

    /// <summary>The gateway's address, when it is not LianLian's well-known one: https, or http on loopback.</summary>
    [Parameter(ParameterSetName = SettingsSet)]
    public string? Gateway { get; set; }

    /// <summary>服务器异步通知地址: where the gateway posts the final state of payments that name no URL of their own. At most 64 characters; https is advised.</summary>
    [Parameter(ParameterSetName = SettingsSet)]
    [Alias("notify_url")]
    public string? NotifyUrl { get; set; }

    /// <summary>Base64 SHA-256 of the SubjectPublicKeyInfo of the certificates that are accepted.</summary>
    [Parameter(ParameterSetName = SettingsSet)]
    public string[]? CertificatePin { get; set; }

    /// <summary>The file that records every confirmation. Without it, one of the user's own.</summary>
    [Parameter(ParameterSetName = SettingsSet)]
    public string? Ledger { get; set; }

    /// <summary>The file of the ledger's key. Without it, beside the ledger with .key at its end.</summary>
    [Parameter(ParameterSetName = SettingsSet)]
    public string? LedgerKeyPath { get; set; }

    /// <summary>The deadline of a whole call in seconds. Without it, the usual one.</summary>
    [Parameter(ParameterSetName = SettingsSet)]
    [ValidateRange(1, ConnectionSettings.MaxTimeoutSec)]
    public int TimeoutSec { get; set; }

    /// <summary>Replaces a profile of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            Save();
        }
        catch (ProfileException exception)
        {
            throw Terminate(Problems.Of(exception));
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

    private void Save()
    {
        if (!ConnectionProfile.IsName(Name))
        {
            throw Terminate(Problems.ParameterInvalid(
                nameof(Name),
                $"The name is not 1 to {ConnectionProfile.NameMaxLength} letters, digits, '.', '_', '-' and inner blanks.",
                "Choose a short name, such as north or night-batch."));
        }

        ConnectionSettings settings = WithKey(Connection?.Settings ?? GivenSettings());
        if (ConnectionRules.FindDefect(settings) is { } defect)
        {
            throw Terminate(Problems.Of(defect));
        }

        ConnectionProfile profile = new(Name, settings);
        ProfileFile file = ProfilesAt(Path, nameof(Path));

        // Said before anybody is asked; what others save in between is looked at once more when the file is written.
        bool replaces = file.Contains(Name);
        if (replaces && !Force)
        {
            throw Terminate(Problems.Of(ProfileFile.Exists(Name, file.Path)));
        }

        string environment = settings.IsProduction ? nameof(LianPayEnvironment.Production) : nameof(LianPayEnvironment.Sandbox);
        if (ShouldProcess($"{Name} in {file.Path}", $"{(replaces ? "Replace" : "Save")} the profile for {environment} ({ConnectionRules.AddressOf(settings).Authority}, merchant {settings.PartnerId})"))
        {
            file.Save(profile, overwrite: Force);
            WriteVerbose($"Saved the profile {Name} in {file.Path}.");
        }
    }

    private ConnectionSettings GivenSettings()
    {
        if (ResolveId(PartnerId, nameof(PartnerId), out string? partnerId) is { } problem)
        {
            throw Terminate(problem);
        }

        return new ConnectionSettings
        {
            IsProduction = Environment == LianPayEnvironment.Production,
            PartnerId = partnerId!,
            PlatformKeyPath = [.. (PlatformKeyPath ?? []).Select(KeyFilePath)],
            Gateway = Gateway,
            NotifyUrl = NotifyUrl,
            CertificatePin = CertificatePin ?? [],
            Ledger = LedgerPlace(Ledger),
            LedgerKeyPath = LedgerFilePath(LedgerKeyPath),
            TimeoutSec = MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)) ? TimeoutSec : null,
        };
    }

    /// <summary>The key that is named here goes before the connection's, with all that belongs to it.</summary>
    private ConnectionSettings WithKey(ConnectionSettings settings)
    {
        if (PrivateKeyPath is not null || PrivateKeySecretName is not null)
        {
            settings = settings with { PrivateKeyPath = null, PrivateKeySecretName = null, PassphraseSecretName = null, Vault = null };
        }

        return settings with
        {
            PrivateKeyPath = PrivateKeyPath is null ? settings.PrivateKeyPath : KeyFilePath(PrivateKeyPath),
            PrivateKeySecretName = PrivateKeySecretName ?? settings.PrivateKeySecretName,
            PassphraseSecretName = PassphraseSecretName ?? settings.PassphraseSecretName,
            Vault = Vault ?? settings.Vault,
        };
    }
}
