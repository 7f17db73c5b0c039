using System.Text;
using LianPay.Core.Profiles;

namespace LianPay.Core.Tests.Profiles;

public sealed class ProfileReaderTests
{
    private const string Path = "profiles.json";

    [Fact]
    public void What_is_written_is_read_again()
    {
        ConnectionProfile[] profiles = [new("north", Settings.WithFiles), new("北京 2", Settings.WithSecrets), new("trial", Settings.Sandbox), new("7", Settings.Least)];

        IReadOnlyList<ConnectionProfile> read = ProfileReader.Read(Path, ProfileJson.Write(profiles));

        Assert.Equal(profiles.Select(Settings.Text), read.Select(Settings.Text));
    }

    [Fact]
    public void A_byte_order_mark_other_line_ends_and_another_order_of_the_settings_do_no_harm()
    {
        const string Text = "\uFEFF{\r\n\"version\": 1,\r\n\"profiles\": { \"a\": { \"timeoutSec\": 9, \"partnerId\": \"201606221000921503\", \"environment\": \"Production\" } } }\r\n";

        ConnectionProfile profile = Assert.Single(Read(Text));

        Assert.Equal(("a", true, 9), (profile.Name, profile.Settings.IsProduction, profile.Settings.TimeoutSec));
    }

    [Fact]
    public void A_file_without_a_profile_is_sound() => Assert.Empty(Read("{ \"version\": 1, \"profiles\": {} }"));

    [Theory]
    [InlineData(1, "[]", "not one JSON object")]
    [InlineData(1, "{}", "the first field is not")]
    [InlineData(1, "{ \"profiles\": {}, \"version\": 1 }", "the first field is not")]
    [InlineData(1, "{ \"version\": \"1\" }", "whole number")]
    [InlineData(1, "{ \"version\": 0 }", "whole number")]
    [InlineData(1, "{ \"version\": 1.5 }", "whole number")]
    [InlineData(1, "{ \"version\": 2, \"accounts\": {} }", "newer release")]
    [InlineData(1, "{ \"version\": 1 }", "the second field is not")]
    [InlineData(1, "{ \"version\": 1, \"version\": 1 }", "the second field is not")]
    [InlineData(1, "{ \"version\": 1, \"profiles\": [] }", "not an object")]
    [InlineData(1, "{ \"version\": 1, \"profiles\": null }", "not an object")]
    [InlineData(2, "{ \"version\": 1, \"profiles\": {},\n\"more\": 1 }", "third field \"more\"")]
    [InlineData(2, "{ \"version\": 1, \"profiles\": {} }\n{}", "broken")]
    [InlineData(2, "{ \"version\": 1,\n// mine\n\"profiles\": {} }", "broken")]
    [InlineData(2, "{ \"version\": 1,\n\"profiles\": { } , }", "broken")]
    [InlineData(2, "{ \"version\": 1, \"profiles\": {\n\"a*\": {} } }", "the name of a profile")]
    [InlineData(2, "{ \"version\": 1, \"profiles\": {\n\"a\": [] } }", "'a' is not an object")]
    public void A_file_of_another_shape_is_refused_with_its_line(int line, string text, string reason) => AssertRefused(line, text, reason);

    [Theory]
    [InlineData("\"colour\": \"red\"", "\"colour\" is no setting")]
    [InlineData("\"Environment\": \"Production\"", "\"Environment\" is no setting")]
    [InlineData("\"partnerId\": \"201606221000921503\"", "\"partnerId\" is there twice")]
    [InlineData("\"partner\\u0049d\": \"201606221000921503\"", "\"partnerId\" is there twice")]
    [InlineData("\"gateway\": null", "not a text")]
    [InlineData("\"gateway\": 5", "not a text")]
    [InlineData("\"gateway\": [\"https://pay.example.com/\"]", "not a text")]
    [InlineData("\"gateway\": \"http://pay.example.com/\"", "Plain http")]
    [InlineData("\"gateway\": \"\\ud800\"", "surrogate")]
    [InlineData("\"platformKeyPath\": \"platform.pem\"", "not a list")]
    [InlineData("\"platformKeyPath\": [7]", "not a text")]
    [InlineData("\"platformKeyPath\": [\"platform.pem\"]", "not a full path")]
    [InlineData("\"privateKeyPath\": \"~/merchant.pem\"", "not a full path")]
    [InlineData("\"ledger\": \"ledger.db\"", "not a full path")]
    [InlineData("\"timeoutSec\": \"30\"", "not a whole number")]
    [InlineData("\"timeoutSec\": 30.5", "not a whole number")]
    [InlineData("\"timeoutSec\": 3e9", "not a whole number")]
    [InlineData("\"timeoutSec\": 301", "1 to 300")]
    [InlineData("\"vault\": \"v\"", "no secret in it")]
    [InlineData("\"vault\": { \"a\": 1 }", "not a text")]
    public void A_setting_that_is_not_as_it_is_written_here_is_refused_with_its_line(string setting, string reason) =>
        AssertRefused(3, $"{{ \"version\": 1, \"profiles\": {{ \"a\": {{ \"environment\": \"Production\",\n\"partnerId\": \"201606221000921503\",\n{setting}\n}} }} }}", reason);

