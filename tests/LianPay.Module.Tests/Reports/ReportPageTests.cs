using System.Globalization;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace LianPay.Module.Tests.Reports;

/// <summary>What the page says.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly ReportRun _report = new();

    [Theory]
    [InlineData("12 Paid,2 Refused", "12 of 14 payments are paid, 120.00 yuan; 2 need a person.")]
    [InlineData("1 Paid", "1 of 1 payment is paid, 10.00 yuan; none needs a person.")]
    [InlineData("3 Accepted,1 Unknown", "3 of 4 payments are accepted (not paid yet), 30.00 yuan; 1 needs a person.")]
    [InlineData("1 Accepted,1 Paid,2 Taken", "2 of 4 payments are accepted or paid, 20.00 yuan; 2 were taken care of before; none needs a person.")]
    [InlineData("1 Taken,1 Held", "None of 2 payments is accepted or paid; 1 was taken care of before; 1 needs a person.")]
    [InlineData("1234 Paid", "1,234 of 1,234 payments are paid, 12,340.00 yuan; none needs a person.")]
    [InlineData("", "There was no payment; none needs a person.")]
    public void The_headline_says_how_the_batch_went(string batch, string headline)
    {
        IHtmlDocument page = _report.Open($"@({Batch(batch)})");

        Assert.Equal(headline, ReportRun.Text(page, ".headline"));
    }

    [Theory]
    [InlineData("Amount = 1.50", "", "at least 1.50 yuan")]
    [InlineData("Amount = [decimal]::MaxValue", "Amount = [decimal]::MaxValue", null)]
    public void A_sum_says_when_an_amount_is_missing_and_is_left_out_when_there_is_none(string first, string second, string? sum)
    {
        IHtmlDocument page = _report.Open($"@({ReportRun.Result("Paid", first)}, {ReportRun.Result("Paid", second)})");

        Assert.Equal($"2 of 2 payments are paid{(sum is null ? "" : $", {sum}")}; none needs a person.", ReportRun.Text(page, ".headline"));
    }

    [Fact]
    public void Errors_without_payments_need_a_person_too()
    {
        IHtmlDocument page = _report.Open("[System.Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'NotConnected', 'ConnectionError', $null)");

        Assert.Equal("There was no payment; 1 error needs a person.", ReportRun.Text(page, ".headline"));
        Assert.Equal(["Error id Message What to do", "NotConnected x"], ReportRun.Texts(page, ".errors tr").Select(text => text.Replace("idMessageWhat", "id Message What", StringComparison.Ordinal).Replace("Connectedx", "Connected x", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_status_has_a_row_with_a_bar_of_its_share_and_its_words()
    {
        IHtmlDocument page = _report.Open($"@({Batch("3 Paid,1 Unknown")})");

        Assert.Equal(["Unknown", "Paid"], ReportRun.Texts(page, ".bars tbody th"));
        Assert.Equal(["1", "3"], ReportRun.Texts(page, ".bars tbody td:nth-child(2)"));
        Assert.Equal(["25 %", "75 %"], ReportRun.Texts(page, ".bars small"));
        Assert.Equal(["25", "75"], page.QuerySelectorAll(".bars rect:not(.track)").Select(bar => bar.GetAttribute("width")));
        Assert.Equal(["10.00", "30.00"], ReportRun.Texts(page, ".bars tbody td:nth-child(4)"));
    }

    [Fact]
    public void One_of_very_many_still_has_a_bar_and_is_not_called_nought()
    {
        IHtmlDocument page = _report.Open($"@({Batch("3000 Paid,1 Unknown")})");

        Assert.Equal(["under 0.1 %", "over 99.9 %"], ReportRun.Texts(page, ".bars small"));
        Assert.Equal("0.6", page.QuerySelector(".bars rect:not(.track)")!.GetAttribute("width"));
    }

    [Fact]
    public void What_needs_a_person_comes_first_the_gravest_before_the_others_and_every_payment_after_that()
    {
        string[] order = ["Paid", "Closed", "Returned", "Failed", "Rejected", "Held", "Review", "Refused", "NotSent", "Unknown", "Taken", "Accepted"];
        IHtmlDocument page = _report.Open($"@({string.Join(", ", order.Select(status => ReportRun.Result(status, $"OrderNumber = '{status}1'")))})");

        Assert.Equal(
            ["Unknown1", "NotSent1", "Refused1", "Review1", "Held1", "Rejected1", "Failed1", "Returned1", "Closed1"],
            ReportRun.Texts(page, ".group .rows tbody th"));
        Assert.Equal(order.Select(status => $"{status}1"), ReportRun.Texts(page, "main > section > .wide tbody th"));
        Assert.Equal(["By status", "Needs a person first", "Every payment"], ReportRun.Texts(page, "h2"));
        Assert.All(page.QuerySelectorAll(".group .do"), advice => Assert.True(advice.TextContent.Length > "What to do: ".Length));
    }

    [Theory]
    [InlineData("Certificate", "Untouched")]
    [InlineData("Connectivity", "Unknown")]
    public void What_the_batch_did_not_come_to_is_as_grave_as_what_stopped_it(string stop, string first)
    {
        IHtmlDocument page = _report.Open($"@({ReportRun.Result("Unknown")}, {ReportRun.Result("Untouched", $"StopReason = '{stop}'")})");

        Assert.StartsWith(first, ReportRun.Texts(page, ".group h3")[0], StringComparison.Ordinal);
        Assert.Contains(ReportRun.Texts(page, ".alert"), text => text.StartsWith($"The batch stopped ({stop}).", StringComparison.Ordinal));
        Assert.Contains(ReportRun.Texts(page, ".alert"), text => text.StartsWith("Do not pay again: 1 outcome is unknown", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LedgerDamaged", "Errors")]
    [InlineData("NotReviewed", "Refused")]
    public void An_error_that_is_graver_than_every_payment_stands_before_them(string id, string first)
    {
        IHtmlDocument page = _report.Open($"@({ReportRun.Result("Refused")}, [System.Management.Automation.ErrorRecord]::new([Exception]::new('x'), '{id},LianPay.Commands.ConfirmLianPaymentCommand', 'WriteError', $null))");

        Assert.StartsWith(first, ReportRun.Texts(page, ".group h3")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_do_is_said_in_words()
    {
        IHtmlDocument page = _report.Open(ReportRun.Result("Paid"));

        Assert.Equal("Nothing. Nobody has to do anything now.", ReportRun.Text(page, ".well"));
        Assert.Empty(page.QuerySelectorAll(".group, .alert"));
    }

    [Fact]
    public void A_payment_has_everything_in_its_row()
    {
        IHtmlDocument page = _report.Open(ReportRun.Result(
            "Rejected",
            "Row = 7; Payee = '张三'; Amount = 1234567.5; PaybillId = '2017020812345678'; RetCode = '4011'; RetMessage = '验证码不匹配'; Explanation = 'Wrong confirm code.'; ReviewedBy = 'li.na'; Attempts = 2; SentAt = [DateTimeOffset]'2026-11-23T08:30:12+08:00'"));

        IElement row = page.QuerySelector("main > section > .wide tbody tr")!;
        Assert.Equal(
            ["7", "A1Paybill 2017020812345678", "张三", "1,234,567.50", "Rejected", "Wrong confirm code.Gateway: 4011 验证码不匹配", "li.na", "2026-11-23 00:30:122 tries"],
            row.Children.Select(cell => cell.TextContent));
        Assert.Equal("zh", row.QuerySelector("span")!.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("Sandbox", "SANDBOX", "[Sandbox] Confirmation of held payments", "sandbox")]
    [InlineData("Production", "PRODUCTION", "Confirmation of held payments", "production")]
    public void Where_it_ran_is_said_before_everything_else(string environment, string word, string title, string style)
    {
        IHtmlDocument page = _report.Open($"[LianPay.ConfirmationResult]@{{ Status = 'Paid'; Environment = '{environment}' }}");

        Assert.Equal(title, page.Title);
        Assert.Equal(word, ReportRun.Text(page, "body > :first-child strong"));
        Assert.Equal(style, page.Body!.ClassName);
    }

    [Fact]
    public void A_mixture_of_environments_is_called_one_and_no_environment_is_not_guessed()
    {
        Assert.Equal("SANDBOX AND PRODUCTION", ReportRun.Text(_report.Open($"@({ReportRun.Result("Paid")}, [LianPay.ConfirmationResult]@{{ Status = 'Paid'; Environment = 'Sandbox' }})"), ".place strong"));
        Assert.Equal("ENVIRONMENT NOT KNOWN", ReportRun.Text(_report.Open("@()"), ".place strong"));
    }

    [Fact]
    public void The_facts_name_exit_code_time_duration_and_what_was_left_out()
    {
        IHtmlDocument page = _report.Open(
            $"@({ReportRun.Result("Held", "Attempts = 1; SentAt = [DateTimeOffset]'2026-11-23T08:30:12+08:00'; Duration = '00:01:02'")}, 'text', 7)", "-ErrorAction SilentlyContinue");

        Dictionary<string, string> facts = page.QuerySelectorAll(".facts div").ToDictionary(fact => fact.Children[0].TextContent, fact => fact.Children[1].TextContent);
        Assert.Equal("8: configuration or connectivity", facts["Exit code"]);
        Assert.Equal("2026-11-23T00:30:12Z", facts["First sent"]);
        Assert.Equal("1 min 02 s", facts["Duration"]);
        Assert.Equal("2 objects of the input that are neither payment nor error", facts["Left out"]);
        string[] made = facts["Made"].TrimEnd(')').Split(" (");
        Assert.All(made, text => Assert.InRange(DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5)));
        Assert.EndsWith("Z", made[1], StringComparison.Ordinal);
        Assert.False(facts.ContainsKey("Gateway"));
    }

    [Fact]
    [ErrorId("Export-LianPayReport", "NotCounted")]
    public void What_cannot_be_counted_is_an_error_and_never_a_page_that_says_all_is_well()
    {
        EngineRun run = _report.Engine.Try($"'text' | Export-LianPayReport -LiteralPath '{_report.Path}'");

        EngineAssert.Error(run, "Export-LianPayReport", "NotCounted");
        string page = File.ReadAllText(_report.Path);
        Assert.Contains("1 object could not be counted", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody has to do anything", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_out_of_a_file_of_results_is_a_row_as_the_result_is()
    {
        IHtmlDocument page = _report.Open(
            "[pscustomobject] @{ OrderNumber = 'A1'; Status = 'Unknown'; Environment = 'Sandbox'; Amount = '12.50'; Payee = '张三'; Row = '7'; RetCode = '4011'; SentAt = '2026-11-23T08:30:12+08:00'; Attempts = '1' }");

        Assert.Equal("SANDBOX", ReportRun.Text(page, ".place strong"));
        string[] cells = [.. page.QuerySelector("main > section > .wide tbody tr")!.Children.Select(cell => cell.TextContent)];
        Assert.Equal(("7", "A1", "张三", "12.50", "Unknown"), (cells[0], cells[1], cells[2], cells[3], cells[4]));
    }

    [Fact]
    public void Each_exit_code_has_the_meaning_that_the_operations_guide_gives_it()
    {
        (string Items, string Code)[] cases =
        [
            (ReportRun.Result("Paid"), "0"), (ReportRun.Result("Refused"), "2"), (ReportRun.Result("Unknown"), "3"), (ReportRun.Result("Failed"), "4"),
            (ReportRun.Result("Untouched", "StopReason = 'Ledger'"), "5"), (ReportRun.Result("Untouched", "StopReason = 'LedgerUnreachable'"), "6"),
            (ReportRun.Result("Untouched", "StopReason = 'Certificate'"), "7"), (ReportRun.Result("NotSent"), "8"), (ReportRun.Result("Held"), "10"),
        ];
        string[] guide = File.ReadAllLines(System.IO.Path.Combine(Engine.CheckoutRoot, "docs", "operations.md"));

        foreach ((string items, string code) in cases)
        {
            string[] fact = ReportRun.Texts(_report.Open(items), ".facts div:first-child dd")[0].Split(": ", 2);
            Assert.Equal(code, fact[0]);
            Assert.Contains(guide, line => line.StartsWith($"| {code} | {fact[1]} |", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_records_of_a_ledger_name_their_gateway_and_merchant()
    {
        using Session session = new("-HeldPayment 1");
        session.Confirm([Row.Of(session.Payments[0]).AsObject()]);
        _report.Engine.Set("records", session.Engine.Run("Get-LianPayRecord").Output.ToArray());

        IHtmlDocument page = _report.Open("$records");

        string facts = page.QuerySelector(".facts")!.TextContent;
        Assert.Contains(new Uri(session.Sandbox.Text("Gateway")!).Authority, facts, StringComparison.Ordinal);
        Assert.Contains(session.Sandbox.Text("PartnerId")!, facts, StringComparison.Ordinal);
        Assert.Equal("SANDBOX", ReportRun.Text(page, ".place strong"));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    public void The_culture_of_the_thread_changes_nothing(string culture)
    {
        string items = $"@({ReportRun.Result("Paid", "Attempts = 1; Amount = 1234.5; SentAt = [DateTimeOffset]'2026-11-23T08:30:12+08:00'; Duration = '00:00:01.500'")}, {ReportRun.Result("Unknown")}, {ReportRun.Result("Unknown")})";
        string invariant = _report.Write(items);

        string other = _report.Write($"[System.Threading.Thread]::CurrentThread.CurrentCulture = '{culture}'; {items}");

        Assert.Equal(WithoutClock(invariant), WithoutClock(other));
        Assert.Contains("1.5 s", other, StringComparison.Ordinal);
        Assert.Contains("1,234.50", other, StringComparison.Ordinal);

        static string WithoutClock(string page) => string.Join('\n', page.Split('\n').Where(line => !line.Contains("Made", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_needs_nothing_else_and_its_own_policy_allows_nothing_but_its_style()
    {
        string source = _report.Write($"@({Batch("2 Paid,1 Unknown,1 Refused")})");
        IHtmlDocument page = ReportRun.Parse(source);

        string style = page.QuerySelector("style")!.TextContent;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"));
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, embed, form, base, [style], [src]"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.QuerySelectorAll("[href]"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_markup_is_sound_and_says_what_its_parts_are()
    {
        IHtmlDocument page = _report.Open($"@({Batch("2 Paid,1 Unknown,1 Refused")}, [System.Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'y', 'WriteError', $null))", "-Title 'The night'");

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("width=device-width, initial-scale=1", page.QuerySelector("meta[name=viewport]")!.GetAttribute("content"));
        Assert.Equal("The night", ReportRun.Text(page, "h1"));
        Assert.Equal(1, page.QuerySelectorAll("header").Length * page.QuerySelectorAll("main").Length * page.QuerySelectorAll("footer").Length);
        Assert.All(page.QuerySelectorAll("table"), table =>
        {
            Assert.NotEmpty(table.QuerySelector("caption")!.TextContent);
            Assert.All(table.QuerySelectorAll("thead th"), heading => Assert.Equal("col", heading.GetAttribute("scope")));
            Assert.All(table.QuerySelectorAll("tbody tr"), row => Assert.Equal("row", Assert.Single(row.QuerySelectorAll("th")).GetAttribute("scope")));
            int columns = table.QuerySelectorAll("thead th").Length;
            Assert.All(table.QuerySelectorAll("tbody tr"), row => Assert.Equal(columns, row.ChildElementCount));
        });
        string[] ids = [.. page.All.Select(element => element.Id).Where(id => !string.IsNullOrEmpty(id))!];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), part => Assert.Contains(part.GetAttribute("aria-labelledby"), ids));
        Assert.Contains($"LianPay {LanguagePrimitives.ConvertTo<PSModuleInfo>(_report.Engine.Run("Get-Module LianPay").Output[0]).Version}.", ReportRun.Text(page, "footer"), StringComparison.Ordinal);
    }

    public void Dispose() => _report.Dispose();

    /// <summary>The script of "12 Paid,2 Refused", each of 10.00 yuan.</summary>
    private static string Batch(string text) => string.Join(
        "; ",
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(' ')).Select(part => $"foreach ($n in 1..{part[0]}) {{ {ReportRun.Result(part[1], "Amount = 10")} }}"));
}
