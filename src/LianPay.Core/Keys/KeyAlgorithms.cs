using System.Formats.Asn1;

namespace LianPay.Core.Keys;

/// <summary>Reads an AlgorithmIdentifier and lets only plain RSA pass.</summary>
internal static class KeyAlgorithms
{
    /// <summary>rsaEncryption (RFC 8017, A.1).</summary>
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    /// <summary>Algorithms that are met in the field, so that the message can name what was given.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.10"] = "RSA-PSS",
        ["1.2.840.10045.2.1"] = "EC",
        ["1.2.840.10040.4.1"] = "DSA",
        ["1.3.101.110"] = "X25519",
        ["1.3.101.111"] = "X448",
        ["1.3.101.112"] = "Ed25519",
        ["1.3.101.113"] = "Ed448",
    };

    /// <summary>Reads the next AlgorithmIdentifier; its parameters must be NULL or absent.</summary>
    /// <exception cref="KeyException"><see cref="KeyError.NotRsa"/>.</exception>
    /// <exception cref="AsnContentException">Not an AlgorithmIdentifier.</exception>
    internal static void RequireRsa(AsnReader reader)
    {
        AsnReader algorithm = reader.ReadSequence();
        string identifier = algorithm.ReadObjectIdentifier();
        if (identifier != RsaEncryption)
        {
            throw NotRsa(Names.GetValueOrDefault(identifier, "unknown"));
        }

        if (algorithm.HasData)
        {
            algorithm.ReadNull();
        }

        algorithm.ThrowIfNotEmpty();
    }

    internal static KeyException NotRsa(string algorithm) => new(
        KeyError.NotRsa,
        $"The key's algorithm is {algorithm}, and LianLian Pay takes RSA alone. Make an RSA key: openssl genrsa -out <file> 2048");
}
