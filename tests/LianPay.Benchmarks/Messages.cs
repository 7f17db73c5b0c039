using System.Collections;
using System.Globalization;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Benchmarks;

/// <summary>The messages and payments of the measurements: of the size of real ones, and the same in every process.</summary>
internal static class Messages
{
    internal const string NotifyUrl = "https://merchant.example/lianpay/notify";

    /// <summary>The order number of a payment.</summary>
    internal static string OrderNumber(int number) => string.Create(CultureInfo.InvariantCulture, $"B{number:D15}");

    /// <summary>The confirm code of a payment.</summary>
    internal static string ConfirmCode(int number) => (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The fields of a confirmation, as a script would give them: unsigned.</summary>
    internal static IEnumerable<Hashtable> ConfirmFields(string partnerId, int count) => Enumerable.Range(0, count).Select(number => new Hashtable
    {
        ["api_version"] = "1.0",
        ["confirm_code"] = ConfirmCode(number),
        ["no_order"] = OrderNumber(number),
        ["notify_url"] = NotifyUrl,
        ["oid_partner"] = partnerId,
        ["sign_type"] = "RSA",
    });

    /// <summary>The texts of confirmations that are signed.</summary>
    internal static IEnumerable<byte[]> SignedTexts(string partnerId, int count) => Enumerable.Range(0, count).Select(number => SignedText.BytesOf(FieldsOf(partnerId, number)));

    /// <summary>The fields of a confirmation.</summary>
    internal static MessageFields FieldsOf(string partnerId, int number) => new(
    [
        new("api_version", "1.0"),
        new("confirm_code", ConfirmCode(number)),
        new("no_order", OrderNumber(number)),
        new("notify_url", NotifyUrl),
        new("oid_partner", partnerId),
        new("sign_type", "RSA"),
    ]);

    /// <summary>A signed answer as it comes over the wire.</summary>
    internal static string ReplyText(string partnerId, int number, RsaPrivateKey key)
    {
        MessageFields fields = new(
        [
            new("ret_code", "0000"),
            new("ret_msg", "交易成功"),
            new("oid_partner", partnerId),
            new("no_order", OrderNumber(number)),
            new("oid_paybill", string.Create(CultureInfo.InvariantCulture, $"20261125{number:D8}")),
            new("sign_type", "RSA"),
        ]);
        return System.Text.Encoding.UTF8.GetString(fields.With("sign", MessageSignature.Sign(fields, key)).ToJson());
    }
}
