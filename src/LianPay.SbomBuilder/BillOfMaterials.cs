using System.Text.Encodings.Web;
using System.Text.Json;

namespace LianPay.SbomBuilder;

/// <summary>The bill of materials as CycloneDX 1.6 in JSON. Without serial number and time: the same module gives the same bytes.</summary>
internal static class BillOfMaterials
{
    internal const string FileName = "sbom.cdx.json";

    internal static void Write(ShippedModule module, string path)
    {
        using FileStream file = File.Create(path);
        Write(module, file);
    }

    internal static void Write(ShippedModule module, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        string self = $"pkg:nuget/LianPay@{module.Version}";
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteNumber("version", 1);

        json.WriteStartObject("metadata");
        json.WriteStartObject("component");
        WriteIdentity(json, "LianPay", module.Version, "MIT", self);
        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartArray("components");
        foreach (ShippedLibrary library in module.Libraries)
        {
            WriteComponent(json, library);
        }

        json.WriteEndArray();
        json.WriteStartArray("dependencies");
        WriteNeeds(json, self, module.Libraries);
        foreach (ShippedLibrary library in module.Libraries)
        {
            WriteNeeds(json, library.Purl, module.Libraries.Where(other => library.Needs.Contains(other.Name, StringComparer.Ordinal)));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WriteComponent(Utf8JsonWriter json, ShippedLibrary library)
    {
        json.WriteStartObject();
        WriteIdentity(json, library.Name, library.Version, library.Licence, library.Purl);
        json.WriteStartArray("properties");
        json.WriteStartObject();
        json.WriteString("name", "lianpay:nuget:contentHash");
        json.WriteString("value", library.ContentHash);
        json.WriteEndObject();
        json.WriteEndArray();

        // Of the files, not of the package: what lies in the folder of a user can be held against these.
        json.WriteStartArray("components");
        foreach ((string path, string sha256) in library.Files)
        {
            json.WriteStartObject();
            json.WriteString("type", "file");
            json.WriteString("name", path);
            json.WriteStartArray("hashes");
            json.WriteStartObject();
            json.WriteString("alg", "SHA-256");
            json.WriteString("content", sha256);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, string name, string version, string licence, string purl)
    {
        json.WriteString("type", "library");
        json.WriteString("bom-ref", purl);
        json.WriteString("name", name);
        json.WriteString("version", version);
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteStartObject("license");
        json.WriteString("id", licence);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("purl", purl);
    }

    private static void WriteNeeds(Utf8JsonWriter json, string reference, IEnumerable<ShippedLibrary> needed)
    {
        json.WriteStartObject();
        json.WriteString("ref", reference);
        json.WriteStartArray("dependsOn");
        foreach (ShippedLibrary library in needed)
        {
            json.WriteStringValue(library.Purl);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
