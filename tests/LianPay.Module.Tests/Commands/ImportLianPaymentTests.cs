using System.Management.Automation;
using System.Text;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

public sealed class ImportLianPaymentTests : IDisposable
{
    private const string Cmdlet = "Import-LianPayment";
    private const string Header = "no_order,confirm_code,ret_code";
    private const string Good = Header + "\nA1,730194,4002\n";

    private readonly Engine _engine = new();
    private readonly TempDirectory _directory = new();

    [Fact]
    public void Every_known_column_is_read_and_the_others_are_kept()
    {
        Write("held.csv", "no_order,confirm_code,ret_code,ret_msg,oid_partner,notify_url,money_order,acct_name,reviewed_by,reviewed_at,review_reason,decision,department\n"
            + "00170208165924,037007,4002,疑似重复提交订单,201606221000921503,https://pay.example.com/notify,12.50,张三,li.na,2026-11-23T08:30:00+08:00,paid twice,Denied,north\n");

        PSObject payment = Assert.Single(EngineAssert.Clean(Import("held.csv")).Output);

        Assert.Equal("LianPay.HeldPayment", payment.TypeNames[0]);
        Assert.Equal("00170208165924", payment.Text("OrderNumber"));
        Assert.Equal("037007", payment.Text("ConfirmCode"));
        Assert.Equal("4002", payment.Text("RetCode"));
        Assert.Equal("疑似重复提交订单", payment.Text("RetMessage"));
        Assert.Equal("201606221000921503", payment.Text("PartnerId"));
        Assert.Equal("https://pay.example.com/notify", payment.Text("NotifyUrl"));
        Assert.Equal(12.50m, payment.Value("Amount"));
        Assert.Equal("张三", payment.Text("Payee"));
        Assert.Equal("li.na", payment.Text("ReviewedBy"));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(8)), payment.Value("ReviewedAt"));
        Assert.Equal("paid twice", payment.Text("ReviewReason"));
        Assert.Equal("Denied", payment.Text("Decision"));
        Assert.Equal(1L, payment.Value("Row"));
        Assert.Equal("held.csv:2", payment.Text("Source"));
        Assert.Equal("north", payment.Text("department"));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    public void The_culture_of_the_thread_changes_nothing(string culture)
    {
        Write("held.csv", "no_order,confirm_code,ret_code,money_order,reviewed_by,reviewed_at\nI1,037007,4002,1234.50,li.na,2026-11-23T08:30:00+08:00\n");

        EngineRun run = EngineAssert.Clean(_engine.Try($"[System.Threading.Thread]::CurrentThread.CurrentCulture = '{culture}'; Import-LianPayment '{_directory.File("held.csv")}'"));

        PSObject payment = Assert.Single(run.Output);
        Assert.Equal(1234.50m, payment.Value("Amount"));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(8)), payment.Value("ReviewedAt"));
    }

    [Fact]
    public void The_example_of_the_repository_is_read_whole_and_shown_without_codes()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($"$all = Import-LianPayment '{Engine.CheckoutRoot}/examples/held-payments.csv'; $all; $all | Out-Host"));

        Assert.NotEmpty(run.Output);
        Assert.All(run.Output, payment => Assert.DoesNotContain(payment.Text("ConfirmCode")!, run.Screen, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-Path '{0}/*.csv'", 2)]
    [InlineData("-Path '{0}/a.csv', '{0}/b.csv'", 2)]
    [InlineData("-LiteralPath '{0}/a[1].csv'", 1)]
    [InlineData("-PSPath '{0}/a[1].csv'", 1)]
    [InlineData("-Path '{0}/a`[1`].csv'", 1)]
    [InlineData("-Path '{0}/lines.txt' -Format JsonLines", 1)]
    [InlineData("-Path '{0}/lines.jsonl'", 1)]
    [InlineData("-Path '{0}/array.json'", 1)]
    [InlineData("-Path '{0}/old.csv' -Encoding gb18030", 1)]
    public void Files_are_named_in_every_way(string arguments, int rows)
    {
        Write("a.csv", Good);
        Write("b.csv", Header + "\nB1,730194,4002\n");
        Write("a[1].csv", Header + "\nC1,730194,4002\n");
        Write("lines.jsonl", "{\"no_order\":\"A1\",\"confirm_code\":\"730194\",\"ret_code\":\"4002\"}\n");
        Write("lines.txt", "{\"no_order\":\"A1\",\"confirm_code\":\"730194\",\"ret_code\":\"4002\"}\n");
        Write("array.json", "[{\"no_order\":\"A1\",\"confirm_code\":\"730194\",\"ret_code\":\"4002\"}]");
        if (arguments.Contains("old", StringComparison.Ordinal))
        {
            File.WriteAllBytes(_directory.File("old.csv"), CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Header + ",acct_name\nA1,730194,4002,张三\n"));
        }

        if (arguments.Contains('*', StringComparison.Ordinal))
        {
            File.Delete(_directory.File("a[1].csv"));
        }

        Assert.Equal(rows, EngineAssert.Clean(_engine.Try($"Import-LianPayment {string.Format(System.Globalization.CultureInfo.InvariantCulture, arguments, _directory.Path)}")).Output.Count);
    }

    [Theory]
    [InlineData("-Path '{0}/[ab].csv'", "A1 B1")]
    [InlineData("-Path '{0}/?.csv', '{0}/a`[1`].csv'", "A1 B1 C1")]
    [InlineData("-Path '{0}/*[[]1*'", "C1")]
    [InlineData("-LP '{0}/a[1].csv'", "C1")]
    [InlineData("-LiteralPath '{0}/a[1].csv', '{0}/b.csv'", "C1 B1")]
    [InlineData("-LiteralPath 'Microsoft.PowerShell.Core\\FileSystem::{0}/a[1].csv'", "C1")]
    [InlineData("-Path 'Microsoft.PowerShell.Core\\FileSystem::{0}/[a-b].csv'", "A1 B1")]
    public void Wildcards_and_brackets_mean_what_they_mean_in_every_other_cmdlet(string arguments, string orders)
    {
        Write("a.csv", Good);
        Write("b.csv", Header + "\nB1,730194,4002\n");
        Write("a[1].csv", Header + "\nC1,730194,4002\n");

        EngineRun run = EngineAssert.Clean(_engine.Try($"Import-LianPayment {string.Format(System.Globalization.CultureInfo.InvariantCulture, arguments, _directory.Path)}"));

        Assert.Equal(orders.Split(' '), run.Output.Select(payment => payment.Text("OrderNumber")));
    }

    [Fact]
    public void A_relative_path_begins_at_the_location_of_the_session()
    {
        Write("held.csv", Good);
        _engine.Set("folder", _directory.Path);

        EngineRun run = EngineAssert.Clean(_engine.Try("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Import-LianPayment ./held.csv; Import-LianPayment h*.csv; Import-LianPayment -LiteralPath held.csv"));

        Assert.Equal(3, run.Output.Count);
    }

    [Theory]
    [InlineData("[IO.FileInfo]::new($path)")]
    [InlineData("$path")]
    [InlineData("[PSCustomObject]@{ PSPath = $path }")]
    [InlineData("[PSCustomObject]@{ PSPath = 'Microsoft.PowerShell.Core\\FileSystem::' + $path; FullName = 'x' }")]
    [InlineData("[PSCustomObject]@{ FullName = $path }")]
    [InlineData("$ExecutionContext.InvokeProvider.Item.Get(@($path), $true, $true)")]
    public void Files_are_taken_from_the_pipeline(string input)
    {
        Write("a[1].csv", Good);
        _engine.Set("path", input == "$path" ? WildcardPattern.Escape(_directory.File("a[1].csv")) : _directory.File("a[1].csv"));

        Assert.Equal("A1", Assert.Single(EngineAssert.Clean(_engine.Try($"{input} | Import-LianPayment")).Output).Text("OrderNumber"));
    }

    [Theory]
    [InlineData("$row | Import-LianPayment")]
    [InlineData("Import-LianPayment -Path $row")]
    [InlineData("Import-LianPayment -Path $row, $row")]
    [InlineData("@{ confirm_code = '730194' } | Import-LianPayment")]
    public void A_row_in_the_place_of_a_path_is_refused_without_its_code(string script)
    {
        _engine.Set("row", Row.Of("A1", "730194").AsObject());

        EngineRun run = _engine.Try(script);

        Assert.NotEmpty(run.Errors);
        Assert.All(run.Errors, error => EngineAssert.Error(error, Cmdlet, "PaymentFileFileNotFound"));
        Assert.DoesNotContain("730194", run.EveryStream(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-LianPayment")]
    [InlineData("Import-LianPayment -Path $null")]
    [InlineData("Import-LianPayment -Path ''")]
    [InlineData("$null | Import-LianPayment")]
    public void No_path_at_all_is_an_error(string script) =>
        EngineAssert.Error(_engine.Try(script), Cmdlet, "PaymentFileFileNotFound");

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("PaymentFileFileNotFound", "none.csv", null)]
    [InlineData("PaymentFileFileNotFound", "*.none", null)]
    [InlineData("PaymentFileFileUnreadable", "folder.csv", null)]
    [InlineData("PaymentFileFileNotFound", "none/*.csv", null)]
    [InlineData("PaymentFileFormatUnknown", "held.txt", Good)]
    [InlineData("PaymentFileEncoding", "held.csv", Header + "\nA1,730194,\u0001\n")]
    [InlineData("PaymentFileHeaderMissing", "held.csv", "")]
    [InlineData("PaymentFileColumnMissing", "held.csv", "no_order,confirm_code\nA1,730194\n")]
    [InlineData("PaymentFileColumnUnnamed", "held.csv", Header + ",\nA1,730194,4002,x\n")]
    [InlineData("PaymentFileDuplicateColumn", "held.csv", Header + ",OrderNumber\nA1,730194,4002,A1\n")]
    [InlineData("PaymentFileSeparatorNotComma", "held.csv", "no_order;confirm_code;ret_code\nA1;730194;4002\n")]
    [InlineData("PaymentFileMalformed", "held.json", "[{\"no_order\":\"A1\",\"confirm_code\":\"730194\"")]
    [InlineData("PaymentFileRowTooLarge", "held.csv", "large")]
    [InlineData("PaymentFileConflictingCodes", "held.csv", Good + "A1,730195,4002\n")]
    public void A_file_that_is_refused_gives_no_payment(string id, string name, string? content)
    {
        WriteRaw(name, content);
        Directory.CreateDirectory(_directory.File("folder.csv"));

        EngineRun run = Import(name);

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("730194", run.EveryStream(), StringComparison.Ordinal);
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("PaymentRowRaggedRow", "held.csv", "B1,730195,4002,x")]
    [InlineData("PaymentRowLoneCarriageReturn", "held.csv", "B1,730195,4002\rx")]
    [InlineData("PaymentRowJsonInvalid", "held.jsonl", "{\"no_order\"")]
    [InlineData("PaymentRowNotAnObject", "held.json", "17")]
    [InlineData("PaymentRowDuplicateField", "held.json", "{\"no_order\":\"B1\",\"OrderNumber\":\"B1\",\"confirm_code\":\"730195\",\"ret_code\":\"4002\"}")]
    [InlineData("PaymentRowValueNotText", "held.json", "{\"no_order\":\"B1\",\"confirm_code\":[\"730195\"],\"ret_code\":\"4002\"}")]
    [InlineData("PaymentRowTextInvalid", "held.json", "{\"no_order\":\"B1\",\"confirm_code\":\"730195\",\"ret_code\":\"4002\",\"acct_name\":\"\\ud800\"}")]
    [InlineData("PaymentRowNumericId", "held.json", "{\"no_order\":20170208165924,\"confirm_code\":\"730195\",\"ret_code\":\"4002\"}")]
    [InlineData("PaymentRowOrderNumberInvalid", "held.csv", "2.01606E+17,730195,4002")]
    [InlineData("PaymentRowConfirmCodeInvalid", "held.csv", "B1,37007,4002")]
    [InlineData("PaymentRowRetCodeInvalid", "held.csv", "B1,730195,402")]
    [InlineData("PaymentRowPartnerIdInvalid", "more.csv", "B1,730195,4002,2.01606E+17,,,,")]
    [InlineData("PaymentRowNotifyUrlInvalid", "more.csv", "B1,730195,4002,,ftp://x/,,,")]
    [InlineData("PaymentRowAmountInvalid", "more.csv", "B1,730195,4002,,,\"1,50\",,")]
    [InlineData("PaymentRowReviewedByInvalid", "more.csv", "B1,730195,4002,,,,li\u202Ena,2026-11-23T08:30:00Z")]
    [InlineData("PaymentRowReviewedAtInvalid", "more.csv", "B1,730195,4002,,,,li.na,03/04/2026")]
    [InlineData("PaymentRowDuplicateOrder", "held.csv", "A1,730194,4002")]
    public void A_bad_row_is_left_out_and_the_others_are_read(string id, string name, string row)
    {
        Write(name, name switch
        {
            "held.csv" => $"{Header}\nA1,730194,4002\n{row}\nC1,730196,4002\n",
            "more.csv" => $"{Header},oid_partner,notify_url,money_order,reviewed_by,reviewed_at\nA1,730194,4002,,,,,\n{row}\nC1,730196,4002,,,,,\n",
            "held.jsonl" => $"{Json("A1")}\n{row}\n{Json("C1")}\n",
            _ => $"[{Json("A1")},{row},{Json("C1")}]",
        });

        EngineRun run = Import(name);

        PSObject target = PSObject.AsPSObject(EngineAssert.Error(run, Cmdlet, id).TargetObject);
        Assert.Equal(2L, target.Value("Row"));
        Assert.StartsWith(name, target.Text("Source"), StringComparison.Ordinal);
        Assert.Equal(["A1", "C1"], run.Output.Select(payment => payment.Text("OrderNumber")));
        foreach (string code in (string[])["730194", "730195", "37007"])
        {
            Assert.DoesNotContain(code, run.EveryStream(), StringComparison.Ordinal);
        }
    }

    [Fact]
    [ErrorId(Cmdlet, "PaymentFileFileChanged")]
    public void A_file_that_changes_while_its_payments_leave_ends_with_an_error()
    {
        const int Rows = 20_000;
        Write("held.csv", Header + "\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"R{row},100000,4002\n")));
        _engine.Set("path", _directory.File("held.csv"));

        EngineRun run = _engine.Try("Import-LianPayment $path | ForEach-Object { if ($_.Row -eq 1) { [IO.File]::AppendAllText($path, 'X') }; $_ }");

        EngineAssert.Error(run, Cmdlet, "PaymentFileFileChanged");
        Assert.InRange(run.Output.Count, 1, Rows - 1);
    }

    [Fact]
    [ErrorId(Cmdlet, "EncodingInvalid")]
    public void An_encoding_that_nobody_knows_is_refused() =>
        EngineAssert.Error(_engine.Try("Import-LianPayment ./held.csv -Encoding none"), Cmdlet, "EncodingInvalid");

    [Fact]
    public void Payments_stream_and_a_consumer_that_has_enough_ends_the_reading()
    {
        Write("held.csv", Header + "\n" + string.Concat(Enumerable.Range(0, 1000).Select(row => $"R{row},100000,4002\n")));

        EngineRun run = EngineAssert.Clean(_engine.Try($"foreach ($once in 1) {{ Import-LianPayment '{_directory.File("held.csv")}' | ForEach-Object {{ $_; if ($_.Row -eq 3) {{ break }} }} }}"));

        Assert.Equal(3, run.Output.Count);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }

    private static string Json(string order) => $"{{\"no_order\":\"{order}\",\"confirm_code\":\"730194\",\"ret_code\":\"4002\"}}";

    private void Write(string name, string text) => File.WriteAllText(_directory.File(name), text);

    private void WriteRaw(string name, string? content)
    {
        if (content is not null)
        {
            // U+0001 stands for a byte that is not UTF-8, and a word for a megabyte that nobody wants to read here.
            File.WriteAllBytes(_directory.File(name), content == "large"
                ? Encoding.ASCII.GetBytes($"{Header},x\nA1,730194,4002,{new string('x', 2_000_000)}\n")
                : [.. content.SelectMany(character => character == '\u0001' ? [0xFF] : Encoding.UTF8.GetBytes([character]))]);
        }
    }

    private EngineRun Import(string name) => _engine.Try($"Import-LianPayment '{_directory.Path}/{name}'");
}
