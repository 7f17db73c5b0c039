using System.Text.Json;

namespace LianPay.Fuzz.Payments;

/// <summary>JSON as the platform's document reader sees it, the whole of it at once.</summary>
internal static class JsonModel
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The elements of an array, or a single value as an array of one.</summary>
    /// <returns>Null for a text that is no JSON.</returns>
    internal static IReadOnlyList<ModelRow>? Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(element => Row(element, line: null))]
                : [Row(document.RootElement, line: null)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>One value a line; a line that is no JSON has no columns.</summary>
    internal static IReadOnlyList<ModelRow> ReadLines(string text)
    {
        List<ModelRow> rows = [];
        long number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string trimmed = line.Trim(' ', '\t', '\r');
            if (trimmed.Length > 0)
            {
                rows.Add(Read(trimmed) is [var row] && trimmed[0] == '{' ? row with { Line = number } : new ModelRow(number, []));
            }
        }

        return rows;
    }

    private static ModelRow Row(JsonElement element, long? line) => new(line, element.ValueKind == JsonValueKind.Object
        ? [.. element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Text(property.Value)))]
        : []);

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => value.GetRawText(),
    };
}
