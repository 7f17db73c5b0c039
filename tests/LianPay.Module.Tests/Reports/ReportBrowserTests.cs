using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace LianPay.Module.Tests.Reports;

/// <summary>The page in a real browser: on a desk, in the dark, on a phone and on paper. The pictures are attached to the test for a person's eye.</summary>
public sealed class ReportBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IDisposable
{
    /// <summary>A batch with every status, the longest order number and amount, a long payee of each script, and hostile text.</summary>
    private const string Batch = """
        & {
            $row = 0
            foreach ($status in 'Paid', 'Accepted', 'Taken', 'Unknown', 'NotSent', 'Untouched', 'Refused', 'Review', 'Held', 'Rejected', 'Failed', 'Returned', 'Closed') {
                foreach ($payee in '上海全渠道网络科技有限公司第一分公司', 'Muhammad Abdul-Rahman al-Farsi bin Abdullah', '<script>document.title = "run"</script>', ('W' * 120)) {
                    $row++
                    [LianPay.ConfirmationResult]@{
                        Row = $row; OrderNumber = '7' * (33 - $status.Length); Status = $status; Environment = $environment; Payee = $payee; Amount = 999999999.99; PaybillId = '201702081234567890'
                        RetCode = '4002'; RetMessage = '疑似重复提交订单且收款银行卡和姓名不一致'; Explanation = 'No answer within the deadline. It may have been confirmed: ask again, do not pay again.'
                        ReviewedBy = 'li.na'; Attempts = 2; SentAt = [DateTimeOffset]'2026-11-23T08:30:12+08:00'; StopReason = $status -eq 'Untouched' ? 'Connectivity' : ''
                    }
                }
            }
            [System.Management.Automation.ErrorRecord]::new([Exception]::new(('/a/very/long/path' * 20)), 'AnErrorIdThatIsAsLongAsOneCanBe', 'WriteError', $null)
        }
        """;

    /// <summary>Measures what is seen: the width that the page needs, text that is cut or has no place, and the contrast of each text with what is behind it.</summary>
    private const string Measure = """
        (() => {
          const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
          const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
          const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          const found = { width: document.documentElement.scrollWidth, window: innerWidth, texts: 0, contrast: 99, faint: '', cut: [], title: document.title, scripts: document.scripts.length, rows: 0, font: getComputedStyle(document.querySelector('.headline')).fontSize };
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const text = walk.currentNode, element = text.parentElement;
            if (!text.data.trim() || element.closest('thead, .unseen') || !element.checkVisibility()) continue;
            found.texts++;
            const range = document.createRange(); range.selectNodeContents(text);
            for (const box of range.getClientRects()) {
              const scroller = element.closest('.wide'), limit = scroller && scroller.scrollWidth > scroller.clientWidth ? Infinity : document.documentElement.clientWidth;
              if (box.left < -0.5 || box.right > limit + 0.5 || !box.height) found.cut.push(text.data.slice(0, 40));
            }
            const a = light(parse(getComputedStyle(element).color)), b = light(behind(element)), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < found.contrast) { found.contrast = ratio; found.faint = text.data.slice(0, 40); }
          }
          found.rows = [...document.querySelectorAll('main > section > .wide tbody tr')].filter(row => row.checkVisibility() && row.getBoundingClientRect().height > 0).length;
          found.overlaps = [...document.querySelectorAll('tbody tr')].filter(row => { const cells = [...row.children].map(cell => cell.getBoundingClientRect()).filter(box => box.width); return cells.some((x, i) => cells.some((y, j) => i < j && x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1)); }).length;
          found.spilled = [...document.querySelectorAll('tbody td, tbody th')].filter(cell => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth).map(cell => cell.textContent.slice(0, 40));
          return found;
        })()
        """;

    private readonly ReportRun _report = new();