    [Theory]
    [InlineData("\"partnerId\": \"201606221000921503\"", "has no \"environment\"")]
    [InlineData("\"environment\": \"Production\"", "has no \"partnerId\"")]
    [InlineData("\"environment\": \"production\", \"partnerId\": \"201606221000921503\"", "neither Production nor Sandbox")]
    [InlineData("\"environment\": \"Production\", \"partnerId\": 201606221000921503", "not a text")]
    [InlineData("\"environment\": \"Production\", \"partnerId\": \"1\"", "18 digits")]
    [InlineData("\"environment\": \"Sandbox\", \"partnerId\": \"201606221000921503\"", "absolute https URL")]
    public void What_a_profile_must_have_is_asked_for(string settings, string reason) =>
        AssertRefused(2, $"{{ \"version\": 1, \"profiles\": {{\n\"a\": {{ {settings} }} }} }}", reason);

    [Fact]
    public void A_profile_that_is_there_twice_is_refused_whatever_the_case()
    {
        const string Body = "{ \"environment\": \"Production\", \"partnerId\": \"201606221000921503\" }";

        AssertRefused(3, $"{{ \"version\": 1, \"profiles\": {{\n\"north\": {Body},\n\"NORTH\": {Body} }} }}", "there twice");
    }

    [Theory]
    [InlineData("passphrase")]
    [InlineData("privateKey")]
    [InlineData("hunter2 is my passphrase")]
    public void A_secret_that_stands_in_the_file_is_refused_and_not_quoted(string field)
    {
        string key = Convert.ToBase64String(TestKeys.Merchant2048.Pkcs8);

        string message = AssertRefused(1, $"{{ \"version\": 1, \"profiles\": {{ \"a\": {{ \"{field}\": \"{key}\" }} }} }}", "never holds a key");

        Assert.DoesNotContain(key[..20], message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("privateKeyPath")]
    [InlineData("ledger")]
    [InlineData("gateway")]
    public void A_key_in_the_place_of_a_setting_is_refused_and_not_quoted(string field)
    {
        string key = Convert.ToBase64String(TestKeys.Merchant2048.Pkcs8);

        string message = AssertRefused(
            2, $"{{ \"version\": 1, \"profiles\": {{ \"a\": {{ \"environment\": \"Production\", \"partnerId\": \"201606221000921503\",\n\"{field}\": \"{key}\" }} }} }}", "text of a key");

        Assert.DoesNotContain(key[..20], message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_UTF_8_is_refused() =>
        Assert.Contains("UTF-8", Assert.Throws<ProfileException>(() => ProfileReader.Read(Path, [.. "{ \"version\": 1"u8, 0xC3, 0x28])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_cut_anywhere_is_refused_and_never_read_as_less()
    {
        byte[] whole = ProfileJson.Write([new("north", Settings.WithFiles), new("south", Settings.WithSecrets)]);

        // The line break at the end is no part of the JSON.
        for (int length = 0; length < whole.Length - 1; length++)
        {
            Assert.Equal(ProfileError.Invalid, Assert.Throws<ProfileException>(() => ProfileReader.Read(Path, whole.AsSpan(0, length))).Error);
        }
    }

    private static IReadOnlyList<ConnectionProfile> Read(string text) => ProfileReader.Read(Path, Encoding.UTF8.GetBytes(text));

    private static string AssertRefused(int line, string text, string reason)
    {
        ProfileException exception = Assert.Throws<ProfileException>(() => Read(text));

        Assert.Equal(ProfileError.Invalid, exception.Error);
        Assert.StartsWith($"The profile file '{Path}', line {line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        return exception.Message;
    }
}
