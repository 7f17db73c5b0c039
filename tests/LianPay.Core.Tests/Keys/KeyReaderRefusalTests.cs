using System.Text;
using LianPay.Core.Keys;
using static LianPay.Core.Tests.Keys.KeyFixtures;

namespace LianPay.Core.Tests.Keys;

/// <summary>What is no usable key, and the precise reason that is given for it.</summary>
public sealed class KeyReaderRefusalTests
{
    private static readonly TestKey Key = TestKeys.Merchant1024;

    private static readonly Dictionary<string, (KeyError Expected, Func<byte[]> Content)> NotPrivate = new()
    {
        ["nothing"] = (KeyError.Empty, () => []),
        ["white space"] = (KeyError.Empty, () => Ascii(" \r\n\t")),
        ["a byte order mark alone"] = (KeyError.Empty, () => [.. Encoding.UTF8.Preamble]),
        ["armour around nothing"] = (KeyError.Empty, () => Ascii("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----\n")),
        ["a sentence"] = (KeyError.NotAKey, () => Ascii("The key is in the safe.")),
        ["base64 of something else"] = (KeyError.NotAKey, () => Ascii(Convert.ToBase64String(Ascii("not a key at all")))),
        ["random bytes"] = (KeyError.NotAKey, () => [0x30, 0x82, 0x01, 0x00, 1, 2, 3]),
        ["base64 cut short"] = (KeyError.NotAKey, () => Ascii(Base64(Key.Pkcs8)[..400])),
        ["base64 with a stray character"] = (KeyError.NotAKey, () => Ascii(Base64(Key.Pkcs8).Insert(80, "\\"))),
        ["DER cut short"] = (KeyError.NotAKey, () => Key.Pkcs8[..^1]),
        ["DER with a byte too many"] = (KeyError.NotAKey, () => [.. Key.Pkcs8, 0]),
        ["PEM without its END line"] = (KeyError.NotAKey, () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8).Split("-----END")[0])),
        ["PEM without its BEGIN line"] = (KeyError.NotAKey, () => Ascii(Base64(Key.Pkcs8) + "\n-----END PRIVATE KEY-----\n")),
        ["PEM with four dashes"] = (KeyError.NotAKey, () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8)[1..])),
        ["PEM whose lines name different things"] = (KeyError.NotAKey, () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8).Replace("END ", "END RSA ", StringComparison.Ordinal))),
        ["two private keys"] = (KeyError.MoreThanOneKey, () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8) + Pem("PRIVATE KEY", TestKeys.Other1024.Pkcs8))),
        ["a private key and its certificate"] = (KeyError.MoreThanOneKey, () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8) + Pem("CERTIFICATE", Certificate))),
        ["a private key and its public half"] = (KeyError.MoreThanOneKey, () => Ascii(Pem("PUBLIC KEY", Key.SubjectPublicKeyInfo) + Pem("PRIVATE KEY", Key.Pkcs8))),
        ["base64 of another key beside the armour"] = (KeyError.MoreThanOneKey, () => Ascii(Base64(TestKeys.Other1024.Pkcs8) + "\n" + Pem("PRIVATE KEY", Key.Pkcs8))),
        ["base64 of another key behind the armour"] = (KeyError.MoreThanOneKey, () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8) + Base64(TestKeys.Other1024.Pkcs8, 64))),
        ["two keys in base64"] = (KeyError.MoreThanOneKey, () => Ascii(Base64(Key.Pkcs8) + "\n" + Base64(Key.SubjectPublicKeyInfo))),
        ["two keys in DER"] = (KeyError.MoreThanOneKey, () => [.. Key.Pkcs8, .. Key.Pkcs8]),
        ["a public key, PEM"] = (KeyError.PublicInsteadOfPrivate, () => Ascii(Pem("PUBLIC KEY", Key.SubjectPublicKeyInfo))),
        ["a public key, base64"] = (KeyError.PublicInsteadOfPrivate, () => Ascii(Base64(Key.SubjectPublicKeyInfo))),
        ["a public key in PKCS#1"] = (KeyError.PublicInsteadOfPrivate, () => Ascii(Pem("RSA PUBLIC KEY", Key.Pkcs1Public))),
        ["a public key under a private label"] = (KeyError.PublicInsteadOfPrivate, () => Ascii(Pem("PRIVATE KEY", Key.SubjectPublicKeyInfo))),
        ["a certificate"] = (KeyError.PublicInsteadOfPrivate, () => Ascii(Pem("CERTIFICATE", Certificate))),
        ["an EC key in PKCS#8"] = (KeyError.NotRsa, () => Ascii(Pem("PRIVATE KEY", EcPrivate()))),
        ["an EC key in base64"] = (KeyError.NotRsa, () => Ascii(Base64(EcTraditional()))),
        ["an EC key as OpenSSL writes it"] = (KeyError.NotRsa, () => Ascii(Pem("EC PARAMETERS", [6, 8, 42, 134, 72, 206, 61, 3, 1, 7]) + Pem("EC PRIVATE KEY", EcTraditional()))),
        ["an Ed25519 key"] = (KeyError.NotRsa, () => Ascii("MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC")),
        ["an OpenSSH private key"] = (KeyError.UnsupportedFormat, () => Ascii(Pem("OPENSSH PRIVATE KEY", Ascii("openssh-key-v1\0 and so on")))),
        ["an OpenSSH private key without armour"] = (KeyError.UnsupportedFormat, () => Ascii(Base64(Ascii("openssh-key-v1\0none and so on")))),
        ["an OpenSSH public key"] = (KeyError.UnsupportedFormat, () => Ascii("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ== me@here")),
        ["a PuTTY key"] = (KeyError.UnsupportedFormat, () => Ascii("PuTTY-User-Key-File-3: ssh-rsa\n")),
        ["an XML key of .NET"] = (KeyError.UnsupportedFormat, () => Ascii("<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>")),
        ["a JSON Web Key"] = (KeyError.UnsupportedFormat, () => Ascii("{\"kty\":\"RSA\"}")),
        ["a certificate request"] = (KeyError.UnsupportedFormat, () => Ascii(Pem("CERTIFICATE REQUEST", Certificate))),
        ["a PKCS#12 store"] = (KeyError.UnsupportedFormat, () => Sequence(writer =>
        {
            writer.WriteInteger(3);
            writer.PushSequence();
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
            writer.PopSequence();
        })),
        ["a key of three primes"] = (KeyError.UnsupportedFormat, () => Pkcs1(Key.Parameters, version: 1)),
        ["more than 64 KiB"] = (KeyError.FileTooLarge, () => new byte[(64 * 1024) + 1]),
    };

    private static readonly Dictionary<string, (KeyError Expected, Func<byte[]> Content)> NotPublic = new()
    {
        ["nothing"] = (KeyError.Empty, () => []),
        ["a sentence"] = (KeyError.NotAKey, () => Ascii("The key is on the portal.")),
        ["a private key in PKCS#8"] = (KeyError.PrivateInsteadOfPublic, () => Ascii(Pem("PRIVATE KEY", Key.Pkcs8))),
        ["a private key in PKCS#1"] = (KeyError.PrivateInsteadOfPublic, () => Ascii(Base64(Key.Pkcs1))),
        ["an encrypted private key"] = (KeyError.PrivateInsteadOfPublic, () => Encrypted(writer => writer.WriteObjectIdentifier("1.2.840.113549.1.5.13"), new byte[16])),
        ["an EC key"] = (KeyError.NotRsa, () => Ascii(Base64(EcPublic()))),
        ["two certificates"] = (KeyError.MoreThanOneKey, () => Ascii(Pem("CERTIFICATE", Certificate) + Pem("CERTIFICATE", Certificate))),
        ["a certificate cut short"] = (KeyError.NotAKey, () => Certificate[..200]),
        ["an OpenSSH public key"] = (KeyError.UnsupportedFormat, () => Ascii("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ== me@here")),
    };

    public static TheoryData<string> NotPrivateNames => [.. NotPrivate.Keys];

    public static TheoryData<string> NotPublicNames => [.. NotPublic.Keys];

    [Theory]
    [MemberData(nameof(NotPrivateNames))]
    public void What_is_no_private_key_is_refused_for_the_true_reason(string given)
    {
        (KeyError expected, Func<byte[]> content) = NotPrivate[given];

        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(content()));

        Assert.Equal(expected, exception.Error);
        Assert.Null(exception.InnerException);
    }

    [Theory]
    [MemberData(nameof(NotPublicNames))]
    public void What_is_no_public_key_is_refused_for_the_true_reason(string given)
    {
        (KeyError expected, Func<byte[]> content) = NotPublic[given];

        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPublicKey(content()));

        Assert.Equal(expected, exception.Error);
        Assert.Null(exception.InnerException);
    }
}
