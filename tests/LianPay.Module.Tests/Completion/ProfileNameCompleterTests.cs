using System.Management.Automation;

namespace LianPay.Module.Tests.Completion;

public sealed class ProfileNameCompleterTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly ProfileFolder _profiles = new();

    public ProfileNameCompleterTests() => _engine.Run($"""
        Save-LianPayProfile north -Path '{_profiles.Path}' -Environment Production -PartnerId 201606221000921503
        Save-LianPayProfile 'North 2' -Path '{_profiles.Path}' -Environment Sandbox -PartnerId 201606221000921503 -Gateway http://127.0.0.1:9/ -PlatformKeyPath a.pem
        Save-LianPayProfile 7 -Path '{_profiles.Path}' -Environment Production -PartnerId 201606221000921503
        """);

    [Theory]
    [InlineData("Connect-LianPay -ProfilePath {0} -Profile ")]
    [InlineData("Test-LianPayConnection -ProfilePath {0} -Profile ")]
    [InlineData("Save-LianPayProfile -Path {0} -Name ")]
    public void Names_are_offered_out_of_the_file_that_is_meant_and_quoted_when_they_have_to_be(string line) =>
        Assert.Equal(["north", "'North 2'", "'7'"], Complete(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, $"'{_profiles.Path}'")).Select(match => match.CompletionText));

    [Theory]
    [InlineData("NO")]
    [InlineData("'no")]
    public void What_is_typed_is_what_a_name_begins_with_whatever_the_case(string typed) =>
        Assert.Equal(["north", "'North 2'"], Complete($"Connect-LianPay -ProfilePath '{_profiles.Path}' -Profile {typed}").Select(match => match.CompletionText));

    [Fact]
    public void A_path_is_one_of_the_sessions_location()
    {
        _engine.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{_profiles.Folder}')");

        Assert.Equal(3, Complete("Connect-LianPay -ProfilePath ./profiles.json -Profile ").Length);
    }

    [Fact]
    public void The_tooltip_says_where_payments_go() =>
        Assert.Equal("Sandbox (127.0.0.1:9, merchant 201606221000921503)", Complete($"Connect-LianPay -ProfilePath '{_profiles.Path}' -Profile 'North ")[0].ToolTip);

    [Theory]
    [InlineData("./none.json")]
    [InlineData("nodrive:/profiles.json")]
    [InlineData("-----BEGIN")]
    public void A_file_that_is_not_there_offers_nothing_and_says_nothing(string path) =>
        Assert.Empty(Complete($"Connect-LianPay -ProfilePath '{path}' -Profile "));

    [Fact]
    public void A_file_that_is_not_sound_offers_nothing_and_says_nothing()
    {
        _profiles.Write("{");

        Assert.Empty(Complete($"Connect-LianPay -ProfilePath '{_profiles.Path}' -Profile "));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _profiles.Dispose();
    }

    /// <summary>The completer's matches; files, which the engine offers when there is none, left out.</summary>
    private CompletionResult[] Complete(string line)
    {
        _engine.Set("line", line);
        EngineRun run = EngineAssert.Clean(_engine.Try("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches"));
        return [.. run.Output.Select(match => (CompletionResult)match.BaseObject).Where(match => match.ResultType == CompletionResultType.ParameterValue)];
    }
}
