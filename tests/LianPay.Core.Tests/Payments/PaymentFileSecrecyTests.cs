using System.Reflection;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

/// <summary>The confirm code is a bearer secret: it stands in the property that carries it, and nowhere else.</summary>
public sealed class PaymentFileSecrecyTests
{
    private const string Canary = "860427";

    public static TheoryData<string, PaymentFileFormat> Files { get; } = new()
    {
        { Held.Row(code: Canary), PaymentFileFormat.Csv },
        { Held.Row(code: Canary, order: "a b"), PaymentFileFormat.Csv },
        { Held.Row(code: Canary + "1"), PaymentFileFormat.Csv },
        { Held.Row(code: Canary + "\u200B"), PaymentFileFormat.Csv },
        { Held.Row(code: "20170208", order: Canary), PaymentFileFormat.Csv },
        { Held.Row(code: "4002", retCode: Canary), PaymentFileFormat.Csv },
        { Held.Row(code: "", partner: Canary), PaymentFileFormat.Csv },
        { Held.Row(url: Canary), PaymentFileFormat.Csv },
        { Held.Row(amount: Canary + ",0"), PaymentFileFormat.Csv },
        { Held.Row(reviewer: Canary + "\t"), PaymentFileFormat.Csv },
        { Held.Row(at: Canary), PaymentFileFormat.Csv },
        { $"{Held.Header}\nA1,{Canary}\n", PaymentFileFormat.Csv },
        { $"{Held.Header}\n{Canary};A1;4002\n", PaymentFileFormat.Csv },
        { $"no_order,confirm_code,ret_code\nA1,{Canary},4002\nA1,{Canary},4002\n", PaymentFileFormat.Csv },
        { $"no_order,confirm_code,ret_code\nA1,{Canary},4002\nA1,137007,4002\n", PaymentFileFormat.Csv },
        { $"no_order,confirm_code,ret_code\nA1,\"{Canary}\"{Canary},4002\n", PaymentFileFormat.Csv },
        { $"no_order,confirm_code,ret_code\nA1,\"{Canary},4002\n", PaymentFileFormat.Csv },
        { $"A1,{Canary},4002\n{Canary},{Canary},4002\n", PaymentFileFormat.Csv },
        { $"A1;{Canary};4002\n", PaymentFileFormat.Csv },
        { $$"""[{"no_order":"A1","confirm_code":{{Canary}},"ret_code":"4002"}]""", PaymentFileFormat.Json },
        { $$"""[{"no_order":"A1","confirm_code":["{{Canary}}"],"ret_code":"4002"}]""", PaymentFileFormat.Json },
        { $$"""[{"no_order":"A1","confirm_code":"{{Canary}}","confirm_code":"{{Canary}}"}]""", PaymentFileFormat.Json },
        { $$"""[{"no_order":"A1","confirm_code":nul{{Canary}}}]""", PaymentFileFormat.Json },
        { $$"""["{{Canary}}", {{Canary}}]""", PaymentFileFormat.Json },
        { $$"""{"no_order":"A1","confirm_code":{{Canary}}x}""", PaymentFileFormat.JsonLines },
        { $$"""{"no_order":"A1","confirm_code":nul{{Canary}}}""", PaymentFileFormat.JsonLines },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void No_message_and_no_text_form_shows_a_confirm_code(string text, PaymentFileFormat format)
    {
        List<string> said = [];
        try
        {
            PaymentFile file = Held.Open(text, format);
            said.Add(file.ToString());
            foreach (PaymentFileEntry entry in file.ReadRows(TestContext.Current.CancellationToken))
            {
                said.Add(entry.ToString()!);
                if (entry is PaymentRowError error)
                {
                    said.Add(string.Join(' ', error.Message, error.Field, error.OrderNumber, error.Source));
                }
            }
        }
        catch (PaymentFileException refusal)
        {
            said.Add(refusal.ToString());
            Assert.Null(refusal.InnerException);
        }

        Assert.NotEmpty(said);
        Assert.All(said, words => Assert.DoesNotContain(Canary, words, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_row_has_a_property_for_the_code_and_it_is_no_record()
    {
        IEnumerable<PropertyInfo> properties = typeof(PaymentFile).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(PaymentFile).Namespace)
            .SelectMany(type => type.GetProperties());

        PropertyInfo property = Assert.Single(properties, property => property.Name.Contains("ConfirmCode", StringComparison.Ordinal));
        Assert.Equal(typeof(HeldPaymentRow), property.DeclaringType);
        Assert.Null(typeof(HeldPaymentRow).GetMethod("<Clone>$"));
    }

    [Fact]
    public void A_name_from_the_file_cannot_steer_a_terminal()
    {
        PaymentFileException refusal = Held.Refusal("no_order,confirm_code,ret_code,a\u001B[2J\u202E,a\u001B[2J\u202E\n");

        Assert.Contains("'a<U+001B>[2J<U+202E>'", refusal.Message, StringComparison.Ordinal);
    }
}
