using System.Management.Automation;

namespace LianPay.Module.Tests;

public sealed class EngineTests
{
    [Fact]
    public void The_module_under_test_is_the_one_that_is_imported()
    {
        using var engine = new Engine();

        PSModuleInfo module = Assert.IsType<PSModuleInfo>(Assert.Single(engine.Run("Get-Module LianPay").Output).BaseObject);

        Assert.Equal(Engine.ModuleRoot, module.ModuleBase);
    }

    [Fact]
    public void Every_stream_of_a_script_is_returned()
    {
        using var engine = new Engine([]);
        engine.Set("given", 20);

        EngineRun run = engine.Run("""
            function Write-Everything {
                [CmdletBinding()] param()
                $given + 1
                $PSCmdlet.WriteWarning('a warning')
                $PSCmdlet.WriteVerbose('a detail')
                $PSCmdlet.WriteDebug('a trace')
                $PSCmdlet.WriteInformation('a note', @())
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'a job', 'a step'))
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                    [System.InvalidOperationException]::new('an error'), 'AnId', 'InvalidData', @{ row = 'a target' }))
            }
            $DebugPreference = 'Continue'
            Write-Everything -Verbose
            'on the screen' | Out-Host
            """);

        Assert.Equal(21, Assert.Single(run.Output).BaseObject);
        Assert.Equal("a warning", Assert.Single(run.Warnings));
        Assert.Equal("a detail", Assert.Single(run.Verbose));
        Assert.Equal("a trace", Assert.Single(run.Debug));
        Assert.Equal("a note", Assert.Single(run.Information).MessageData);
        Assert.Equal("a step", Assert.Single(run.Progress).StatusDescription);
        Assert.StartsWith("AnId", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("on the screen\n", run.Screen);
        foreach (string text in (string[])["a warning", "a detail", "a trace", "a note", "a step", "an error", "on the screen"])
        {
            Assert.Contains(text, run.EveryStream(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_terminating_error_is_an_exception_and_Try_keeps_what_came_before_it()
    {
        using var engine = new Engine([]);

        Assert.Throws<RuntimeException>(() => engine.Run("throw 'the end'"));
        EngineRun run = engine.Try("1; 2; throw 'the end'");

        Assert.Equal([1, 2], run.Output.Select(item => item.BaseObject));
        Assert.Equal("the end", run.FailureRecord?.Exception.Message);
    }

    [Fact]
    public void A_prompt_is_answered_from_the_queue_and_fails_without_an_answer()
    {
        const string Script = """
            function Remove-Sample {
                [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
                $PSCmdlet.ShouldProcess('the target', 'the action')
            }
            Remove-Sample
            """;
        using var engine = new Engine([]);

        engine.Host.Answer("No");
        EngineRun refused = engine.Run(Script);

        Assert.Equal(false, Assert.Single(refused.Output).BaseObject);
        Assert.Contains("the target", Assert.Single(engine.Host.Prompts), StringComparison.Ordinal);
        Assert.Contains("Nobody answers", Assert.Single(engine.Run(Script).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_started_script_is_stopped_as_by_Ctrl_C()
    {
        using var engine = new Engine([]);
        using RunningScript running = engine.Start("1; while ($true) { }");
        using var written = new ManualResetEventSlim();
        running.Output.DataAdded += (_, _) => written.Set();
        if (running.Output.Count == 0)
        {
            written.Wait(TestContext.Current.CancellationToken);
        }

        running.Stop();

        Assert.IsType<PipelineStoppedException>(running.Wait().Failure);
    }
}
