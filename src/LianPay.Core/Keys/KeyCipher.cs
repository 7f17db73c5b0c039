using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace LianPay.Core.Keys;

/// <summary>CBC decryption of private keys, with the ciphers that such files have.</summary>
/// <remarks>BouncyCastle's ciphers, for old keys are in DES and RC2, which the platform may refuse.</remarks>
internal static class KeyCipher
{
    /// <summary>Decrypts and removes the PKCS#7 padding. The result is the caller's to zero.</summary>
    /// <param name="engine">The block cipher.</param>
    /// <param name="key">Its key.</param>
    /// <param name="iv">One block.</param>
    /// <param name="ciphertext">Whole blocks, at least one.</param>
    /// <exception cref="KeyException"><see cref="KeyError.PassphraseWrong"/>, or <see cref="KeyError.NotAKey"/> when it is no ciphertext at all.</exception>
    internal static byte[] Decrypt(IBlockCipher engine, ICipherParameters key, ReadOnlySpan<byte> iv, byte[] ciphertext)
    {
        if (ciphertext.Length == 0 || ciphertext.Length % engine.GetBlockSize() != 0)
        {
            throw KeyStructure.NotAKey("Its encrypted part is damaged or cut short.");
        }

        PaddedBufferedBlockCipher cipher = new(new CbcBlockCipher(engine), new Pkcs7Padding());
        cipher.Init(forEncryption: false, new ParametersWithIV(key, iv.ToArray()));
        byte[] buffer = new byte[cipher.GetOutputSize(ciphertext.Length)];
        try
        {
            int length = cipher.ProcessBytes(ciphertext, 0, ciphertext.Length, buffer, 0);
            length += cipher.DoFinal(buffer, length);
            return buffer[..length];
        }
        catch (InvalidCipherTextException)
        {
            throw PassphraseWrong();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>The cipher of an algorithm name as BouncyCastle spells it.</summary>
    internal static IBlockCipher Engine(string name) => name switch
    {
        "AES" => AesUtilities.CreateEngine(),
        "DESede" => new DesEdeEngine(),
        "DES" => new DesEngine(),
        "RC2" => new RC2Engine(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    internal static KeyException PassphraseWrong() => new(
        KeyError.PassphraseWrong,
        "The passphrase does not open the private key. Check it with: openssl pkey -in <file> -noout");

    internal static KeyException Unsupported(string reason) => new(
        KeyError.UnsupportedEncryption,
        $"The private key is encrypted in a way that is not read here: {reason}. Encrypt it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in <file> -out <new file>");
}
