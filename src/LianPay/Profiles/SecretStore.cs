using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Text;
using LianPay.Core.Profiles;
using LianPay.Errors;

namespace LianPay.Profiles;

/// <summary>Asks the session's own Get-Secret for what a profile names. There is no other way to a vault, and no copy is kept.</summary>
/// <param name="commands">The commands of the session.</param>
internal sealed class SecretStore(CommandInvocationIntrinsics commands)
{
    private const string Command = "Get-Secret";
    private const int LongestShownErrorId = 64;

    /// <summary>How DER begins; neither PEM nor the base64 of a key does.</summary>
    private const byte DerSequence = 0x30;

    /// <summary>The secrets of settings; what was given by hand goes before what they name.</summary>
    /// <returns>What is wrong, or null.</returns>
    internal Problem? Resolve(ConnectionSettings settings, SecureString? givenKey, SecureString? givenPassphrase, out SecureString? key, out SecureString? passphrase)
    {
        (key, passphrase) = (givenKey, givenPassphrase);
        return (key is null && settings.PrivateKeySecretName is { } keyName ? Get(nameof(settings.PrivateKeySecretName), keyName, settings.Vault, out key) : null)
            ?? (passphrase is null && settings.PassphraseSecretName is { } name ? Get(nameof(settings.PassphraseSecretName), name, settings.Vault, out passphrase) : null);
    }

    private Problem? Get(string setting, string name, string? vault, out SecureString? secret)
    {
        secret = null;

        // Not an application of that name that happens to lie on the path.
        if (commands.GetCommand(Command, CommandTypes.Alias | CommandTypes.Function | CommandTypes.Cmdlet) is not { } command)
        {
            return Problems.SecretManagementMissing;
        }

        Hashtable arguments = new() { ["Name"] = name, ["ErrorAction"] = ActionPreference.Stop };
        if (vault is not null)
        {
            arguments["Vault"] = vault;
        }

        Collection<PSObject> found;
        try
        {
            // The names travel as values: nothing in them is ever read as a command. A secret of bytes would be taken apart without the comma.
            found = commands.InvokeScript("param($command, $arguments) , @(& $command @arguments)", useNewScope: true, PipelineResultTypes.None, input: null, command, arguments);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            // Its words may be anybody's: a vault's own, with what it tried to read in them.
            return Problems.SecretUnavailable(setting, ErrorIdOf(exception));
        }

        secret = found is [{ BaseObject: { } value }] ? TextOf(value) : null;
        return secret is { Length: > 0 } ? null : found.Count == 0 ? Problems.SecretUnavailable(setting, errorId: null) : Problems.SecretInvalid(setting);
    }

    private static SecureString? TextOf(object value) => value switch
    {
        SecureString text => text,
        PSCredential credential => credential.Password,
        string text => Secure(text.ToCharArray()),
        byte[] { Length: > 0 } bytes => Secure(bytes[0] == DerSequence ? Convert.ToBase64String(bytes).ToCharArray() : Encoding.UTF8.GetChars(bytes)),
        _ => null,
    };

    private static SecureString Secure(char[] characters)
    {
        SecureString text = new();
        foreach (char character in characters)
        {
            text.AppendChar(character);
        }

        Array.Clear(characters);
        text.MakeReadOnly();
        return text;
    }

    /// <summary>The id alone, such as GetSecretNotFound, when it looks like one.</summary>
    private static string? ErrorIdOf(RuntimeException exception)
    {
        string id = (exception.ErrorRecord?.FullyQualifiedErrorId ?? string.Empty).Split(',')[0];
        return id.Length is > 0 and <= LongestShownErrorId && id.All(char.IsAsciiLetter) ? id : null;
    }
}
