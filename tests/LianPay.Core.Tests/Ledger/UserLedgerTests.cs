using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

public sealed class UserLedgerTests : IDisposable
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TempDirectory _data = new();

    [Fact]
    public void Its_folder_is_made_for_the_owner_alone_and_the_ledger_itself_is_not()
    {
        string path = UserLedger.GetPath(_data.File("share"));

        Assert.Equal(Path.Combine(_data.Path, "share", "LianPay", "ledger.db"), path);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
        if (!OperatingSystem.IsWindows())
        {
            // On Windows the user's own profile keeps others out.
            Assert.Equal(OwnerAlone, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void A_folder_that_is_there_stays_as_its_owner_has_made_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists in the place of modes.");
            return;
        }

        UnixFileMode shared = OwnerAlone | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(_data.File("LianPay"), shared);

        UserLedger.GetPath(_data.Path);

        Assert.Equal(shared, File.GetUnixFileMode(_data.File("LianPay")));
    }

    [Fact]
    public void An_account_without_a_folder_for_data_has_to_name_a_place() =>
        Assert.Equal(LedgerError.Unreachable, Assert.Throws<LedgerException>(() => UserLedger.GetPath(string.Empty)).Error);

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_data.File("LianPay"), string.Empty);

        LedgerException exception = Assert.Throws<LedgerException>(() => UserLedger.GetPath(_data.Path));

        Assert.Equal(LedgerError.NotWritable, exception.Error);
        Assert.Contains(_data.File("LianPay"), exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();
}
