using LianPay.Core.Tests;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Commands;

/// <summary>Which ledger a connection has, and what is done when it cannot be used.</summary>
public sealed class ConnectLianPayLedgerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Cmdlet = "Connect-LianPay";

    [Fact]
    public void The_ledger_is_the_named_one_the_sandboxes_own_or_the_users()
    {
        using TempDirectory folder = new();
        using Session session = new(sandbox, $"-Ledger '{folder.File("named.db")}'");

        EngineRun run = EngineAssert.Clean(session.Engine.Try("""
            (Get-LianPayConnection).Ledger
            (Connect-LianPay -Sandbox $sandbox -PassThru).Ledger
            (Connect-LianPay -Environment Sandbox -Gateway $sandbox.Gateway -PartnerId $sandbox.PartnerId -PrivateKeyPath $sandbox.PrivateKeyPath -PlatformKeyPath $sandbox.PlatformKeyPath -PassThru).Ledger
            """));

        Assert.Equal(folder.File("named.db"), run.Output[0].ToString());
        Assert.Equal(Path.GetDirectoryName(sandbox.Sandbox.Text("PlatformKeyPath")), Path.GetDirectoryName(run.Output[1].ToString()));

        // As docs/operations.md says of each platform.
        string data = OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable("LOCALAPPDATA")!
            : OperatingSystem.IsMacOS() ? Path.Combine(Environment.GetEnvironmentVariable("HOME")!, "Library", "Application Support")
            : Environment.GetEnvironmentVariable("XDG_DATA_HOME")!;
        Assert.Equal(Path.Combine(data, "LianPay", "ledger.db"), run.Output[2].ToString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(data, "LianPay")));
        }
    }

    [Fact]
    public void A_key_may_lie_elsewhere_and_a_second_connection_needs_the_same()
    {
        using TempDirectory folder = new();
        string options = $"-Ledger '{folder.File("ledger.db")}' -LedgerKeyPath '{folder.File("elsewhere.key")}'";
        using Session session = new(sandbox, options);

        EngineAssert.Clean(session.Engine.Try($"Disconnect-LianPay; Connect-LianPay -Sandbox $sandbox {options}"));

        Assert.True(File.Exists(folder.File("elsewhere.key")));
        Assert.False(File.Exists(folder.File("ledger.db.key")));
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerDamaged")]
    public void A_file_that_is_no_ledger_is_left_as_it_is()
    {
        using TempDirectory folder = new();
        string path = folder.File("ledger.db");
        using (Session session = new(sandbox, $"-Ledger '{path}'"))
        {
            session.Engine.Run("Disconnect-LianPay");
        }

        File.WriteAllText(path, "this is no ledger, and it is somebody's");

        EngineRun run = Connect($"-Ledger '{path}'");

        EngineAssert.Error(run, Cmdlet, "LedgerDamaged");
        Assert.Equal("this is no ledger, and it is somebody's", File.ReadAllText(path));
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerUnreachable")]
    public void A_folder_that_does_not_exist_is_not_made()
    {
        using TempDirectory folder = new();

        EngineRun run = Connect($"-Ledger '{folder.File("none")}/ledger.db'");

        EngineAssert.Error(run, Cmdlet, "LedgerUnreachable");
        Assert.False(Directory.Exists(folder.File("none")));
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerKeyUnusable")]
    public void The_key_of_another_ledger_opens_nothing()
    {
        using TempDirectory folder = new();
        string path = folder.File("ledger.db");
        using (Session session = new(sandbox, $"-Ledger '{path}'"))
        {
            session.Engine.Run("Disconnect-LianPay");
        }

        byte[] key = File.ReadAllBytes(path + ".key");
        key[0] ^= 1;
        File.WriteAllBytes(path + ".key", key);

        EngineAssert.Error(Connect($"-Ledger '{path}'"), Cmdlet, "LedgerKeyUnusable");
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerNewerSchema")]
    public void A_ledger_of_a_newer_release_is_refused()
    {
        const int UserVersion = 60;
        using TempDirectory folder = new();
        string path = folder.File("ledger.db");
        using (Session session = new(sandbox, $"-Ledger '{path}'"))
        {
            session.Engine.Run("Disconnect-LianPay");
        }

        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = UserVersion;
            file.Write([0, 0, 0, 99]);
        }

        EngineAssert.Error(Connect($"-Ledger '{path}'"), Cmdlet, "LedgerNewerSchema");
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerNotWritable")]
    public void A_place_where_nobody_can_write_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that not even root can write to");

        EngineAssert.Error(Connect("-Ledger '/sys/ledger.db'"), Cmdlet, "LedgerNotWritable");
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerFull")]
    public void A_full_disk_is_refused()
    {
        using SmallDisk disk = SmallDisk.Mount("16k");

        EngineAssert.Error(Connect($"-Ledger '{disk.File("ledger.db")}'"), Cmdlet, "LedgerFull");
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerLocked")]
    public async Task A_ledger_that_another_program_holds_is_refused_after_the_busy_time()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lock is taken as SQLite takes it on Unix");
        using TempDirectory folder = new();
        string path = folder.File("ledger.db");
        using (Session session = new(sandbox, $"-Ledger '{path}'"))
        {
            session.Engine.Run("Disconnect-LianPay");
        }

        // The bytes on which SQLite's own locks lie.
        using HostProcess holder = HostProcess.Start(
            "param($path) $file = [IO.File]::Open($path, 'Open', 'ReadWrite', 'ReadWrite'); $file.Lock(0x40000000, 0x200); 'held'; [Threading.Thread]::Sleep(-1)",
            path);
        await holder.ReadToAsync("held");

        EngineAssert.Error(Connect($"-Ledger '{path}'"), Cmdlet, "LedgerLocked");
    }

    [Fact]
    public void A_bad_ledger_leaves_the_runspace_without_a_connection()
    {
        using TempDirectory folder = new();
        using Engine engine = new();
        engine.Set("sandbox", sandbox.Sandbox);
        string missing = $"{folder.File("none")}/ledger.db";

        EngineRun run = engine.Try($"try {{ Connect-LianPay -Sandbox $sandbox -Ledger '{missing}' }} catch {{ }}; @(Get-LianPayConnection).Count");

        Assert.Equal("0", Assert.Single(run.Output).ToString());
    }

    private EngineRun Connect(string arguments)
    {
        using Engine engine = new();
        engine.Set("sandbox", sandbox.Sandbox);
        return engine.Try($"Connect-LianPay -Sandbox $sandbox {arguments}");
    }
}
