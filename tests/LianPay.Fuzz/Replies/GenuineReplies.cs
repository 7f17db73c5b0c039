namespace LianPay.Fuzz.Replies;

/// <summary>What the platform has ever signed, as far as the target <c>reply</c> goes: an answer that is believed there is one of these.</summary>
internal static class GenuineReplies
{
    private static readonly Lazy<IReadOnlyList<(string Name, char Selector, SignedReply Reply)>> LazyAll = new(() => [.. Make()]);

    /// <summary>A name, the question under which it is a seed, and the answer.</summary>
    internal static IReadOnlyList<(string Name, char Selector, SignedReply Reply)> All => LazyAll.Value;

    private static IEnumerable<(string Name, char Selector, SignedReply Reply)> Make()
    {
        yield return ("accepted", 'c', Signed(Confirm("0000", ("oid_paybill", Question.Paybill))));
        yield return ("accepted-with-text", 'c', Signed(Confirm("0000", ("oid_paybill", Question.Paybill), ("extra_note", "a=1&b=2 \"ü\" \u4ed8\u6b3e"))));
        yield return ("accepted-other-order", 'c', Signed(Confirm("0000", ("oid_paybill", Question.Paybill)).Select(field => field.Key == "no_order" ? KeyValuePair.Create("no_order", "M20170208165925") : field)));
        yield return ("accepted-other-partner", 'c', Signed(Confirm("0000").Select(field => field.Key == "oid_partner" ? KeyValuePair.Create("oid_partner", "201408071000001539") : field)));
        yield return ("accepted-split", 'c', Signed(Confirm("4001").Select(field => field.Key == "ret_msg" ? KeyValuePair.Create("ret_msg", "x&ret_code=0000") : field)));
        yield return ("wrong-code", 'c', Signed(Confirm("4011")));
        yield return ("not-held", 'c', Signed(Confirm("4001")));
        yield return ("held-again", 'c', Signed(Confirm("4002", ("confirm_code", "012345"))));
        yield return ("paid", 'q', Signed(Query("SUCCESS", ("oid_paybill", Question.Paybill), ("settle_date", "20170208"), ("info_order", "\u8d27\u6b3e"))));
        yield return ("failed-memo-signed", 'q', Signed(Query("FAILURE", ("oid_paybill", Question.Paybill), ("memo", "\u8d26\u53f7\u4e0d\u7b26"))));
        yield return ("failed-memo-not-signed", 'q', new SignedReply(Query("FAILURE", ("oid_paybill", Question.Paybill), ("memo", "\u8d26\u53f7")), isMemoSigned: false));
        yield return ("check", 'q', Signed(Query("CHECK")));
        yield return ("no-record", 'q', Signed(Confirm("8901")));
        yield return ("paid-by-paybill", 'p', Signed(Query("SUCCESS", ("oid_paybill", Question.Paybill))));
        yield return ("paid-other-paybill", 'p', Signed(Query("SUCCESS", ("oid_paybill", "2017020800000002"))));
    }

    private static SignedReply Signed(IEnumerable<KeyValuePair<string, string>> fields) => new(fields, isMemoSigned: true);

    private static IEnumerable<KeyValuePair<string, string>> Confirm(string retCode, params (string Name, string Value)[] more) =>
        new[] { ("ret_code", retCode), ("ret_msg", "\u4ea4\u6613\u6210\u529f"), ("sign_type", "RSA"), ("oid_partner", Question.Partner), ("no_order", Question.Order) }
            .Concat(more)
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2));

    private static IEnumerable<KeyValuePair<string, string>> Query(string resultPay, params (string Name, string Value)[] more) =>
        Confirm("0000", [("result_pay", resultPay), ("dt_order", "20170208165924"), ("money_order", "49.65"), .. more]);
}
