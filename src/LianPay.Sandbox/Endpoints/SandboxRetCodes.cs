namespace LianPay.Sandbox;

/// <summary>The ret_codes that only a gateway gives and a client never needs to name (PROTOCOL 2.1).</summary>
internal static class SandboxRetCodes
{
    internal const string BadSignature = "1001";
    internal const string BadParameter = "1004";
    internal const string UnknownMerchant = "3001";
    internal const string NoPermission = "4005";
    internal const string CannotDecrypt = "4007";
    internal const string CodeExpired = "4010";
    internal const string IllegalRequest = "9901";
}
