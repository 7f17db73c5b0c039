using System.Collections;
using LianPay.Core.Messages;

namespace LianPay.Completion;

/// <summary>The ret_codes of a hold, with the gateway's words and what they mean.</summary>
internal sealed class HoldCodeCompleter : WordCompleter
{
    private protected override IEnumerable<CompletionWord> Find(string begun, IDictionary bound) =>
        RetCodes.All.Where(code => code.Class == RetCodeClass.Review)
            .Select(code => new CompletionWord(code.Code, $"{code.Code} {code.Message}", $"{code.Message}: {code.Explanation}", IsId: true));
}
