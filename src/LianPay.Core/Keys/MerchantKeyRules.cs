namespace LianPay.Core.Keys;

/// <summary>What a merchant's key must not be, seen beside the platform's keys.</summary>
public static class MerchantKeyRules
{
    /// <summary>The advised length of a merchant's key, in bits. LianLian still takes 1024.</summary>
    public const int AdvisedBits = 2048;

    /// <summary>Refuses a merchant key that was mixed up with the platform's, or that is no secret.</summary>
    /// <param name="merchantKey">The key that signs requests.</param>
    /// <param name="platformKeys">The keys under which answers are verified.</param>
    /// <param name="isProduction">True when the gateway moves real money. A demo key is good enough for a sandbox.</param>
    /// <exception cref="KeyException"><see cref="KeyError.SameAsPlatformKey"/> or <see cref="KeyError.PublishedDemoKey"/>.</exception>
    public static void Check(RsaPrivateKey merchantKey, IEnumerable<RsaPublicKey> platformKeys, bool isProduction)
    {
        string fingerprint = merchantKey.PublicKey.Fingerprint;

        // Otherwise anybody who has the merchant's key, and the merchant himself, could sign the gateway's answers.
        if (platformKeys.Any(platformKey => platformKey.Fingerprint == fingerprint))
        {
            throw new KeyException(
                KeyError.SameAsPlatformKey,
                "The platform's key is the public half of the merchant's own key. Give LianLian's public key: llpay_public_key.pem from the merchant portal.");
        }

        if (isProduction && PublishedKeys.IsDemoKey(merchantKey.PublicKey))
        {
            throw new KeyException(
                KeyError.PublishedDemoKey,
                "The merchant key is one of the demo keys whose private half everybody can download. Make your own pair and upload its public half in the merchant portal.");
        }
    }

    /// <summary>True when the key is shorter than <see cref="AdvisedBits"/> and should be replaced soon.</summary>
    public static bool IsBelowAdvisedLength(RsaPublicKey key) => key.Bits < AdvisedBits;
}
