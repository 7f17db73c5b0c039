namespace LianPay.Module.Tests.Reports;

/// <summary>One Chromium for the tests of a class, started by the first that needs it.</summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    private Task<Chromium>? _browser;

    /// <summary>The browser; where there is none the test is skipped.</summary>
    internal Task<Chromium> GetAsync()
    {
        Assert.SkipWhen(Chromium.Program is null, "needs Chromium (Debian: apt-get install chromium)");
        return _browser ??= Chromium.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is { IsCompletedSuccessfully: true })
        {
            await (await _browser).DisposeAsync();
        }
    }
}