    [Theory]
    [InlineData("desk", 1280, "light")]
    [InlineData("dark", 1280, "dark")]
    [InlineData("tablet", 768, "light")]
    [InlineData("phone", 390, "light")]
    [InlineData("phone-dark", 390, "dark")]
    [InlineData("narrow", 320, "light")]
    public async Task Everything_is_seen_and_nothing_needs_to_be_pushed_aside(string name, int width, string colorScheme)
    {
        Chromium browser = await chromium.GetAsync();
        Write("Production");

        await browser.OpenAsync(_report.Path, width, 900, colorScheme);
        JsonNode seen = await browser.EvaluateAsync(Measure);
        byte[] picture = await browser.ScreenshotAsync();
        TestContext.Current.AddAttachment($"report-{name}.png", picture, "image/png");

        Assert.Equal(width, seen["window"]!.GetValue<int>());
        Assert.Equal(width, seen["width"]!.GetValue<int>());
        Assert.Empty(seen["cut"]!.AsArray().Select(text => text!.GetValue<string>()));
        Assert.Empty(seen["spilled"]!.AsArray().Select(text => text!.GetValue<string>()));
        Assert.Equal(0, seen["overlaps"]!.GetValue<int>());
        Assert.Equal(52, seen["rows"]!.GetValue<int>());
        Assert.True(seen["contrast"]!.GetValue<double>() >= 4.5, $"{seen["contrast"]} is too faint: {seen["faint"]}");
        Assert.Equal(0, seen["scripts"]!.GetValue<int>());
        Assert.Equal("Confirmation of held payments", seen["title"]!.GetValue<string>());

        // The style sheet got past the page's own policy: without it, a paragraph has 16 px.
        Assert.NotEqual("16px", seen["font"]!.GetValue<string>());
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16, 4)));
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20, 4)), 900, 100_000);
    }

    [Fact]
    public async Task On_a_phone_each_row_is_a_card_that_names_its_values()
    {
        Chromium browser = await chromium.GetAsync();
        Write("Production");

        await browser.OpenAsync(_report.Path, 390, 900);
        JsonNode labels = await browser.EvaluateAsync("[...document.querySelector('main > section > .wide tbody tr').children].map(cell => getComputedStyle(cell, '::before').content.slice(1, -1))");

        Assert.Equal(["Row", "Order", "Payee", "Amount", "Status", "Meaning", "Reviewed by", "Sent (UTC)"], labels.AsArray().Select(label => label!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Sandbox", "SANDBOX: no money moved")]
    [InlineData("Production", null)]
    public async Task On_paper_every_page_has_its_headings_its_number_and_the_mark_of_a_sandbox(string environment, string? mark)
    {
        const string PdfToText = "/usr/bin/pdftotext";
        Assert.SkipUnless(File.Exists(PdfToText), "needs pdftotext (Debian: apt-get install poppler-utils)");
        Chromium browser = await chromium.GetAsync();
        Write(environment);
        await browser.OpenAsync(_report.Path, 1280, 900, "dark");
        byte[] pdf = await browser.PrintAsync();
        TestContext.Current.AddAttachment($"report-{environment}.pdf", pdf, "application/pdf");
        string path = Path.ChangeExtension(_report.Path, ".pdf");
        await File.WriteAllBytesAsync(path, pdf, TestContext.Current.CancellationToken);

        using Process convert = Process.Start(new ProcessStartInfo(PdfToText, ["-layout", "-enc", "UTF-8", path, "-"]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        string text = await convert.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await convert.WaitForExitAsync(TestContext.Current.CancellationToken);
        string[] pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.InRange(pages.Length, 4, 20);
        Assert.All(pages, (page, index) => Assert.Contains($"{index + 1} / {pages.Length}", page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Equal(mark is not null, page.Contains(mark ?? "SANDBOX", StringComparison.Ordinal)));
        int first = Array.FindIndex(pages, page => page.Contains("Every payment", StringComparison.Ordinal));
        Assert.InRange(pages.Length - first, 2, 20);
        Assert.All(pages[first..], page => Assert.Contains("Reviewed by", page, StringComparison.Ordinal));

        // An amount that breaks in its digits is read as a smaller one.
        Assert.Equal(52, pages[first..].Sum(page => page.Split("999,999,999.99").Length - 1));
    }

    public void Dispose() => _report.Dispose();

    private void Write(string environment)
    {
        _report.Engine.Set("environment", environment);
        _report.Write(Batch);
    }
}
