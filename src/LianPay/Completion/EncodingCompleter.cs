using System.Collections;

namespace LianPay.Completion;

/// <summary>The encodings that files of Chinese payments are met in.</summary>
internal sealed class EncodingCompleter : WordCompleter
{
    private protected override IEnumerable<CompletionWord> Find(string begun, IDictionary bound) =>
    [
        new("utf-8", "utf-8", "What is taken without -Encoding."),
        new("gb18030", "gb18030", "简体中文: Excel's CSV on a Chinese Windows. Takes in gbk and gb2312."),
        new("big5", "big5", "繁體中文."),
        new("utf-16", "utf-16", "Excel's Unicode text."),
    ];
}
