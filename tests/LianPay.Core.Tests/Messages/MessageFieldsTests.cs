using System.Text;
using CsCheck;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class MessageFieldsTests
{
    private static readonly MessageFields Three = Fields(("b", "1"), ("a", ""), ("c", "代付"));

    [Fact]
    public void The_fields_keep_the_order_in_which_they_came()
    {
        Assert.Equal(["b", "a", "c"], Three.Select(field => field.Key));
        Assert.Equal(3, Three.Count);
        Assert.Equal(KeyValuePair.Create("c", "代付"), Three[2]);
    }

    [Fact]
    public void An_absent_and_an_empty_field_are_the_same()
    {
        Assert.Equal("1", Three["b"]);
        Assert.Null(Three["a"]);
        Assert.Null(Three["z"]);
        Assert.Null(Three["B"]);
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Fields(("ret_code", "1"), ("a", ""), ("ret_code", "137007")));

        Assert.Contains("'ret_code' is there twice", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("137007", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Even_an_empty_field_that_comes_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => Fields(("a", ""), ("a", "")));

    [Fact]
    public void Names_that_differ_in_case_are_two_names() => Assert.Equal(2, Fields(("a", "1"), ("A", "2")).Count);

    [Fact]
    public void A_hostile_name_is_shown_harmless() =>
        Assert.Contains("'\uFFFD[2J'", Assert.Throws<ArgumentException>(() => Fields(("\u001b[2J", "1"), ("\u001b[2J", "2"))).Message, StringComparison.Ordinal);

    [Fact]
    public void With_and_Without_leave_the_original_as_it_is()
    {
        Assert.Equal(["b", "a", "c", "sign"], Three.With("sign", "x").Select(field => field.Key));
        Assert.Equal(["a", "c", "b"], Three.With("b", "2").Select(field => field.Key));
        Assert.Equal("2", Three.With("b", "2")["b"]);
        Assert.Equal(["b", "c"], Three.Without("a").Select(field => field.Key));
        Assert.Equal(3, Three.Without("z").Count);
        Assert.Equal("1", Three["b"]);
    }

    [Fact]
    public void A_later_change_of_what_was_given_changes_nothing()
    {
        List<KeyValuePair<string, string>> given = [KeyValuePair.Create("a", "1")];
        MessageFields fields = new(given);
        given.Clear();

        Assert.Single(fields);
    }

    [Fact]
    public void Json_is_compact_and_leaves_Chinese_as_it_is() =>
        Assert.Equal("""{"b":"1","a":"","c":"代付"}""", Encoding.UTF8.GetString(Three.ToJson()));

    [Theory]
    [InlineData("<b>&'+/=", "<b>&'+/=")]
    [InlineData("https://merchant.example/n?a=1&b=2", "https://merchant.example/n?a=1&b=2")]
    [InlineData("a\"b\\c", "a\\\"b\\\\c")]
    [InlineData("a\r\n\tb", "a\\r\\n\\tb")]
    [InlineData("\u0001", "\\u0001")]
    public void Json_escapes_only_what_must_be_escaped(string value, string expected) =>
        Assert.Equal($$"""{"a":"{{expected}}"}""", Encoding.UTF8.GetString(Fields(("a", value)).ToJson()));

    [Fact]
    public void The_request_of_the_documentation_is_as_long_as_the_documented_ciphertext()
    {
        Vectors.SignatureVector vector = Vectors.Signatures.Single(vector => vector.Id == "rsa-01-seed-confirm-request");

        Assert.Equal(385, new MessageFields(vector.Fields).With("sign", vector.Sign).ToJson().Length);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_written_in_any_replacement() =>
        Assert.All(
            [("a", "\ud800"), ("a", "b\udc00c"), ("\ud800", "a")],
            field => Assert.Contains("half a surrogate pair", Assert.Throws<MessageFormatException>(() => Fields(field).ToJson()).Message, StringComparison.Ordinal));

    [Fact]
    public void Any_text_comes_back_from_Json_as_it_went_in() =>
        Gen.Char.Where(character => !char.IsSurrogate(character)).Array[0, 60].Select(characters => new string(characters) + "𠮷").Sample(
            text =>
            {
                MessageFields fields = Fields(("a", text), ("b", "1"));
                Assert.Equal(fields, MessageReader.Read(fields.ToJson()));
            },
            iter: 2000,
            threads: 1);

    private static MessageFields Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
