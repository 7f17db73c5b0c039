using System.Globalization;
using System.Security.Cryptography;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Checks;

/// <summary>The checks of the keys and of what this machine can do with them.</summary>
internal static class KeyChecklist
{
    private static readonly MessageFields Sample = new([KeyValuePair.Create(FieldNames.OrderNumber, "LIANPAY-CHECK")]);

    internal static CheckReport OfMerchantKey(CheckSubject subject)
    {
        if (subject.MerchantKeyFault is { } fault)
        {
            return CheckReport.Failed(CheckNames.MerchantKey, fault.Detail, fault.Advice);
        }

        if (subject.MerchantKey is not { } key)
        {
            return CheckReport.Skipped(CheckNames.MerchantKey, "No key is named: it is given when the connection is made.");
        }

        try
        {
            MerchantKeyRules.Check(key, subject.PlatformKeys, subject.IsProduction);
        }
        catch (KeyException exception)
        {
            return CheckReport.Failed(CheckNames.MerchantKey, exception.Message, "Give the merchant's own key, whose public half is in LianLian's portal.");
        }

        string found = string.Create(CultureInfo.InvariantCulture, $"{key.Bits} bits, fingerprint {key.PublicKey.Fingerprint}.");
        if (MessageSignature.FindVerifyingKey(Sample, MessageSignature.Sign(Sample, key), [key.PublicKey]) is null)
        {
            return CheckReport.Failed(CheckNames.MerchantKey, $"{found} Its own public half does not verify what it signs.", "Restore the key's file, or make a new pair with New-LianPayKeyPair and upload its public half.");
        }

        return PublishedKeys.IsDemoKey(key.PublicKey) ? CheckReport.Warning(
                CheckNames.MerchantKey, $"{found} It is a demo key whose private half everybody can download: good for a sandbox alone.", "Make your own pair with New-LianPayKeyPair before you go to Production.")
            : MerchantKeyRules.IsBelowAdvisedLength(key.PublicKey) ? CheckReport.Warning(
                CheckNames.MerchantKey, $"{found} It signs, but it is short.", "Make one of 2048 bits or more with New-LianPayKeyPair and upload its public half in LianLian's portal.")
            : CheckReport.Passed(CheckNames.MerchantKey, $"{found} It signs, and its public half verifies.");
    }

    internal static CheckReport OfPlatformKeys(CheckSubject subject) =>
        subject.PlatformKeyFault is { } fault ? CheckReport.Failed(CheckNames.PlatformKey, fault.Detail, fault.Advice)
        : subject.PlatformKeys.Count == 0 ? CheckReport.Failed(CheckNames.PlatformKey, "No platform key is given: no answer could be believed.", "Give -PlatformKeyPath.")
        : CheckReport.Passed(CheckNames.PlatformKey, string.Join(" ", subject.PlatformKeys.Select(Describe)));

    /// <param name="subject">Whose keys are tried.</param>
    /// <param name="platform">The machine's own RSA.</param>
    internal static CheckReport OfPolicy(CheckSubject subject, RsaEngine platform)
    {
        try
        {
            byte[] text = SignedText.BytesOf(Sample);
            if (subject.MerchantKey is { } merchantKey)
            {
                platform.Sign(merchantKey, text);
            }

            if (subject.PlatformKeys is [var platformKey, ..])
            {
                platform.Verify(platformKey, text, new byte[(platformKey.Bits + 7) / 8]);
                platform.Encrypt(platformKey, new byte[16]);
            }
            else if (subject.MerchantKey is null)
            {
                return CheckReport.Skipped(CheckNames.CryptoPolicy, "There is no key to try it with.");
            }

            return CheckReport.Passed(CheckNames.CryptoPolicy, "This machine's own RSA does MD5withRSA and OAEP with SHA-1, as the protocol needs.");
        }
        catch (CryptographicException)
        {
            return CheckReport.Warning(
                CheckNames.CryptoPolicy,
                "This machine's policy (FIPS, or a hardened OpenSSL) refuses what the protocol needs. BouncyCastle does it instead: the same result, about twelve times slower.",
                "Ask whoever set the policy whether this use is an exception. LianLian's protocol leaves no choice.");
        }
    }

    private static string Describe(RsaPublicKey key) => string.Create(
        CultureInfo.InvariantCulture,
        $"{key.Bits} bits, fingerprint {key.Fingerprint}{(key.Fingerprint == PublishedKeys.Platform.Fingerprint ? ", the one that LianLian publishes" : "")}.");
}
