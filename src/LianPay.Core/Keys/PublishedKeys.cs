namespace LianPay.Core.Keys;

/// <summary>The keys that LianLian has published: the platform's, which is trusted, and the demo merchants', which nobody may rely on.</summary>
public static class PublishedKeys
{
    /// <summary>The platform's public key, the same in every official demo, for test and production (PROTOCOL 3.3).</summary>
    private const string PlatformKey =
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCSS/DiwdCf/aZsxxcacDnooGph3d2JOj5GXWi+q3gznZauZjkNP8SKl3J2liP0O6rU/Y/29+IUe+GT"
        + "MhMOFJuZm1htAtKiu5ekW0GlBMWxf4FPkYlQkPE0FtaoMP3gYfh+OwI+fIRrpW3ySn3mScnc6Z700nU/VYrRkfcSCbSnRwIDAQAB";

    private static readonly Lazy<RsaPublicKey> LazyPlatform = new(() => KeyReader.ReadPublicKey(PlatformKey.AsMemory()));

    /// <summary>Fingerprints of the key pairs whose private halves are in public repositories (vectors/keys.json).</summary>
    private static readonly HashSet<string> DemoFingerprints = new(StringComparer.Ordinal)
    {
        "URShwFEuoDRgP8padR3jG3CJ4VmpmRg3e/2yQDYr2XU=", // LianLian's demo merchant 201408071000001539
        "HUGOQTompsdZuCX1RmZk2KP3CiWA5ZJzLyI65sIZ7Yg=", // LianLian's demo merchant 201408071000001543
        "eYS/H67Q5PLD8lI2H3y34YDDlu+V90hSQDgH54lruiE=", // test pair of the Ruby gem ll_pay
    };

    /// <summary>The key with which LianLian signs its answers.</summary>
    public static RsaPublicKey Platform => LazyPlatform.Value;

    /// <summary>True when the private half of this key is public knowledge.</summary>
    public static bool IsDemoKey(RsaPublicKey key) => DemoFingerprints.Contains(key.Fingerprint);
}
