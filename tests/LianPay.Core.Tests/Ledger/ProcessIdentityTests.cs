using System.Diagnostics;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void An_owner_names_its_process_and_nobody_else()
    {
        string owner = ProcessIdentity.Current.NewOwner();

        Assert.Equal(ProcessIdentity.Current, ProcessIdentity.Parse(owner));
        Assert.NotEqual(owner, ProcessIdentity.Current.NewOwner());
        Assert.NotEqual("unknown", ProcessIdentity.Current.Start);
    }

    [Fact]
    public void A_machine_may_have_any_name() =>
        Assert.Equal("a/b c", ProcessIdentity.Parse((ProcessIdentity.Current with { Machine = "a/b c" }).NewOwner())?.Machine);

    [Theory]
    [InlineData("")]
    [InlineData("somebody")]
    [InlineData("a/b/c/d")]
    [InlineData("a/-1/c/d")]
    public void Anything_else_names_no_process(string owner) => Assert.Null(ProcessIdentity.Parse(owner));

    [Fact]
    public void A_process_that_runs_is_alive() => Assert.False(ProcessIdentity.Current.IsDead());

    [Fact]
    public void A_process_of_an_id_that_nobody_has_is_dead() =>
        Assert.True((ProcessIdentity.Current with { ProcessId = int.MaxValue }).IsDead());

    [Fact]
    public void Another_process_has_its_id_now() =>
        Assert.True((ProcessIdentity.Current with { Start = "1" + ProcessIdentity.Current.Start }).IsDead());

    [Fact]
    public void Of_another_machine_nothing_is_known() =>
        Assert.False((ProcessIdentity.Current with { Machine = "elsewhere", ProcessId = int.MaxValue }).IsDead());

    [Fact]
    public void Of_a_process_without_a_start_nothing_is_known() =>
        Assert.False((ProcessIdentity.Current with { Start = "unknown", ProcessId = int.MaxValue }).IsDead());

    [Fact]
    public void Everything_of_another_boot_is_dead_and_of_another_container_nothing_is_known()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Boot ids and namespaces of process ids are Linux's");
        string[] start = ProcessIdentity.Current.Start.Split('.');

        Assert.True((ProcessIdentity.Current with { Start = $"{start[0]}.00000000.{start[2]}" }).IsDead());
        Assert.False((ProcessIdentity.Current with { Start = $"{start[0]}.{start[1]}.1", ProcessId = int.MaxValue }).IsDead());
    }

    [Fact]
    public void A_process_that_was_killed_is_dead_even_before_its_parent_has_noticed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Zombies are Unix's, and their state is read from /proc");
        using Process child = Process.Start(new ProcessStartInfo("sleep", "1000"))!;
        ProcessIdentity identity = ProcessIdentity.Of(child.Id);
        Assert.False(identity.IsDead());
        child.Kill();
        child.WaitForExit();

        Assert.True(identity.IsDead());
    }
}
