using System.Security.Cryptography;
using LianPay.Core.Keys;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Signing;

public sealed class PreferredRsaTests
{
    private static readonly byte[] Message = [1, 2, 3];

    private static readonly TestKey Key = TestKeys.Merchant1024;

    [Fact]
    public void The_second_engine_signs_verifies_and_encrypts_when_the_first_refuses()
    {
        PreferredRsa rsa = new(new RecordingRsa { Refusal = new CryptographicException("refused by policy") }, BouncyCastleRsa.Instance);
        byte[] signature = rsa.Sign(Key.PrivateKey, Message);

        Assert.Equal(PlatformRsa.Instance.Sign(Key.PrivateKey, Message), signature);
        Assert.True(rsa.Verify(Key.PublicKey, Message, signature));
        Assert.False(rsa.Verify(Key.PublicKey, Message, new byte[128]));
        Assert.Equal(Message, rsa.Decrypt(Key.PrivateKey, rsa.Encrypt(Key.PublicKey, Message)));
    }

    [Fact]
    public void A_refusal_is_remembered_for_each_operation_by_itself()
    {
        RecordingRsa first = new() { Refusal = new CryptographicException("refused by policy") };
        RecordingRsa second = new();
        PreferredRsa rsa = new(first, second);

        for (int count = 0; count < 3; count++)
        {
            rsa.Sign(Key.PrivateKey, Message);
        }

        Assert.Equal(["Sign"], first.Asked);

        for (int count = 0; count < 3; count++)
        {
            rsa.Verify(Key.PublicKey, Message, Message);
            rsa.Encrypt(Key.PublicKey, Message);
        }

        Assert.Equal(["Sign", "Verify", "Encrypt"], first.Asked);
        Assert.Equal(9, second.Asked.Count);
    }

    [Fact]
    public void A_refused_decryption_is_not_remembered_because_a_wrong_key_looks_alike()
    {
        RecordingRsa first = new() { Refusal = new CryptographicException("refused by policy") };
        RecordingRsa second = new();
        PreferredRsa rsa = new(first, second);

        rsa.Decrypt(Key.PrivateKey, Message);
        rsa.Decrypt(Key.PrivateKey, Message);

        Assert.Equal(["Decrypt", "Decrypt"], first.Asked);
        Assert.Equal(["Decrypt", "Decrypt"], second.Asked);
    }

    [Fact]
    public void The_second_engine_is_not_asked_when_the_first_answers_not_even_for_a_bad_signature()
    {
        RecordingRsa second = new();
        PreferredRsa rsa = new(PlatformRsa.Instance, second);

        byte[] signature = rsa.Sign(Key.PrivateKey, Message);
        Assert.True(rsa.Verify(Key.PublicKey, Message, signature));
        Assert.False(rsa.Verify(Key.PublicKey, [1, 2], signature));
        Assert.Equal(Message, rsa.Decrypt(Key.PrivateKey, rsa.Encrypt(Key.PublicKey, Message)));

        Assert.Empty(second.Asked);
    }

    [Fact]
    public void When_both_engines_refuse_the_exception_of_the_second_comes_out()
    {
        CryptographicException last = new("the last word");
        PreferredRsa rsa = new(new RecordingRsa { Refusal = new CryptographicException("refused by policy") }, new RecordingRsa { Refusal = last });

        Assert.Same(last, Assert.Throws<CryptographicException>(() => rsa.Sign(Key.PrivateKey, Message)));
        Assert.Same(last, Assert.Throws<CryptographicException>(() => rsa.Verify(Key.PublicKey, Message, Message)));
        Assert.Same(last, Assert.Throws<CryptographicException>(() => rsa.Encrypt(Key.PublicKey, Message)));
        Assert.Same(last, Assert.Throws<CryptographicException>(() => rsa.Decrypt(Key.PrivateKey, Message)));
    }

    [Fact]
    public void Only_a_refusal_leads_to_the_second_engine()
    {
        RecordingRsa second = new();
        PreferredRsa rsa = new(new RecordingRsa { Refusal = new ObjectDisposedException("key") }, second);

        Assert.Throws<ObjectDisposedException>(() => rsa.Sign(Key.PrivateKey, Message));
        Assert.Throws<ObjectDisposedException>(() => rsa.Verify(Key.PublicKey, Message, Message));
        Assert.Throws<ObjectDisposedException>(() => rsa.Encrypt(Key.PublicKey, Message));
        Assert.Throws<ObjectDisposedException>(() => rsa.Decrypt(Key.PrivateKey, Message));
        Assert.Empty(second.Asked);
    }

    [Fact]
    public void A_key_that_was_disposed_of_signs_no_more()
    {
        RsaPrivateKey key = new(Key.Parameters);
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => PreferredRsa.Instance.Sign(key, Message));
        Assert.Throws<ObjectDisposedException>(() => PreferredRsa.Instance.Decrypt(key, Message));
    }

    /// <summary>Does what it is asked without any effect, or throws; remembers what it was asked.</summary>
    private sealed class RecordingRsa : RsaEngine
    {
        internal List<string> Asked { get; } = [];

        internal Exception? Refusal { get; init; }

        internal override byte[] Sign(RsaPrivateKey key, ReadOnlySpan<byte> data) => Answer("Sign", data.ToArray());

        internal override bool Verify(RsaPublicKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Answer("Verify", true);

        internal override byte[] Encrypt(RsaPublicKey key, ReadOnlySpan<byte> data) => Answer("Encrypt", data.ToArray());

        internal override byte[] Decrypt(RsaPrivateKey key, ReadOnlySpan<byte> data) => Answer("Decrypt", data.ToArray());

        private T Answer<T>(string operation, T answer)
        {
            Asked.Add(operation);
            return Refusal is null ? answer : throw Refusal;
        }
    }
}
