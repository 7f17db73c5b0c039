using System.Globalization;
using CsCheck;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class RetCodesTests
{
    /// <summary>The table of PROTOCOL 2.1, row by row: code, words, class.</summary>
    private static readonly (string Code, string Words, RetCodeClass Class)[] Table =
    [
        ("0000", "交易成功", RetCodeClass.Ok),
        ("1001", "商户请求签名未通过", RetCodeClass.Fail),
        ("1002", "商户单号重复", RetCodeClass.Query),
        ("1004", "商户请求参数校验错误", RetCodeClass.Fail),
        ("1005", "不支持该银行账户类型", RetCodeClass.Fail),
        ("1008", "商户请求IP错误", RetCodeClass.Fail),
        ("2005", "原交易已在进行处理，请勿重复提交", RetCodeClass.Query),
        ("3001", "非法的商户", RetCodeClass.Fail),
        ("4001", "该订单不存在或非复核状态", RetCodeClass.ConfirmFail),
        ("4002", "疑似重复提交订单", RetCodeClass.Review),
        ("4003", "收款银行卡和姓名不一致", RetCodeClass.Review),
        ("4004", "疑似重复提交订单且收款银行卡和姓名不一致", RetCodeClass.Review),
        ("4005", "商户未开通权限", RetCodeClass.Fail),
        ("4006", "敏感信息加密异常", RetCodeClass.Query),
        ("4007", "敏感信息解密异常", RetCodeClass.Query),
        ("4008", "验证码次数超限", RetCodeClass.ConfirmFail),
        ("4009", "验证码异常", RetCodeClass.Query),
        ("4010", "验证码失效", RetCodeClass.ConfirmFail),
        ("4011", "验证码不匹配", RetCodeClass.ConfirmFail),
        ("4012", "银行卡查询异常", RetCodeClass.Fail),
        ("4103", "账户异常", RetCodeClass.RetrySame),
        ("4104", "付款订单创建失败", RetCodeClass.RetrySame),
        ("4105", "大额行号查询失败", RetCodeClass.Fail),
        ("8901", "没有记录", RetCodeClass.Query),
        ("9104", "账户余额不足", RetCodeClass.RetrySame),
        ("9910", "风险等级过高", RetCodeClass.Fail),
        ("9911", "超过单笔限额", RetCodeClass.Fail),
        ("9912", "超过单日限额", RetCodeClass.Fail),
        ("9913", "超过单月限额", RetCodeClass.Fail),
        ("9999", "系统错误", RetCodeClass.Query),
    ];

    [Fact]
    public void The_table_is_that_of_the_protocol_row_by_row() =>
        Assert.Equal(Table, RetCodes.All.Select(row => (row.Code, row.Message, row.Class)));

    [Fact]
    public void Every_row_is_found_by_its_code_and_says_what_to_do() =>
        Assert.All(RetCodes.All.Append(RetCodes.Find("9901")), row =>
        {
            Assert.NotEmpty(row.Message);
            Assert.Same(row, RetCodes.Find(row.Code));
            Assert.EndsWith(".", row.Explanation, StringComparison.Ordinal);
        });

    [Fact]
    public void A_code_that_is_not_listed_has_no_words_and_says_what_to_do()
    {
        Assert.Empty(RetCodes.Find("7777").Message);
        Assert.EndsWith(".", RetCodes.Find("7777").Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void The_official_query_codes_are_query_codes() =>
        Assert.All(["1002", "2005", "4006", "4007", "4009", "9999"], code => Assert.Equal(RetCodeClass.Query, RetCodes.Find(code).Class));

    [Fact]
    public void The_codes_that_the_documentation_lists_for_confirmation_are_the_ones_of_review() =>
        Assert.Equal(["4002", "4003", "4004"], RetCodes.All.Where(row => row.Class == RetCodeClass.Review).Select(row => row.Code));

    [Fact]
    public void The_codes_that_have_names_are_the_ones_they_name()
    {
        Assert.Equal("交易成功", RetCodes.Find(RetCodes.Ok).Message);
        Assert.Equal("没有记录", RetCodes.Find(RetCodes.NoRecord).Message);
        Assert.Equal("该订单不存在或非复核状态", RetCodes.Find(RetCodes.NotHeld).Message);
        Assert.Equal("验证码次数超限", RetCodes.Find(RetCodes.CodeLocked).Message);
        Assert.Equal("验证码不匹配", RetCodes.Find(RetCodes.WrongCode).Message);
    }

    [Fact]
    public void Of_all_ten_thousand_codes_only_0000_is_success_and_what_is_not_listed_is_a_query_code()
    {
        Dictionary<string, RetCodeClass> listed = Table.ToDictionary(row => row.Code, row => row.Class, StringComparer.Ordinal);
        for (int number = 0; number < 10_000; number++)
        {
            string code = number.ToString("D4", CultureInfo.InvariantCulture);
            RetCode row = RetCodes.Find(code);

            Assert.Equal(code, row.Code);
            Assert.Equal(listed.GetValueOrDefault(code, RetCodeClass.Query), row.Class);
            Assert.Equal(code == "0000", row.Class == RetCodeClass.Ok);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("000")]
    [InlineData("00000")]
    [InlineData("0000 ")]
    [InlineData(" 0000")]
    [InlineData("0000\0")]
    [InlineData("\uFEFF0000")]
    [InlineData("０００００")]
    [InlineData("００００")]
    [InlineData("٠٠٠٠")]
    [InlineData("0OO0")]
    [InlineData("OOOO")]
    [InlineData("4002 ")]
    [InlineData("４００２")]
    [InlineData("null")]
    [InlineData("success")]
    public void What_only_looks_like_a_code_is_a_query_code(string code) => Assert.Equal(RetCodeClass.Query, RetCodes.Find(code).Class);

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("zh-CN")]
    public void Invisible_characters_make_another_code_under_every_culture(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.All(["0000\u200B", "\u00AD0000", "00\u200D00", "0000\u0000"], code => Assert.Equal(RetCodeClass.Query, RetCodes.Find(code).Class));
        Assert.Equal(RetCodeClass.Ok, RetCodes.Find("0000").Class);
    }

    [Fact]
    public void No_other_text_than_0000_is_success() =>
        Gen.Char["00000 ０O٠1\0\u200B"].Array[0, 6].Select(characters => new string(characters))
            .Sample(code => Assert.Equal(code == "0000", RetCodes.Find(code).Class == RetCodeClass.Ok), iter: LongRun.Samples(100_000), threads: LongRun.Threads);

    [Fact]
    public void The_codes_that_every_order_would_get_until_the_set_up_is_mended_are_configuration()
    {
        string[] all = [.. Enumerable.Range(0, 10_000).Select(number => number.ToString("D4", CultureInfo.InvariantCulture))];

        Assert.Equal(["1001", "1008", "3001", "4005", "9901"], all.Where(code => RetCodes.Find(code).IsConfiguration));
    }

    [Fact]
    public void No_explanation_says_to_pay_again() =>
        Assert.All(RetCodes.All, row => Assert.DoesNotMatch("(?<!do not )pay (it )?again", row.Explanation));
}
