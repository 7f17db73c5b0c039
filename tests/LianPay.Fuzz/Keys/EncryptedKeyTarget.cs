using System.Diagnostics;
using System.Formats.Asn1;
using System.Numerics;
using LianPay.Core.Keys;

namespace LianPay.Fuzz.Keys;

/// <summary>Encrypted private keys, read with the passphrase: every scheme that is read, and what looks like one.</summary>
/// <remarks>
/// A file may ask for 10 million iterations (FAULTS K2), which take seconds and are no hang: an input that asks for more than a few
/// thousand, and for less than is refused, is passed over.
/// </remarks>
internal sealed class EncryptedKeyTarget(KeyReaders readers) : IFuzzTarget
{
    internal const string Passphrase = "p\u00e4ssphrase";

    private const int FewIterations = 5000;
    private const int LittleScryptWork = 1 << 13;

    private static readonly byte[] ScryptIdentifier = [0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x04, 0x0B];

    /// <summary>Cheap parameters: the cost is OpenSSL's affair, and the shape of the file ours.</summary>
    private static readonly (string Name, string Arguments)[] Schemes =
    [
        ("pbes2-aes128-sha1", "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA1 -iter 1 -outform DER"),
        ("pbes2-aes256-sha256", "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 2 -outform DER"),
        ("pbes2-aes192-sha512", "pkcs8 -topk8 -v2 aes-192-cbc -v2prf hmacWithSHA512 -iter 300 -outform DER"),
        ("pbes2-des3", "pkcs8 -topk8 -v2 des3 -iter 1 -outform DER"),
        ("scrypt", "pkcs8 -topk8 -scrypt -scrypt_N 16 -scrypt_r 1 -scrypt_p 1 -outform DER"),
        ("pbes1-md5-des", "pkcs8 -topk8 -v1 PBE-MD5-DES -iter 1 -outform DER -provider legacy -provider default"),
        ("pbes1-sha1-rc2", "pkcs8 -topk8 -v1 PBE-SHA1-RC2-64 -iter 1 -outform DER -provider legacy -provider default"),
        ("pkcs12-des3", "pkcs8 -topk8 -v1 PBE-SHA1-3DES -iter 1 -outform DER"),
        ("pkcs12-rc2-40", "pkcs8 -topk8 -v1 PBE-SHA1-RC2-40 -iter 1 -outform DER -provider legacy -provider default"),
        ("dek-aes128", "rsa -aes128 -traditional"),
        ("dek-des3", "rsa -des3 -traditional"),
    ];

    public string Name => "encrypted-key";

    public void Run(byte[] input)
    {
        if (!AsksForMuchWork(input))
        {
            KeyOracle.Check(KeyOracle.Read(() => readers.Private(input, Passphrase.AsMemory()), Passphrase));
        }
    }

    public IEnumerable<Seed> Seeds() => Schemes.Select(scheme => new Seed(scheme.Name, OpenSsl(scheme.Arguments)));

    private static bool AsksForMuchWork(byte[] input)
    {
        try
        {
            using KeyBlock block = KeyText.Find(input);
            bool isScrypt = block.Der.AsSpan().IndexOf(ScryptIdentifier) >= 0;
            BigInteger work = 1;
            foreach (BigInteger number in Numbers(block.Der))
            {
                work *= isScrypt && number > 0 ? number : 1;
                if (number > FewIterations && number <= KeyDerivation.MaxIterations)
                {
                    return true;
                }
            }

            return isScrypt && work > LittleScryptWork;
        }
        catch (KeyException)
        {
            return false;
        }
    }

    /// <summary>Whatever could be a number of at most four bytes, wherever it stands.</summary>
    private static IEnumerable<BigInteger> Numbers(byte[] der)
    {
        for (int index = 0; index < der.Length - 2; index++)
        {
            if (der[index] == (int)UniversalTagNumber.Integer && der[index + 1] is >= 1 and <= 4 && index + 2 + der[index + 1] <= der.Length)
            {
                yield return new BigInteger(der.AsSpan(index + 2, der[index + 1]), isUnsigned: false, isBigEndian: true);
            }
        }
    }

    private static byte[] OpenSsl(string arguments)
    {
        using Process openssl = Process.Start(new ProcessStartInfo("openssl", $"{arguments} -passout pass:{Passphrase}") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        openssl.StandardInput.Write(DemoKeys.Merchant.Rsa.ExportPkcs8PrivateKeyPem());
        openssl.StandardInput.Close();
        using MemoryStream output = new();
        openssl.StandardOutput.BaseStream.CopyTo(output);
        openssl.WaitForExit();
        return openssl.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"openssl {arguments} failed.");
    }
}
