using System.Text;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Payloads;

/// <summary>
/// The keys and the nonce of every envelope are fresh and even (FAULTS K13). The bounds are such that an even source fails a test less
/// than once in a billion runs, while one that takes a random byte modulo 36, be it only one number too many, fails always.
/// </summary>
public sealed class PayloadRandomnessTests
{
    private const int Envelopes = 5000;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly Lazy<IReadOnlyList<(string MacKey, string AesKey, string Nonce)>> Secrets = new(() => [.. Enumerable.Range(0, Envelopes).Select(_ => SealAndOpen())]);

    [Fact]
    public void Keys_and_nonce_are_of_the_official_lengths_and_characters() =>
        Assert.All(Secrets.Value, secrets =>
        {
            Assert.Equal((32, 32, 8), (secrets.MacKey.Length, secrets.AesKey.Length, secrets.Nonce.Length));
            Assert.DoesNotContain(secrets.MacKey + secrets.AesKey + secrets.Nonce, character => !Alphabet.Contains(character, StringComparison.Ordinal));
        });

    [Fact]
    public void No_key_comes_twice_and_no_nonce_comes_twice()
    {
        // 5,000 nonces of 36^8: two alike once in 200,000 runs. Keys are longer.
        Assert.Equal(Envelopes * 2, Secrets.Value.SelectMany(secrets => new[] { secrets.MacKey, secrets.AesKey }).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Envelopes, Secrets.Value.Select(secrets => secrets.AesKey + secrets.Nonce).Distinct(StringComparer.Ordinal).Count());
        Assert.True(Secrets.Value.Select(secrets => secrets.Nonce).Distinct(StringComparer.Ordinal).Count() >= Envelopes - 2);
    }

    [Fact]
    public void Every_character_is_as_frequent_as_every_other() =>
        Assert.InRange(ChiSquare(string.Concat(Secrets.Value.Select(secrets => secrets.MacKey + secrets.AesKey + secrets.Nonce))), 2, 120);

    [Fact]
    public void Every_character_is_as_frequent_as_every_other_at_every_position() =>
        Assert.All(Enumerable.Range(0, 72), position => Assert.InRange(
            ChiSquare(string.Concat(Secrets.Value.Select(secrets => (secrets.MacKey + secrets.AesKey + secrets.Nonce)[position]))), 1, 140));

    [Theory]
    [InlineData(256)]
    [InlineData(253)]
    public void The_bound_is_narrow_enough_to_see_a_random_byte_taken_modulo_36_and_even_one_number_too_many(int numbers)
    {
        string biased = string.Concat(Enumerable.Range(0, Envelopes * 72).Select(number => Alphabet[number % numbers % 36]));

        Assert.True(ChiSquare(biased) > 120 * 1.5);
    }

    /// <summary>35 degrees of freedom: above 112 once in a billion, above 130 once in a hundred billion.</summary>
    private static double ChiSquare(string text)
    {
        double expected = text.Length / 36.0;
        return Alphabet.Sum(character =>
        {
            double off = text.Count(other => other == character) - expected;
            return off * off / expected;
        });
    }

    private static (string MacKey, string AesKey, string Nonce) SealAndOpen()
    {
        PayloadParts parts = PayloadParts.Of(Payload.Seal("text"u8, TestKeys.Merchant1024.PublicKey));
        return (Text(Decrypt(parts.MacKey)), Text(Decrypt(parts.AesKey)), Text(Convert.FromBase64String(parts.Nonce)));

        static byte[] Decrypt(string part) => PlatformRsa.Instance.Decrypt(TestKeys.Merchant1024.PrivateKey, Convert.FromBase64String(part));
        static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
    }
}
