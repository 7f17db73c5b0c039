using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class SafeTextTests
{
    private const char Replacement = '\uFFFD';

    [Theory]
    [InlineData("")]
    [InlineData("交易成功")]
    [InlineData("商户请求参数校验错误:商户请求参数[notify_url]非法")]
    [InlineData("a b-c_d. 1,50 €")]
    [InlineData("𠮷野家")]
    [InlineData("e\u0301")]
    [InlineData("שלום")]
    [InlineData("😀")]
    public void Plain_text_of_any_script_stays(string text)
    {
        Assert.Equal(text, SafeText.Of(text, 100));
        Assert.True(SafeText.IsSafe(text));
    }

    [Fact]
    public void Every_control_character_is_replaced()
    {
        int[] controls = [.. Enumerable.Range(0, 0x20), .. Enumerable.Range(0x7f, 0x21)];

        Assert.All(controls, AssertReplaced);
        Assert.Equal(65, controls.Length);
    }

    [Theory]
    [InlineData(0x061C, "Arabic letter mark")]
    [InlineData(0x200E, "left-to-right mark")]
    [InlineData(0x200F, "right-to-left mark")]
    [InlineData(0x202A, "left-to-right embedding")]
    [InlineData(0x202B, "right-to-left embedding")]
    [InlineData(0x202C, "pop directional formatting")]
    [InlineData(0x202D, "left-to-right override")]
    [InlineData(0x202E, "right-to-left override")]
    [InlineData(0x2066, "left-to-right isolate")]
    [InlineData(0x2067, "right-to-left isolate")]
    [InlineData(0x2068, "first strong isolate")]
    [InlineData(0x2069, "pop directional isolate")]
    [InlineData(0x00AD, "soft hyphen")]
    [InlineData(0x180E, "Mongolian vowel separator")]
    [InlineData(0x200B, "zero width space")]
    [InlineData(0x200C, "zero width non-joiner")]
    [InlineData(0x200D, "zero width joiner")]
    [InlineData(0x2060, "word joiner")]
    [InlineData(0xFEFF, "byte order mark")]
    [InlineData(0x2028, "line separator")]
    [InlineData(0x2029, "paragraph separator")]
    [InlineData(0xFFF9, "interlinear annotation")]
    [InlineData(0xE0041, "tag letter")]
    [InlineData(0xE000, "private use")]
    [InlineData(0x10FFFF, "no character")]
    [InlineData(0xFFFE, "no character")]
    public void What_is_not_seen_or_reorders_or_has_no_agreed_look_is_replaced(int codePoint, string name)
    {
        Assert.NotEmpty(name);
        AssertReplaced(codePoint);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.All(["\ud83d", "\ude00", "\ude00\ud83d"], half =>
        {
            Assert.Equal($"a{new string(Replacement, half.Length)}b", SafeText.Of($"a{half}b", 100));
            Assert.False(SafeText.IsSafe($"a{half}b"));
            Assert.False(SafeText.IsSafe(half));
        });

    [Fact]
    public void An_escape_sequence_of_a_terminal_loses_its_power() =>
        Assert.Equal("\uFFFD[2J\uFFFD]0;x\uFFFD\uFFFD\uFFFDok", SafeText.Of("\u001b[2J\u001b]0;x\u0007\r\nok", 100));

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abcd…")]
    [InlineData("abcde", 0, "…")]
    [InlineData("", 0, "")]
    [InlineData("代付代付代付", 4, "代付代付…")]
    [InlineData("abc😀", 5, "abc😀")]
    [InlineData("abc😀", 4, "abc…")]
    [InlineData("abc😀d", 5, "abc😀…")]
    public void What_is_too_long_is_cut_between_characters_and_marked(string text, int maxLength, string expected) =>
        Assert.Equal(expected, SafeText.Of(text, maxLength));

    [Fact]
    public void A_long_text_is_read_no_further_than_it_is_shown() =>
        Assert.Equal(new string('x', 200) + "…", SafeText.Of(new string('x', 1_000_000), 200));

    private static void AssertReplaced(int codePoint)
    {
        string character = char.ConvertFromUtf32(codePoint);

        Assert.Equal("a\uFFFDb", SafeText.Of($"a{character}b", 100));
        Assert.False(SafeText.IsSafe($"a{character}b"));
    }
}
