using System.Globalization;
using System.Management.Automation;
using AngleSharp.Html.Dom;

namespace LianPay.Module.Tests.Reports;

/// <summary>What hostile or secret text becomes on the page.</summary>
public sealed class ReportSafetyTests : IDisposable
{
    private const string Code = "730194";

    private readonly ReportRun _report = new();

    /// <summary>Texts that would do harm as markup, and what a reader must see.</summary>
    public static TheoryData<string, string> Hostile => new()
    {
        { "<script>alert(1)</script>", "<script>alert(1)</script>" },
        { "\"><img src=x onerror=alert(1)>", "\"><img src=x onerror=alert(1)>" },
        { "'><svg onload=alert(1)>", "'><svg onload=alert(1)>" },
        { "</title></style><style>*{display:none}</style>", "</title></style><style>*{display:none}</style>" },
        { "</td></tr></table><h1>PAID</h1>", "</td></tr></table><h1>PAID</h1>" },
        { "<!-- --> ]]> &lt; &amp;lt; &#60;", "<!-- --> ]]> &lt; &amp;lt; &#60;" },
        { "{0} {{1}} ${x} %s", "{0} {{1}} ${x} %s" },
        { "a\u202Egnp.exe\u2066b\u200Bc\uFEFF", "a\uFFFDgnp.exe\uFFFDb\uFFFDc\uFFFD" },
        { "x\u0001\u001B[31my\u007F\u0085z", "x\uFFFD\uFFFD[31my\uFFFD\uFFFDz" },
        { "\uE000\uFFFE\uFFFF", "\uFFFD\uFFFD\uFFFD" },
        { "上海全渠道，网络科技（有限）公司 😀 𠮷 é", "上海全渠道，网络科技（有限）公司 😀 𠮷 é" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Text_stays_text_wherever_it_stands(string text, string seen) => AssertShown(text, seen);

    [Theory]
    [InlineData('\uD800')]
    [InlineData('\uDC00')]
    [InlineData('\0')]
    public void What_no_page_can_carry_is_shown_as_replaced(char broken) => AssertShown($"a{broken}b", "a\uFFFDb");

    [Fact]
    public void Every_character_of_the_first_plane_leaves_the_page_sound()
    {
        string all = string.Create(0xFFFF, 0, (span, _) =>
        {
            for (int index = 0; index < span.Length; index++)
            {
                span[index] = (char)(index + 1);
            }
        });
        object[] payees = [.. all.Chunk(1000).Select(part => new string(part))];
        _report.Engine.Set("payees", payees);

        IHtmlDocument page = _report.Open("$payees | ForEach-Object { [LianPay.ConfirmationResult]@{ OrderNumber = 'A1'; Status = 'Paid'; Payee = $_ } }");

        Assert.Equal(payees.Length, page.QuerySelectorAll(".rows tbody tr").Length);
        Assert.DoesNotContain(page.Body!.TextContent, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public void Chinese_is_legible_in_the_source_too()
    {
        string source = _report.Write(ReportRun.Result("Paid", "Payee = '上海全渠道'; RetMessage = '交易成功'"));

        Assert.Contains("<td>上海全渠道</td>", source, StringComparison.Ordinal);
        Assert.Contains("<span lang=\"zh\">交易成功</span>", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_end_is_cut()
    {
        _report.Engine.Set("text", new string('x', 1_000_000));

        string source = _report.Write(ReportRun.Result("Refused", "Explanation = $text; Payee = $text"));

        Assert.InRange(source.Length, 1, 40_000);
        Assert.Contains("xxx…", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Unsigned")]
    [InlineData("DropAfterApply")]
    [InlineData("Garbage")]
    public void No_confirm_code_of_a_batch_is_on_its_page(string fault)
    {
        using Session session = new($"-HeldPayment 4 -Fault {fault}");
        string[] codes = [.. session.Payments.Select(payment => payment.Text("ConfirmCode")!)];
        session.Engine.Set("rows", new object[]
        {
            Row.Of(session.Payments[0]).AsObject(),
            Row.Of(session.Payments[1]).Without("reviewed_by").AsObject(),
            Row.Of(codes[2], "A2").AsObject(),
            Row.Of(session.Payments[3]).With("confirm_code", int.Parse(codes[3], CultureInfo.InvariantCulture)).AsObject(),
        });
        session.Engine.Set("path", _report.Path);

        session.Engine.Run("""
            $results = $rows | Confirm-LianPayment -Confirm:$false -ErrorVariable bad -ErrorAction SilentlyContinue
            @($results) + @($bad) + @($rows) + @(Get-LianPayRecord -History) | Export-LianPayReport -LiteralPath $path
            """);

        string source = File.ReadAllText(_report.Path);
        Assert.Contains("<td>", source, StringComparison.Ordinal);
        Assert.All(codes, code => Assert.DoesNotMatch($"(?<![0-9]){code}(?![0-9])", source));
    }

    [Fact]
    public void An_error_of_this_module_is_shown_with_its_advice_however_it_was_caught()
    {
        IHtmlDocument page = _report.Open("""
            & {
                Import-LianPayment -Path '' -ErrorAction SilentlyContinue -ErrorVariable kept
                $kept
                try { Get-LianPayRecord } catch { $_ }
                try { Get-LianPayRecord -ErrorAction Stop } catch { $_ }
                try { Export-LianPayReport -Path 'a*.html' } catch { $_ }
            }
            """);

        string[] ids = ReportRun.Texts(page, ".errors tbody th");
        Assert.Equal(["PaymentFileFileNotFound", "NotConnected", "NotConnected", "ReportPathInvalid"], ids);
        Assert.All(ReportRun.Texts(page, ".errors tbody td:last-child"), advice => Assert.NotEmpty(advice));
    }

    [Theory]
    [InlineData("throw \"no $code\"", "RuntimeException", "no [masked]")]
    [InlineData("throw \"a, $code\"", "RuntimeException", "a, [masked]")]
    [InlineData("[int]::Parse(\"x$code\")", "FormatException", "[masked]")]
    [InlineData("Get-Item -Path $payload", "CommandNotFoundException", "Get-Item")]
    [InlineData("throw $payload", "RuntimeException", "[masked]")]
    [InlineData("throw $key", "RuntimeException", "[masked]")]
    [InlineData("throw \"read -----BEGIN PRIVATE KEY-----`n${key}`nQUJD==`n-----END PRIVATE KEY----- here\"", "RuntimeException", "read [masked] here")]
    [InlineData("throw \"cut -----BEGIN PRIVATE KEY-----`nQUJD\"", "RuntimeException", "cut [masked]")]
    public void What_an_error_of_others_may_quote_is_masked(string script, string id, string message)
    {
        _report.Engine.Set("code", Code);
        _report.Engine.Set("payload", "lianpay1_0_1$QUJD$REVG==");
        string line = new('Q', 64);
        _report.Engine.Set("key", line);

        string source = _report.Write($"& {{ try {{ {script} }} catch {{ $_ }} }}");

        IHtmlDocument page = ReportRun.Parse(source);
        Assert.Equal(id, ReportRun.Text(page, ".errors tbody th"));
        Assert.Contains(message, ReportRun.Text(page, ".errors tbody td:nth-child(2)"), StringComparison.Ordinal);
        Assert.DoesNotContain(Code, source, StringComparison.Ordinal);
        Assert.DoesNotContain("QUJD", source, StringComparison.Ordinal);
        Assert.DoesNotContain(line, source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_target_of_an_error_is_not_looked_at()
    {
        _report.Engine.Set("trap", new ErrorRecord(new InvalidOperationException("plain"), "Plain", ErrorCategory.NotSpecified, Row.Of("A1", Code).AsObject()));

        string source = _report.Write("$trap");

        Assert.Contains("plain", source, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, source, StringComparison.Ordinal);
    }

    public void Dispose() => _report.Dispose();

    private void AssertShown(string text, string seen)
    {
        _report.Engine.Set("text", text);
        _report.Engine.Set("trap", new ErrorRecord(new InvalidOperationException(text), $"{text}1", ErrorCategory.NotSpecified, null));

        IHtmlDocument page = _report.Open(
            $"@({ReportRun.Result("Refused", "OrderNumber = $text; PaybillId = $text; Payee = $text; Explanation = $text; RetCode = $text; RetMessage = $text; ReviewedBy = $text; StopReason = $text")}, $trap)",
            "-Title $text");

        IHtmlDocument plain = _report.Open(
            $"@({ReportRun.Result("Refused", "OrderNumber = 'x'; PaybillId = 'x'; Payee = 'x'; Explanation = 'x'; RetCode = 'x'; RetMessage = 'x'; ReviewedBy = 'x'; StopReason = 'x'")}, [System.Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'x1', 'WriteError', $null))",
            "-Title x");
        Assert.Equal(plain.All.Select(element => element.TagName), page.All.Select(element => element.TagName));
        Assert.Equal(seen, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(seen, page.QuerySelector(".rows td:nth-child(3)")!.TextContent);
        Assert.Equal($"{seen}Paybill {seen}", page.QuerySelector(".rows tbody th")!.TextContent);
        Assert.Equal($"{seen}Gateway: {seen} {seen}", page.QuerySelector(".rows td:nth-child(6)")!.TextContent);
    }
}
