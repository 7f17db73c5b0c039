using System.Formats.Asn1;

namespace LianPay.Core.Keys;

/// <summary>From an encoded public key or certificate to its checked numbers.</summary>
internal static class PublicKeyDecoder
{
    /// <summary>The explicit version of a certificate, <c>[0]</c>.</summary>
    private static readonly Asn1Tag CertificateVersion = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Decodes a public key. Of a certificate the key alone is taken: neither its name nor its dates nor its signature are looked at.</summary>
    /// <exception cref="KeyException">It is no public RSA key, or not a sound one.</exception>
    internal static RsaPublicKey Decode(KeyBlock block)
    {
        try
        {
            AsnReader reader = new(block.Der, AsnEncodingRules.DER);
            return block.Kind switch
            {
                KeyKind.SubjectPublicKeyInfo => DecodeSubjectPublicKeyInfo(reader),
                KeyKind.Pkcs1Public => DecodePkcs1(reader),
                KeyKind.Certificate => DecodeCertificate(reader),
                _ => throw new KeyException(
                    KeyError.PrivateInsteadOfPublic,
                    "This is a private key, and a public one is needed. Never give a private key away; its public half is made with: openssl pkey -in <private> -pubout -out <public>"),
            };
        }
        catch (AsnContentException)
        {
            throw KeyStructure.NotAKey("It is damaged, or it is something else, such as a certificate request.");
        }
    }

    /// <summary>Certificate { tbsCertificate { [0] version, serial, signature, issuer, validity, subject, subjectPublicKeyInfo … } … } (RFC 5280, 4.1).</summary>
    private static RsaPublicKey DecodeCertificate(AsnReader reader)
    {
        AsnReader fields = reader.ReadSequence().ReadSequence();
        if (fields.PeekTag() == CertificateVersion)
        {
            fields.ReadEncodedValue();
        }

        fields.ReadIntegerBytes();
        const int betweenSerialAndKey = 4;
        for (int skipped = 0; skipped < betweenSerialAndKey; skipped++)
        {
            fields.ReadSequence();
        }

        return DecodeSubjectPublicKeyInfo(fields);
    }

    private static RsaPublicKey DecodeSubjectPublicKeyInfo(AsnReader reader)
    {
        AsnReader fields = reader.ReadSequence();
        KeyAlgorithms.RequireRsa(fields);
        byte[] key = fields.ReadBitString(out int unusedBits);
        fields.ThrowIfNotEmpty();
        return unusedBits == 0
            ? DecodePkcs1(new AsnReader(key, AsnEncodingRules.DER))
            : throw new AsnContentException();
    }

    private static RsaPublicKey DecodePkcs1(AsnReader reader)
    {
        AsnReader fields = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> modulus = fields.ReadIntegerBytes();
        ReadOnlyMemory<byte> exponent = fields.ReadIntegerBytes();
        fields.ThrowIfNotEmpty();
        return KeyChecks.PublicKey(modulus.Span, exponent.Span);
    }
}
