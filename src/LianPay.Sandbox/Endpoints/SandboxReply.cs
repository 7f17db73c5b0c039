using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>What the gateway answers, before it is signed and before any fault spoils it.</summary>
/// <param name="Fields">The fields but for <c>sign_type</c> and <c>sign</c>.</param>
/// <param name="IsSigned">False for what the gateway rejects before it knows the merchant (PROTOCOL 2.3).</param>
/// <param name="HasApplied">True when this request applied a confirmation.</param>
internal sealed record SandboxReply(MessageFields Fields, bool IsSigned, bool HasApplied = false)
{
    internal string RetCode => Fields[FieldNames.RetCode]!;

    /// <summary>An early rejection: ret_code and ret_msg alone, not signed.</summary>
    internal static SandboxReply Rejected(string retCode, string messageSuffix = "") =>
        new(new MessageFields(CodeAndMessage(retCode, messageSuffix)), IsSigned: false);

    /// <summary>A parameter that is missing or breaks its grammar, named as the real gateway names it (PROTOCOL 2.3).</summary>
    internal static SandboxReply BadParameter(string field) =>
        Rejected(SandboxRetCodes.BadParameter, $":商户请求参数[{field}]非法");

    /// <summary>A signed answer about an order.</summary>
    internal static SandboxReply About(
        string partnerId, string orderNumber, string retCode, IEnumerable<KeyValuePair<string, string>> more, bool hasApplied = false) =>
        new(
            new MessageFields(
            [
                KeyValuePair.Create(FieldNames.OrderNumber, orderNumber),
                KeyValuePair.Create(FieldNames.PartnerId, partnerId),
                .. CodeAndMessage(retCode, string.Empty),
                .. more,
            ]),
            IsSigned: true,
            hasApplied);

    private static KeyValuePair<string, string>[] CodeAndMessage(string retCode, string suffix) =>
    [
        KeyValuePair.Create(FieldNames.RetCode, retCode),
        KeyValuePair.Create(FieldNames.RetMessage, RetCodes.Find(retCode).Message + suffix),
    ];
}
