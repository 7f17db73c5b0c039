namespace LianPay.Module.Tests.Views;

/// <summary>Where the text of a table's cell is broken.</summary>
public sealed class CellViewTests
{
    [Theory]
    [InlineData("In process, not paid yet.", 59, 1, "In process, not paid\nyet.")]
    [InlineData("In process, not paid yet.", 54, 1, "In process, not paid yet.")]
    [InlineData("denied by wang.wei", 59, 2, "denied by\nwang.wei")]
    [InlineData("a connection_that_is_longer_than_20 b", 59, 1, "a\nconnection_that_is_longer_than_20\nb")]
    [InlineData("found\n-> look again at the certificate", 59, 1, "found\n-> look again at the\ncertificate")]
    [InlineData("The answer 没有记录 is fit", 59, 1, "The answer 没有记录\nis fit")]
    [InlineData("two words", 79, 1, "two words")]
    [InlineData("", 59, 1, "")]
    [InlineData(null, 59, 1, "")]
    public void Text_is_broken_between_words_and_by_the_room_that_is_left(string? text, int taken, int sharedBy, string expected) =>
        Assert.Equal(expected, Of(text, width: 80, $"$Host, {taken}, {sharedBy}"));

    [Theory]
    [InlineData("$Host")]
    [InlineData("$null")]
    public void A_screen_of_unknown_width_is_taken_for_120_cells(string host) =>
        Assert.Equal("In process, not paid\nyet.", Of("In process, not paid yet.", width: 0, $"{host}, 99"));

    private static string Of(string? text, int width, string arguments)
    {
        using Engine engine = new();
        engine.Host.Width = width;
        engine.Set("text", text);
        return (string)Assert.Single(engine.Run($"[LianPay.Views.CellView]::Of($text, {arguments})").Output).BaseObject;
    }
}
