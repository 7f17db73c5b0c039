using System.Management.Automation;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Commands;

public sealed class ExportLianPayReportTests : IDisposable
{
    private const string Cmdlet = "Export-LianPayReport";
    private const string Paid = "[LianPay.ConfirmationResult]@{ OrderNumber = 'A1'; Status = 'Paid' }";
    private const string Old = "the report of yesterday";

    private readonly Engine _engine = new();
    private readonly TempDirectory _directory = new();

    public ExportLianPayReportTests() => _engine.Set("folder", _directory.Path);

    private string Report => _directory.File("report.html");

    [Fact]
    public void The_file_is_whole_in_UTF8_without_a_mark_and_alone_in_its_folder()
    {
        Assert.Empty(EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -Title '付款'")).Output);

        byte[] bytes = File.ReadAllBytes(Report);
        string text = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", text, StringComparison.Ordinal);
        Assert.Contains("<h1>付款</h1>", text, StringComparison.Ordinal);
        Assert.Equal([Report], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void PassThru_writes_the_file()
    {
        PSObject file = Assert.Single(EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -PassThru")).Output);

        FileInfo info = Assert.IsType<FileInfo>(file.BaseObject);
        Assert.Equal(Report, info.FullName);
        Assert.Equal(File.ReadAllBytes(Report).Length, info.Length);
    }

    [Theory]
    [InlineData("./report.html", "report.html")]
    [InlineData("-Path report.html", "report.html")]
    [InlineData("-LiteralPath 'a[1].html'", "a[1].html")]
    [InlineData("-Path 'a`[1`].html'", "a[1].html")]
    [InlineData("-PSPath \"Microsoft.PowerShell.Core\\FileSystem::$folder/b[2].html\"", "b[2].html")]
    [InlineData("-LP $folder/报告.html", "报告.html")]
    public void A_path_is_taken_in_every_way(string arguments, string name)
    {
        EngineAssert.Clean(_engine.Try($"$null = $ExecutionContext.SessionState.Path.SetLocation($folder); {Paid} | Export-LianPayReport {arguments}"));

        Assert.Equal([_directory.File(name)], Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData("' '")]
    [InlineData("\"a`nb.html\"")]
    [InlineData("\"$folder/*.html\"")]
    [InlineData("\"$folder/a[1].html\"")]
    [InlineData("-LiteralPath \"`0\"")]
    [InlineData("$folder")]
    [InlineData("Variable:report")]
    [InlineData("nowhere:\\report.html")]
    [ErrorId(Cmdlet, "ReportPathInvalid")]
    public void A_path_that_is_of_no_file_is_refused_before_anything_upstream_begins(string path)
    {
        EngineRun run = _engine.Try($"$ran = 0; 1..3 | ForEach-Object {{ $ran++; {Paid} }} | Export-LianPayReport {path}");

        EngineAssert.Error(run, Cmdlet, "ReportPathInvalid");
        Assert.Equal(0, _engine.Get("ran"));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    [ErrorId(Cmdlet, "ReportFileUnwritable")]
    public void A_folder_that_is_not_there_is_refused_before_anything_upstream_begins()
    {
        EngineRun run = _engine.Try($"$ran = 0; 1..3 | ForEach-Object {{ $ran++; {Paid} }} | Export-LianPayReport $folder/none/report.html");

        EngineAssert.Error(run, Cmdlet, "ReportFileUnwritable");
        Assert.Equal(0, _engine.Get("ran"));
    }

    [Fact]
    public void A_device_and_a_pipe_keep_their_names()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs devices and pipes with names");
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", _directory.File("pipe")))
        {
            make.WaitForExit();
        }

        EngineAssert.Error(_engine.Try($"{Paid} | Export-LianPayReport $folder/pipe"), Cmdlet, "ReportPathInvalid");
        EngineAssert.Error(_engine.Try($"{Paid} | Export-LianPayReport /dev/full"), Cmdlet, "ReportPathInvalid");
        File.CreateSymbolicLink(_directory.File("link"), "/dev/full");
        EngineAssert.Error(_engine.Try($"{Paid} | Export-LianPayReport $folder/link"), Cmdlet, "ReportPathInvalid");
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public void A_folder_that_vanishes_under_the_batch_is_one_error_and_the_batch_goes_on()
    {
        Directory.CreateDirectory(_directory.File("inner"));

        EngineRun run = _engine.Try($$"""
            $ran = 0
            1..5 | ForEach-Object { $ran++; if ($_ -eq 2) { [IO.Directory]::Delete("$folder/inner", $true) }; [LianPay.ConfirmationResult]@{ Status = 'Unknown' } ; {{Paid}} } |
                Export-LianPayReport $folder/inner/report.html -PassThru
            """);

        EngineAssert.Error(run, Cmdlet, "ReportFileUnwritable");
        Assert.Null(run.Failure);
        Assert.Empty(run.Output);
        Assert.Equal(5, _engine.Get("ran"));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_whole_and_keeps_who_may_read_it()
    {
        File.WriteAllText(Report, new string('x', 100_000));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Report, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html"));

        Assert.EndsWith("</html>\n", File.ReadAllText(Report), StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", File.ReadAllText(Report), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Report));
        }
    }

    [Fact]
    public void Where_a_link_leads_there_the_file_is_written()
    {
        File.WriteAllText(Report, Old);
        File.CreateSymbolicLink(_directory.File("latest.html"), Report);
        File.CreateSymbolicLink(_directory.File("next.html"), _directory.File("new.html"));

        EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/latest.html; {Paid} | Export-LianPayReport $folder/next.html"));

        Assert.NotNull(new FileInfo(_directory.File("latest.html")).LinkTarget);
        Assert.EndsWith("</html>\n", File.ReadAllText(Report), StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", File.ReadAllText(_directory.File("new.html")), StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "ReportFileExists")]
    public void NoClobber_keeps_a_file_that_is_there_and_one_that_appears_under_the_batch()
    {
        EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -NoClobber"));
        File.WriteAllText(Report, Old);

        EngineAssert.Error(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -NoClobber"), Cmdlet, "ReportFileExists");
        EngineAssert.Error(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -NoClobber -Force"), Cmdlet, "ReportFileExists");
        EngineAssert.Error(
            _engine.Try($"& {{ {Paid}; [IO.File]::WriteAllText(\"$folder/late.html\", '{Old}') }} | Export-LianPayReport $folder/late.html -NoClobber"), Cmdlet, "ReportFileExists");

        Assert.Equal(Old, File.ReadAllText(Report));
        Assert.Equal(Old, File.ReadAllText(_directory.File("late.html")));
        Assert.Equal(2, Directory.GetFileSystemEntries(_directory.Path).Length);
    }

    [Fact]
    [ErrorId(Cmdlet, "ReportFileReadOnly")]
    public void A_read_only_file_is_replaced_with_Force_alone_and_stays_read_only()
    {
        File.WriteAllText(Report, Old);
        FileInfo file = new(Report) { IsReadOnly = true };

        EngineAssert.Error(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html"), Cmdlet, "ReportFileReadOnly");
        Assert.Equal(Old, File.ReadAllText(Report));

        EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -Force"));
        Assert.EndsWith("</html>\n", File.ReadAllText(Report), StringComparison.Ordinal);
        file.Refresh();
        Assert.True(file.IsReadOnly);
        file.IsReadOnly = false;
    }

    [Fact]
    public void WhatIf_and_a_no_write_nothing()
    {
        File.WriteAllText(Report, Old);

        EngineRun whatIf = EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -WhatIf -PassThru"));
        Assert.Contains(Report, whatIf.Screen, StringComparison.Ordinal);
        _engine.Host.Answer("No");
        EngineRun no = EngineAssert.Clean(_engine.Try($"{Paid} | Export-LianPayReport $folder/report.html -Confirm -PassThru"));

        Assert.Empty(whatIf.Output.Concat(no.Output));
        Assert.Equal(Old, File.ReadAllText(Report));
        Assert.Equal([Report], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData("throw 'upstream'")]
    [InlineData("break")]
    public void A_batch_that_ends_early_leaves_the_old_file_and_nothing_half_written(string end)
    {
        File.WriteAllText(Report, Old);

        _engine.Try($"foreach ($once in 1) {{ 1..3 | ForEach-Object {{ [LianPay.ConfirmationResult]@{{ Status = 'Unknown' }}; if ($_ -eq 2) {{ {end} }} }} | Export-LianPayReport $folder/report.html }}");

        Assert.Equal(Old, File.ReadAllText(Report));
        Assert.Equal([Report], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_batch_that_is_stopped_leaves_the_old_file_and_nothing_half_written()
    {
        File.WriteAllText(Report, Old);
        using ManualResetEventSlim reached = new();
        _engine.Set("reached", reached);
        using (RunningScript script = _engine.Start($"& {{ {Paid}; $reached.Set(); while ($true) {{ {Paid} }} }} | Export-LianPayReport $folder/report.html"))
        {
            Assert.True(reached.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            script.Stop();
            Assert.IsType<PipelineStoppedException>(script.Wait().Failure);
        }

        Assert.Equal(Old, File.ReadAllText(Report));
        Assert.Equal([Report], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void On_Unix_the_rows_that_wait_have_no_name_that_a_killed_process_could_leave()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the system deletes them");

        EngineAssert.Clean(_engine.Try($"& {{ {Paid}; [LianPay.ConfirmationResult]@{{ Status = 'Unknown' }}; $global:seen = [IO.Directory]::GetFileSystemEntries($folder).Count }} | Export-LianPayReport $folder/report.html"));

        Assert.Equal(0, _engine.Get("seen"));
        Assert.True(File.Exists(Report));
    }

    [Fact]
    public void The_report_of_a_real_batch_agrees_with_its_summary()
    {
        using Session session = new("-HeldPayment 3");
        session.Engine.Set("rows", new object[]
        {
            Row.Of(session.Payments[0]).AsObject(), Row.Of(session.Payments[1]).Without("reviewed_by").AsObject(), Row.Of(session.Payments[2]).AsObject(),
        });
        session.Engine.Set("folder", _directory.Path);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("""
            $results = $rows | Confirm-LianPayment -Confirm:$false -ErrorVariable bad -ErrorAction SilentlyContinue
            @($results) + @($bad) | Export-LianPayReport $folder/report.html
            Get-LianPayRecord | Export-LianPayReport $folder/ledger.html
            $results | Where-Object Status -eq Accepted | Get-LianPayment | Export-LianPayReport $folder/states.html
            (@($results) + @($bad) | Measure-LianPayment).ExitCode
            """));

        string batch = File.ReadAllText(Report);
        Assert.Contains($"<dd>{run.Output[0].BaseObject}: some rows were refused", batch, StringComparison.Ordinal);
        Assert.Contains("2 of 3 payments are accepted (not paid yet)", batch, StringComparison.Ordinal);
        Assert.Contains("NotReviewed", batch, StringComparison.Ordinal);
        Assert.Contains("2 of 2 payments are accepted (not paid yet); none needs a person.", File.ReadAllText(_directory.File("ledger.html")), StringComparison.Ordinal);
        Assert.Contains("2 of 2 payments are accepted (not paid yet),", File.ReadAllText(_directory.File("states.html")), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_directory.Path), file => Assert.Contains("<strong>SANDBOX</strong>", File.ReadAllText(file), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }
}
