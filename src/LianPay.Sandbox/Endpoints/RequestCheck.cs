using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Sandbox;

/// <summary>The checks that every signed request passes.</summary>
internal sealed class RequestCheck(string partnerId, IReadOnlyList<RsaPublicKey> merchantKeys)
{
    internal string PartnerId => partnerId;

    /// <summary>The rejection of a message of another merchant, or null.</summary>
    internal SandboxReply? OfMerchant(MessageFields message) => message[FieldNames.PartnerId] switch
    {
        null => SandboxReply.BadParameter(FieldNames.PartnerId),
        { } claimed when claimed != partnerId => SandboxReply.Rejected(SandboxRetCodes.UnknownMerchant),
        _ => null,
    };

    /// <summary>The rejection of a message that the merchant did not sign, or null.</summary>
    internal SandboxReply? OfSignature(MessageFields message) =>
        message[FieldNames.Sign] is { } signature && MessageSignature.FindVerifyingKey(message, signature, merchantKeys) is not null
            ? null
            : SandboxReply.Rejected(SandboxRetCodes.BadSignature);

    /// <summary>The rejection of the parameters that confirm and query share, or null.</summary>
    internal SandboxReply? OfCommonParameters(MessageFields message) =>
        message[FieldNames.PartnerId] != partnerId ? SandboxReply.BadParameter(FieldNames.PartnerId)
        : message[FieldNames.ApiVersion] != ApiVersions.Current ? SandboxReply.BadParameter(FieldNames.ApiVersion)
        : message[FieldNames.SignType] != MessageSignature.SignType ? SandboxReply.BadParameter(FieldNames.SignType)
        : message[FieldNames.Platform] is { } platform && !FieldGrammar.IsPlatform(platform) ? SandboxReply.BadParameter(FieldNames.Platform)
        : null;
}
