using System.Management.Automation;
using System.Security;
using LianPay.Core.Keys;
using LianPay.Errors;
using LianPay.Keys;

namespace LianPay.Commands;

/// <summary>Makes a merchant's key pair on disk.</summary>
/// <remarks>
/// <para>Writes the private half as PKCS#8 PEM that its owner alone can read, encrypted when a passphrase is given, and the public half beside it as .pub. An existing file is kept unless -Force is given.</para>
/// <para>Upload the public text, the PublicKey property, in LianLian's merchant portal. The private half never leaves the machine.</para>
/// </remarks>
/// <example>
/// <para>Make a pair and show what to upload</para>
/// <code>$pair = New-LianPayKeyPair -Path ./merchant.pem
/// $pair.PublicKey</code>
/// <para>Writes merchant.pem and merchant.pem.pub, and shows the public text on one line.</para>
/// </example>
/// <example>
/// <para>Make pairs for several merchants, encrypted</para>
/// <code>$passphrase = [securestring]::new()
/// 'correct horse battery staple'.ToCharArray() | ForEach-Object { $passphrase.AppendChar($_) }
/// './north.pem', './south.pem' | ForEach-Object { New-LianPayKeyPair -Path $_ -Bits 4096 -Passphrase $passphrase }</code>
/// <para>Makes two encrypted pairs of 4096 bits. A script would take the passphrase from a vault.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="LianPay.LianPayKeyPair">The paths, the public text, the length and the fingerprint.</outputs>
/// <error id="KeyFileExists" category="ResourceExists">A file of that name is there already; -Force replaces it.</error>
/// <error id="KeyFileUnwritable" category="WriteError">The file cannot be written: no such directory, no permission, or no room.</error>
/// <error id="KeyNetworkPath" category="SecurityError">The path leads over the network: keys are kept on this machine's own disks.</error>
/// <error id="KeyFileNotFound" category="ObjectNotFound">The path is blank, or is the text of a key.</error>
[Cmdlet(VerbsCommon.New, "LianPayKeyPair", SupportsShouldProcess = true)]
[OutputType(typeof(LianPayKeyPair))]
public sealed class NewLianPayKeyPairCommand : LianPayCommand
{
    /// <summary>The file of the private half. The public half gets the same name with .pub at its end.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = string.Empty;

    /// <summary>The length of the key in bits.</summary>
    [Parameter]
    [ValidateSet("2048", "3072", "4096")]
    public int Bits { get; set; } = 2048;

    /// <summary>Encrypts the private half.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <summary>Replaces existing files. A key that is in use at LianLian is lost with them.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        char[] passphrase = Passphrase is null ? [] : PrivateKeyArgument.ToCharacters(Passphrase);
        string? path = null;
        try
        {
            path = KeyFilePath(Path);
            if (!ShouldProcess(path, $"Make a key pair of {Bits} bits"))
            {
                return;
            }

            KeyPairFile pair = KeyPairFile.Create(path, Bits, passphrase, overwrite: Force);
            WriteObject(new LianPayKeyPair
            {
                PrivateKeyPath = pair.PrivateKeyPath,
                PublicKeyPath = pair.PublicKeyPath,
                PublicKey = pair.PublicKey,
                Bits = pair.Bits,
                Fingerprint = pair.Fingerprint,
            });
        }
        catch (KeyException exception)
        {
            throw Terminate(Problems.Of(exception), path);
        }
        finally
        {
            Array.Clear(passphrase);
        }
    }
}
