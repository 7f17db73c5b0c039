using LianPay.Core.Payments;
using LianPay.Fuzz.Keys;
using LianPay.Fuzz.Ledger;
using LianPay.Fuzz.Payloads;
using LianPay.Fuzz.Payments;
using LianPay.Fuzz.Replies;

namespace LianPay.Fuzz;

/// <summary>Every target, over the product's own readers.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> ByName = new(StringComparer.Ordinal)
    {
        ["reply"] = () => new ReplyTarget(ReplyOracle.Product),
        ["signed-reply"] = () => new SignedReplyTarget(ReplyOracle.Product),
        ["payload"] = () => new PayloadTarget(PayloadTarget.Product),
        ["sealed-payload"] = () => new SealedPayloadTarget(PayloadTarget.Product),
        ["key"] = () => new KeyTarget(KeyReaders.Product),
        ["encrypted-key"] = () => new EncryptedKeyTarget(KeyReaders.Product),
        ["csv"] = () => new PaymentTarget(PaymentFileFormat.Csv, PaymentReading.Product),
        ["json"] = () => new PaymentTarget(PaymentFileFormat.Json, PaymentReading.Product),
        ["json-lines"] = () => new PaymentTarget(PaymentFileFormat.JsonLines, PaymentReading.Product),
        ["ledger"] = () => new LedgerTarget(LedgerTarget.Product),
    };

    internal static IEnumerable<string> Names => ByName.Keys;

    /// <summary>A new target of that name, or null.</summary>
    internal static IFuzzTarget? Find(string name) => ByName.TryGetValue(name, out Func<IFuzzTarget>? make) ? make() : null;
}
