using System.Formats.Asn1;

namespace LianPay.Core.Keys;

/// <summary>Tells what a DER value is from its outermost fields.</summary>
/// <remarks>
/// Labels are not trusted: merchants wrap PKCS#8 in <c>RSA PRIVATE KEY</c> lines by hand and the reverse, and bare base64
/// has no label at all.
/// </remarks>
internal static class KeyStructure
{
    /// <summary>The PKCS#7 <c>data</c> content type, with which every PKCS#12 file begins.</summary>
    private const string Pkcs7Data = "1.2.840.113549.1.7.1";

    /// <summary>Recognises a key that fills <paramref name="der"/> from end to end.</summary>
    /// <exception cref="KeyException">Several keys, another algorithm, another format, or no key.</exception>
    internal static KeyKind Of(ReadOnlyMemory<byte> der)
    {
        try
        {
            AsnReader outer = new(der, AsnEncodingRules.DER);
            AsnReader fields = outer.ReadSequence();
            return outer.HasData
                ? throw (outer.PeekTag() == Asn1Tag.Sequence ? MoreThanOne() : NotAKey("It is followed by data that does not belong to it."))
                : OfFields(fields);
        }
        catch (AsnContentException)
        {
            throw NotAKey("It is damaged or cut short.");
        }
    }

    internal static KeyException MoreThanOne() => new(
        KeyError.MoreThanOneKey,
        "There is more than one key or certificate here, and which one is meant cannot be told. Keep the one that is needed in a file of its own.");

    internal static KeyException NotAKey(string reason) => new(
        KeyError.NotAKey,
        $"This is no RSA key. {reason} Expected is PEM, DER or base64 of a PKCS#8 or PKCS#1 key; copy the file again from where it was made.");

    private static KeyKind OfFields(AsnReader fields) =>
        fields.PeekTag() == Asn1Tag.Integer ? StartingWithInteger(fields) : StartingWithSequence(fields);

    private static KeyKind StartingWithInteger(AsnReader fields)
    {
        fields.ReadIntegerBytes();
        Asn1Tag second = fields.PeekTag();
        if (second == Asn1Tag.Sequence)
        {
            AsnReader algorithm = fields.ReadSequence();
            return algorithm.ReadObjectIdentifier() == Pkcs7Data
                ? throw Unsupported("PKCS#12 (.pfx, .p12)", "openssl pkcs12 -in <file> -nocerts -out <new file>")
                : KeyKind.Pkcs8;
        }

        if (second == Asn1Tag.PrimitiveOctetString)
        {
            throw KeyAlgorithms.NotRsa("EC");
        }

        int integers = 1;
        while (fields.HasData)
        {
            fields.ReadIntegerBytes();
            integers++;
        }

        return integers switch
        {
            2 => KeyKind.Pkcs1Public,
            6 => throw KeyAlgorithms.NotRsa("DSA"),
            9 => KeyKind.Pkcs1Private,
            _ => throw NotAKey("Its numbers are not those of one."),
        };
    }

    private static KeyKind StartingWithSequence(AsnReader fields)
    {
        fields.ReadSequence();
        Asn1Tag second = fields.PeekTag();
        fields.ReadEncodedValue();
        if (!fields.HasData)
        {
            return second == Asn1Tag.PrimitiveBitString ? KeyKind.SubjectPublicKeyInfo
                : second == Asn1Tag.PrimitiveOctetString ? KeyKind.EncryptedPkcs8
                : throw NotAKey("Its structure is another one.");
        }

        fields.ReadBitString(out _);
        return fields.HasData ? throw NotAKey("Its structure is another one.") : KeyKind.Certificate;
    }

    private static KeyException Unsupported(string format, string command) => new(
        KeyError.UnsupportedFormat, $"The format {format} is not read here. Convert it first: {command}");
}
