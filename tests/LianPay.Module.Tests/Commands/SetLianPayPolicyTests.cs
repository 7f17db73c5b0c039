using System.Diagnostics;
using System.Management.Automation;
using LianPay.Core.Tests;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Commands;

/// <summary>The ledger's own rules of review.</summary>
public sealed class SetLianPayPolicyTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Set-LianPayPolicy";
    private const string Confirm = "Confirm-LianPayment";

    /// <summary>A user's id that no list of users has.</summary>
    private const uint Stranger = 64_999;

    [Fact]
    public void Rules_are_set_and_lifted_one_by_one_with_who_and_when()
    {
        using TempDirectory folder = new();
        using Session session = Session(folder);
        DateTimeOffset before = DateTimeOffset.UtcNow.AddSeconds(-1);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("""
            (Get-LianPayConnection).Policy
            Set-LianPayPolicy -RequireSecondPerson -Confirm:$false
            Set-LianPayPolicy -RequireLedgerApproval -Confirm:$false
            Set-LianPayPolicy -RequireSecondPerson:$false -Confirm:$false
            (Get-LianPayConnection).Policy
            """));

        Assert.Equal(
            [(false, false), (false, true), (true, true), (true, false), (true, false)],
            run.Output.Select(policy => ((bool)policy.Value("RequireLedgerApproval")!, (bool)policy.Value("RequireSecondPerson")!)));
        Assert.Equal([null, Environment.UserName, Environment.UserName, Environment.UserName, Environment.UserName], run.Output.Select(policy => policy.Text("SetBy")));
        Assert.Null(run.Output[0].Value("SetAt"));
        Assert.InRange((DateTimeOffset)run.Output[4].Value("SetAt")!, before, DateTimeOffset.UtcNow);
        Assert.Equal(folder.File("ledger.db"), run.Output[4].Text("Ledger"));
    }

    [Fact]
    public void It_asks_first_and_WhatIf_sets_nothing()
    {
        using TempDirectory folder = new();
        using Session session = Session(folder);
        session.Engine.Host.Answer("No");

        EngineRun run = EngineAssert.Clean(session.Engine.Try("""
            Set-LianPayPolicy -RequireSecondPerson
            Set-LianPayPolicy -RequireSecondPerson -WhatIf
            (Get-LianPayConnection).Policy
            """));

        Assert.Equal(false, Assert.Single(run.Output).Value("RequireSecondPerson"));
        Assert.Contains("RequireSecondPerson True", Assert.Single(session.Engine.Host.Prompts), StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Confirm, "LedgerApprovalMissing")]
    public void The_columns_of_a_file_are_no_review_where_the_ledger_asks_for_its_own()
    {
        using TempDirectory folder = new();
        using Session session = Session(folder);
        object row = Row.Of(sandbox.Take(1)[0]).AsObject();
        session.Engine.Set("row", row);
        session.Engine.Run("Set-LianPayPolicy -RequireLedgerApproval -Confirm:$false");

        EngineAssert.Error(session.Confirm([row]), Confirm, "LedgerApprovalMissing");
        Assert.Equal(0, session.Requests);

        session.Engine.Run("$row | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked'");
        Assert.Equal("Accepted", Assert.Single(EngineAssert.Clean(session.Confirm([row])).Output).Text("Status"));
    }

    [Fact]
    [ErrorId(Confirm, "SamePerson")]
    public void Who_approved_does_not_confirm_whatever_name_the_approval_gives()
    {
        using TempDirectory folder = new();
        using Session session = Session(folder);
        object row = Row.Of(sandbox.Take(1)[0]).AsObject();
        session.Engine.Set("row", row);
        session.Engine.Run("Set-LianPayPolicy -RequireSecondPerson -Confirm:$false; $row | Approve-LianPayment -Reviewer 'somebody else' -Reason 'Checked'");

        EngineRun run = session.Confirm([row]);

        EngineAssert.Error(run, Confirm, "SamePerson");
        Assert.Equal("Refused", Assert.Single(run.Output).Text("Status"));
        Assert.Equal(0, session.Requests);
    }

    /// <summary>Two processes under two accounts, as the guide sets them up: the ledger shared, the key a copy for each.</summary>
    [Fact]
    public async Task Another_account_of_the_operating_system_approves_and_this_one_confirms()
    {
        using TempDirectory folder = new();
        using Session session = Session(folder);
        session.Engine.Run("Set-LianPayPolicy -RequireSecondPerson -Confirm:$false");
        Row row = Row.Of(sandbox.Take(1)[0]).Without("reviewed_by").Without("reviewed_at");
        Share(folder);

        HostResult review = await HostProcess.RunAsAsync(
            Stranger,
            """
            param($manifest, $gateway, $partner, $platform, $ledger, $key, $order, $code)
            $ErrorActionPreference = 'Stop'
            Import-Module $manifest
            $pair = New-LianPayKeyPair -Path ./reviewer.pem
            Connect-LianPay -Environment Sandbox -Gateway $gateway -PartnerId $partner -PrivateKeyPath $pair.PrivateKeyPath -PlatformKeyPath $platform `
                -Ledger $ledger -LedgerKeyPath $key
            $null = @{ no_order = $order; confirm_code = $code; ret_code = '4002' } | Approve-LianPayment -Reviewer 'wang.wei' -Reason 'Checked by phone'
            Disconnect-LianPay
            'approved'
            """,
            Engine.ManifestPath, sandbox.Sandbox.Text("Gateway")!, sandbox.Sandbox.Text("PartnerId")!, folder.File("platform.pem"),
            folder.File("ledger.db"), folder.File("stranger.key"), row.AsObject().Text("no_order")!, row.AsObject().Text("confirm_code")!);
        Assert.Equal((0, "approved"), (review.ExitCode, review.Output.Trim()));

        PSObject result = Assert.Single(EngineAssert.Clean(session.Confirm([row.AsObject()])).Output);

        Assert.Equal(("Accepted", "wang.wei"), (result.Text("Status"), result.Text("ReviewedBy")));
        PSObject record = Assert.Single(session.Engine.Run("Get-LianPayRecord").Output);
        Assert.Equal(($"uid:{Stranger}", Environment.UserName), (record.Text("ReviewAccount"), record.Text("ConfirmedBy")));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("NothingToSet", "Set-LianPayPolicy")]
    [InlineData("ConnectionClosed", "$c = Get-LianPayConnection; Disconnect-LianPay; Set-LianPayPolicy -RequireSecondPerson -Connection $c")]
    [InlineData("NotConnected", "Disconnect-LianPay; Set-LianPayPolicy -RequireSecondPerson")]
    public void What_cannot_be_set_is_an_error(string id, string script)
    {
        using TempDirectory folder = new();
        using Session session = Session(folder);

        EngineAssert.Error(session.Engine.Try(script), Cmdlet, id);
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerFull")]
    public void On_a_full_disk_nothing_is_set()
    {
        using SmallDisk disk = SmallDisk.Mount("1m");
        using Session session = new(sandbox, $"-Ledger '{disk.File("ledger.db")}'");
        disk.FillUp();

        EngineAssert.Error(session.Engine.Try("$ErrorActionPreference = 'Stop'; foreach ($i in 1..100) { $null = Set-LianPayPolicy -RequireSecondPerson -Confirm:$false }"), Cmdlet, "LedgerFull");
    }

    private Session Session(TempDirectory folder) => new(sandbox, $"-Ledger '{folder.File("ledger.db")}'");

    /// <summary>Lets everybody at the ledger, and gives the stranger a copy of its key.</summary>
    private void Share(TempDirectory folder)
    {
        File.Copy(folder.File("ledger.db.key"), folder.File("stranger.key"));
        File.Copy(sandbox.Sandbox.Text("PlatformKeyPath")!, folder.File("platform.pem"));
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            Run("chmod", "a+rwx", folder.Path);
            Run("chmod", "a+rw", folder.File("ledger.db"), folder.File("ledger.db-wal"), folder.File("ledger.db-shm"), folder.File("platform.pem"));
            Run("chown", $"{Stranger}", folder.File("stranger.key"));
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
