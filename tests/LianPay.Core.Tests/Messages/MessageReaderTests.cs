using System.Text;
using CsCheck;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class MessageReaderTests
{
    private const string Sound = """{"no_order":"20170208165924","oid_partner":"201606221000921503","ret_code":"4005","ret_msg":"商户未开通权限","sign_type":"RSA"}""";

    private static readonly string[] Names = ["no_order", "oid_partner", "ret_code", "ret_msg", "sign_type", "sign", "result_pay", "confirm_code", "memo"];

    public static TheoryData<string, string> WrongValues =>
    [
        .. from name in Names
           from value in (string[])["0", "4005", "-1", "1.5", "1e3", "true", "false", "null", "[]", "[\"0000\"]", "{}", "{\"a\":\"b\"}"]
           select new TheoryDataRow<string, string>(name, value),
    ];

    [Fact]
    public void A_sound_message_is_read_field_by_field_in_its_order() =>
        Assert.Equal(
            ["no_order=20170208165924", "oid_partner=201606221000921503", "ret_code=4005", "ret_msg=商户未开通权限", "sign_type=RSA"],
            Read(Sound).Select(field => $"{field.Key}={field.Value}"));

    [Theory]
    [InlineData(""" { "a" : "b" } """, "b")]
    [InlineData("\t{\r\n\"a\"\n:\"b\"}\n", "b")]
    [InlineData("{\"\\u0061\":\"\\u0062\"}", "b")]
    [InlineData("{\"a\":\"\\u4ee3\\u4ed8\"}", "代付")]
    [InlineData("{\"a\":\"\\ud842\\udfb7\"}", "𠮷")]
    [InlineData("{\"a\":\"𠮷\"}", "𠮷")]
    [InlineData("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "\"\\/\b\f\n\r\t")]
    [InlineData("{\"a\":\"\"}", "")]
    [InlineData("{\"a\":\"null\"}", "null")]
    [InlineData("{\"a\":\" b \"}", " b ")]
    public void White_space_between_tokens_and_escapes_are_read_as_JSON_has_them(string json, string value) =>
        Assert.Equal([KeyValuePair.Create("a", value)], Read(json));

    [Fact]
    public void An_object_without_fields_is_a_message() => Assert.Empty(Read("{}"));

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_value_that_is_no_string_is_refused_in_every_field(string name, string value)
    {
        Assert.Contains($"'{name}'", Defect($$"""{"{{name}}":{{value}}}"""), StringComparison.Ordinal);
        Assert.Contains($"'{name}'", Defect($$"""{"a":"b","{{name}}":{{value}},"c":"d"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("escaped")]
    [InlineData("one letter escaped")]
    [InlineData("escaped in upper case")]
    public void A_name_that_comes_twice_is_refused_at_every_position_and_in_every_spelling(string spelling)
    {
        string[] fields = [.. Names.Select(name => $"\"{name}\":\"1\"")];
        foreach (string name in Names)
        {
            string second = spelling switch
            {
                "plain" => name,
                "escaped" => string.Concat(name.Select(letter => $"\\u{(int)letter:x4}")),
                "one letter escaped" => $"{name[..^1]}\\u{(int)name[^1]:x4}",
                "escaped in upper case" => string.Concat(name.Select(letter => $"\\u{(int)letter:X4}")),
                _ => throw new ArgumentOutOfRangeException(nameof(spelling)),
            };
            for (int position = 0; position <= fields.Length; position++)
            {
                string json = $"{{{string.Join(',', [.. fields[..position], $"\"{second}\":\"2\"", .. fields[position..]])}}}";
                Assert.Equal($"The field '{name}' is there twice.", Defect(json));
            }
        }
    }

    [Fact]
    public void No_message_is_read_in_which_a_name_comes_twice_however_it_is_spelled_and_wherever_it_stands() =>
        Gen.Select(
            Gen.Char["abi_sz"].Array[1, 8].Select(letters => new string(letters)).Array[1, 8].Select(names => names.Distinct(StringComparer.Ordinal).ToArray()),
            UnicodeText.WellFormed, Gen.Bool, Gen.Int[0, 3].Array[11], Gen.Int[0, 7], Gen.Int[0, 8]).Sample(
            (names, value, isSameValue, choices, which, position) =>
            {
                string twice = names[which % names.Length];
                string[] fields = [.. names.Select(name => $"\"{name}\":\"1\"")];
                int at = position % (fields.Length + 1);
                string second = $"{JsonSpelling.Of(twice, choices)}:{(isSameValue ? "\"1\"" : JsonSpelling.Of(value, choices))}";
                Assert.Equal(names, Read($"{{{string.Join(',', fields)}}}").Select(field => field.Key));
                Assert.Equal($"The field '{twice}' is there twice.", Defect($"{{{string.Join(',', [.. fields[..at], second, .. fields[at..]])}}}"));
            },
            iter: LongRun.Samples(5000),
            threads: LongRun.Threads);

    [Fact]
    public void Even_a_name_that_comes_twice_with_the_same_value_is_refused() =>
        Assert.Equal("The field 'ret_code' is there twice.", Defect("""{"ret_code":"0000","ret_code":"0000"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("Ret_code")]
    [InlineData("RET_CODE")]
    [InlineData("sign_type ")]
    [InlineData(" sign")]
    [InlineData("ret-code")]
    [InlineData("ret.code")]
    [InlineData("retcode1")]
    [InlineData("a&ret_code")]
    [InlineData("a=b")]
    [InlineData("付")]
    [InlineData("ｓｉｇｎ")]
    [InlineData("si\\u200bgn")]
    [InlineData("sign\\u0000")]
    [InlineData("\\u0131d")]
    public void A_name_of_other_characters_than_lower_case_letters_and_underscores_is_refused(string name) =>
        Assert.Contains("name", Defect($$"""{"{{name}}":"1"}"""), StringComparison.Ordinal);

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        Assert.Single(Read($$"""{"{{new string('a', 64)}}":"1"}"""));
        Assert.Contains("name", Defect($$"""{"{{new string('a', 65)}}":"1"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("4005")]
    [InlineData("\"a\"")]
    [InlineData("[]")]
    [InlineData("""[{"a":"b"}]""")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{\"a\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"b\"")]
    [InlineData("{\"a\":\"b")]
    [InlineData("""{"a":"b",}""")]
    [InlineData("""{,"a":"b"}""")]
    [InlineData("""{"a":"b" "c":"d"}""")]
    [InlineData("""{"a" "b"}""")]
    [InlineData("""{a:"b"}""")]
    [InlineData("{'a':'b'}")]
    [InlineData("""{"a":"b"}x""")]
    [InlineData("""{"a":"b"}{"a":"b"}""")]
    [InlineData("""{"a":"b"},""")]
    [InlineData("""{"a":"b"}]""")]
    [InlineData("{\"a\":\"b\"}\0")]
    [InlineData("""/* c */{"a":"b"}""")]
    [InlineData("""{"a":"b"}//c""")]
    [InlineData("""{"a":/**/"b"}""")]
    [InlineData("{\"a\":\"b\nc\"}")]
    [InlineData("{\"a\":\"b\tc\"}")]
    [InlineData("{\"a\":\"\0\"}")]
    [InlineData("{\"a\":\"\\x41\"}")]
    [InlineData("{\"a\":\"\\u12\"}")]
    [InlineData("{\"a\":\"\\'\"}")]
    [InlineData("\u00A0{\"a\":\"b\"}")]
    [InlineData("{\"a\":\u3000\"b\"}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("ret_code=0000&ret_msg=ok")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    public void What_is_not_exactly_one_JSON_object_is_refused(string text) => Assert.NotEmpty(Defect(text));

    [Fact]
    public void A_reply_that_is_cut_off_anywhere_is_refused()
    {
        byte[] sound = Encoding.UTF8.GetBytes(Sound);
        for (int length = 0; length < sound.Length; length++)
        {
            Assert.Throws<MessageFormatException>(() => MessageReader.Read(sound.AsSpan(0, length)));
        }
    }

    [Fact]
    public void One_byte_order_mark_is_tolerated_and_a_second_is_not()
    {
        Assert.Equal(5, Read("\uFEFF" + Sound).Count);
        Assert.Equal("Not a JSON object.", Defect("\uFEFF\uFEFF" + Sound));
        Assert.Equal("Not a JSON object.", Defect(" \uFEFF" + Sound));
        Assert.Equal("Not a JSON object.", Defect(Sound + "\uFEFF"));
    }

    [Theory]
    [InlineData("GBK")]
    [InlineData("gb18030")]
    [InlineData("big5")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Another_encoding_is_refused(string name)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] text = encoding.GetBytes(Sound);

        Assert.Throws<MessageFormatException>(() => MessageReader.Read(text));
        Assert.Throws<MessageFormatException>(() => MessageReader.Read([.. encoding.GetPreamble(), .. text]));
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("80")]
    [InlineData("c080")]
    [InlineData("c0af")]
    [InlineData("e080af")]
    [InlineData("f08080af")]
    [InlineData("eda080")]
    [InlineData("edb080")]
    [InlineData("eda081edb080")]
    [InlineData("f4908080")]
    [InlineData("f888808080")]
    [InlineData("e4bb")]
    [InlineData("c3")]
    public void Bytes_that_are_no_UTF_8_are_refused_in_values_and_in_names(string hex)
    {
        byte[] bad = Convert.FromHexString(hex);

        Assert.Equal("Not UTF-8.", Defect([.. "{\"a\":\""u8, .. bad, .. "\"}"u8]));
        Assert.Equal("Not UTF-8.", Defect([.. "{\"a"u8, .. bad, .. "\":\"\"}"u8]));
        Assert.Equal("Not UTF-8.", Defect([.. Encoding.UTF8.GetBytes(Sound), .. bad]));
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("a\\ud800b")]
    [InlineData("\\ud800\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\uD800\\u0041")]
    public void An_escaped_half_of_a_surrogate_pair_is_refused_in_values_and_in_names(string text)
    {
        Assert.Equal("A text holds half a surrogate pair.", Defect($$"""{"a":"{{text}}"}"""));
        Assert.Equal("A text holds half a surrogate pair.", Defect($$"""{"{{text}}":"a"}"""));
    }

    [Fact]
    public void A_message_has_at_most_64_KiB()
    {
        string longest = $$"""{"a":"{{new string('x', MessageReader.MaxBytes - 8)}}"}""";

        Assert.Equal(65536, longest.Length);
        Assert.Single(Read(longest));
        Assert.Equal("Longer than 65536 bytes.", Defect(longest + " "));
        Assert.Equal("Longer than 65536 bytes.", Defect(new byte[5_000_000]));
    }

    [Fact]
    public void A_message_has_at_most_64_fields()
    {
        Assert.Equal(64, Read(WithFields(64)).Count);
        Assert.Equal("More than 64 fields.", Defect(WithFields(65)));
        Assert.Equal("More than 64 fields.", Defect(WithFields(500)));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":[")]
    public void Deep_nesting_is_refused(string opening) =>
        Assert.NotEmpty(Defect(string.Concat(Enumerable.Repeat(opening, 60_000 / opening.Length))));

    [Fact]
    public void No_refusal_quotes_a_value()
    {
        string[] bad =
        [
            """{"confirm_code":137007}""", """{"a":"137007","a":"137007"}""", """{"a":"137007""", """{"137007":"1"}""", """{"a":"137007"}137007""",
            """{"a":["137007"]}""", "{\"a\":\"137007\\ud800\"}", "137007", """{"a":"137007\x"}""",
        ];

        Assert.All(bad, json =>
        {
            MessageFormatException exception = Assert.Throws<MessageFormatException>(() => Read(json));
            Assert.DoesNotContain("137007", exception.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Whatever_the_bytes_are_they_are_read_or_refused_with_the_one_exception()
    {
        byte[] sound = Encoding.UTF8.GetBytes(Sound.Replace("商户", "\\u5546\\u6237", StringComparison.Ordinal));
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.OneOf(Gen.Byte, Gen.OneOf("\"\\{}[]:,u0d8 ".Select(character => Gen.Const((byte)character)).ToArray()))).Array[1, 4].Sample(
            changes =>
            {
                byte[] bytes = [.. sound];
                foreach ((int at, byte value) in changes)
                {
                    bytes[at] = value;
                }

                try
                {
                    MessageFields fields = MessageReader.Read(bytes);
                    Assert.Equal(fields, MessageReader.Read(fields.ToJson()));
                }
                catch (MessageFormatException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            },
            iter: LongRun.Samples(20_000),
            threads: LongRun.Threads);
    }

    [Fact]
    public void Fields_that_come_one_by_one_are_held_to_the_same_rules()
    {
        Assert.Equal(Names, Take([.. Names.Select(name => (name, "1"))]).Select(field => field.Key));
        Assert.Contains("name", Assert.Throws<MessageFormatException>(() => Take(("ret_code", "1"), ("Sign", "1"))).Message, StringComparison.Ordinal);
        Assert.Equal("The field 'memo' is there twice.", Assert.Throws<MessageFormatException>(() => Take(("memo", "1"), ("sign", "1"), ("memo", "2"))).Message);
        Assert.Equal("The field 'memo' holds half a surrogate pair.", Assert.Throws<MessageFormatException>(() => Take(("sign", "1"), ("memo", "a\ud800"))).Message);
        Assert.Equal("More than 64 fields.", Assert.Throws<MessageFormatException>(() => MessageReader.Read(Read(WithFields(64)).Append(KeyValuePair.Create("z", "1")))).Message);
    }

    [Theory]
    [InlineData("x", 65_528)]
    [InlineData("代", 21_842)]
    [InlineData("\u0001", 10_921)]
    public void Fields_that_come_one_by_one_are_at_most_64_KiB_however_long_each_character_is_in_JSON(string character, int most)
    {
        Assert.Single(Take(("a", string.Concat(Enumerable.Repeat(character, most)))));
        Assert.Equal("Longer than 65536 bytes.", Assert.Throws<MessageFormatException>(() => Take(("a", string.Concat(Enumerable.Repeat(character, most + 1))))).Message);
    }

    private static MessageFields Take(params (string Name, string Value)[] fields) => MessageReader.Read(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static string WithFields(int count) =>
        $"{{{string.Join(',', Enumerable.Range(0, count).Select(number => $"\"{new string('a', (number / 26) + 1)}{(char)('a' + (number % 26))}_\":\"1\""))}}}";

    private static MessageFields Read(string json) => MessageReader.Read(Encoding.UTF8.GetBytes(json));

    private static string Defect(string json) => Defect(Encoding.UTF8.GetBytes(json));

    private static string Defect(byte[] json) => Assert.Throws<MessageFormatException>(() => MessageReader.Read(json)).Message;
}
