using System.Security.Cryptography;
using LianPay.Core.Keys;

namespace LianPay.Benchmarks.References;

/// <summary>The platform's RSA in a loop, over bytes that were made before: what the crypto of a message cannot cost less than.</summary>
public sealed class BareRsa : IDisposable
{
    private readonly RSA _rsa;
    private readonly byte[][] _texts;
    private readonly byte[][] _signatures;
    private readonly byte[] _aesKey = RandomNumberGenerator.GetBytes(32);

    internal BareRsa(int bits, IEnumerable<byte[]> texts)
    {
        _rsa = RSA.Create(bits);
        _texts = [.. texts];
        _signatures = [.. _texts.Select(text => _rsa.SignData(text, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1))];
    }

    /// <summary>The key as LianPay reads it.</summary>
    internal RsaPrivateKey Key => KeyReader.ReadPrivateKey(_rsa.ExportPkcs8PrivateKeyPem().AsMemory());

    /// <summary>The private key, in PEM.</summary>
    internal string PrivatePem => _rsa.ExportPkcs8PrivateKeyPem();

    /// <summary>The public key, in PEM.</summary>
    internal string PublicPem => _rsa.ExportSubjectPublicKeyInfoPem();

    /// <summary>Signs every text with MD5withRSA.</summary>
    internal int Sign()
    {
        foreach (byte[] text in _texts)
        {
            _ = _rsa.SignData(text, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);
        }

        return _texts.Length;
    }

    /// <summary>Verifies every text.</summary>
    internal int Verify()
    {
        for (int index = 0; index < _texts.Length; index++)
        {
            if (!_rsa.VerifyData(_texts[index], _signatures[index], HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1))
            {
                throw new InvalidOperationException("The platform does not verify what it signed.");
            }
        }

        return _texts.Length;
    }

    /// <summary>Encrypts two keys for each text, as an envelope needs.</summary>
    internal int EncryptTwice()
    {
        for (int index = 0; index < _texts.Length; index++)
        {
            _ = _rsa.Encrypt(_aesKey, RSAEncryptionPadding.OaepSHA1);
            _ = _rsa.Encrypt(_aesKey, RSAEncryptionPadding.OaepSHA1);
        }

        return _texts.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();
}
