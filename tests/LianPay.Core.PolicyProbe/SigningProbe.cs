using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.PolicyProbe;

/// <summary>Signs and verifies in a process whose OpenSSL refuses RSA.</summary>
internal static partial class SigningProbe
{
    /// <param name="args">The signing key as base64 of PKCS #8, the verifying key, the fields to sign as JSON, the signed fields to verify as JSON.</param>
    internal static Dictionary<string, string> Run(ReadOnlySpan<string> args)
    {
        using RsaPrivateKey signingKey = KeyReader.ReadPrivateKey(args[0].AsMemory());
        RsaPublicKey verifyingKey = KeyReader.ReadPublicKey(args[1].AsMemory());
        MessageFields request = MessageReader.Read(Encoding.UTF8.GetBytes(args[2]));
        MessageFields reply = MessageReader.Read(Encoding.UTF8.GetBytes(args[3]));

        // A machine under FIPS has SHA-256 and a random source. Here the policy begins when both are in use, because the validated
        // module itself is on few machines: what OpenSSL looks up from now on, every RSA operation among it, is refused.
        RandomNumberGenerator.GetBytes(1);
        using RSA platform = RSA.Create();
        platform.ImportPkcs8PrivateKey(Convert.FromBase64String(args[0]), out _);
        bool hasPolicy = SetDefaultProperties(0, "fips=yes") == 1;

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["policy"] = hasPolicy ? "set" : "not set",
            ["platform signs"] = Attempt(() => platform.SignData(new byte[1], HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1)),
            ["platform verifies"] = Attempt(() => platform.VerifyData(new byte[1], new byte[128], HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1)),
            ["signature"] = MessageSignature.Sign(request, signingKey),
            ["reply"] = Verifies(reply, verifyingKey),
            ["altered reply"] = Verifies(reply.With(FieldNames.RetCode, "0000"), verifyingKey),
        };
    }

    private static string Verifies(MessageFields fields, RsaPublicKey key) =>
        MessageSignature.FindVerifyingKey(fields, fields[FieldNames.Sign]!, [key]) is null ? "refused" : "verified";

    /// <summary>The control: what the platform itself does, without the library.</summary>
    private static string Attempt(Action operation)
    {
        try
        {
            operation();
            return "accepted";
        }
        catch (CryptographicException)
        {
            return "refused";
        }
    }

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_set_default_properties", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetDefaultProperties(nint libraryContext, string properties);
}
