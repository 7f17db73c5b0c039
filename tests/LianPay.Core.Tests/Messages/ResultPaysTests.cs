using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class ResultPaysTests
{
    /// <summary>The table of PROTOCOL 2.2, row by row: value, Chinese, final.</summary>
    private static readonly (string Value, string Chinese, bool IsFinal)[] Table =
    [
        ("APPLY", "付款申请", false),
        ("CHECK", "复核申请", false),
        ("PROCESSING", "付款处理中", false),
        ("WAITING", "", false),
        ("SUCCESS", "付款成功", true),
        ("FAILURE", "付款失败", true),
        ("CANCEL", "付款退款", true),
        ("CLOSED", "付款关闭", true),
    ];

    [Fact]
    public void The_table_is_that_of_the_protocol_row_by_row() =>
        Assert.Equal(Table, ResultPays.All.Select(row => (row.Value, row.Chinese, row.IsFinal)));

    [Fact]
    public void Every_row_is_found_by_its_value_and_says_what_it_means() =>
        Assert.All(ResultPays.All, row =>
        {
            Assert.Same(row, ResultPays.Find(row.Value));
            Assert.EndsWith(".", row.Explanation, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("")]
    [InlineData("success")]
    [InlineData("Success")]
    [InlineData("SUCCESS ")]
    [InlineData("ＳＵＣＣＥＳＳ")]
    [InlineData("SUCCESS\u200B")]
    [InlineData("SUCCES")]
    [InlineData("PAID")]
    [InlineData("FAIL")]
    [InlineData("null")]
    public void Any_other_word_is_unknown(string value) => Assert.Null(ResultPays.Find(value));
}
