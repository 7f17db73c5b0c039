using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LianPay.Core.Profiles;

/// <summary>The text of a profile file: the names of its fields, and how it is written.</summary>
internal static class ProfileJson
{
    /// <summary>The version that this release reads and writes.</summary>
    internal const int Version = 1;

    internal const string VersionField = "version";
    internal const string ProfilesField = "profiles";
    internal const string EnvironmentField = "environment";
    internal const string Production = "Production";
    internal const string Sandbox = "Sandbox";

    // Paths and names in Chinese stay readable; the file is no HTML.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The field of a setting: its name with a small first letter.</summary>
    internal static string FieldOf(string setting) =>
        setting == nameof(ConnectionSettings.IsProduction) ? EnvironmentField : JsonNamingPolicy.CamelCase.ConvertName(setting);

    /// <summary>The whole file in UTF-8, ended by a line break.</summary>
    internal static byte[] Write(IEnumerable<ConnectionProfile> profiles)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber(VersionField, Version);
            json.WriteStartObject(ProfilesField);
            foreach ((string name, ConnectionSettings settings) in profiles)
            {
                json.WriteStartObject(name);
                Write(json, settings);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ConnectionSettings settings)
    {
        json.WriteString(EnvironmentField, settings.IsProduction ? Production : Sandbox);
        Text(nameof(settings.PartnerId), settings.PartnerId);
        Text(nameof(settings.PrivateKeyPath), settings.PrivateKeyPath);
        Text(nameof(settings.PrivateKeySecretName), settings.PrivateKeySecretName);
        Text(nameof(settings.PassphraseSecretName), settings.PassphraseSecretName);
        Text(nameof(settings.Vault), settings.Vault);
        Texts(nameof(settings.PlatformKeyPath), settings.PlatformKeyPath);
        Text(nameof(settings.Gateway), settings.Gateway);
        Text(nameof(settings.NotifyUrl), settings.NotifyUrl);
        Texts(nameof(settings.CertificatePin), settings.CertificatePin);
        Text(nameof(settings.Ledger), settings.Ledger);
        Text(nameof(settings.LedgerKeyPath), settings.LedgerKeyPath);
        if (settings.TimeoutSec is { } seconds)
        {
            json.WriteNumber(FieldOf(nameof(settings.TimeoutSec)), seconds);
        }

        void Text(string setting, string? value)
        {
            if (value is not null)
            {
                json.WriteString(FieldOf(setting), value);
            }
        }

        void Texts(string setting, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                json.WriteStartArray(FieldOf(setting));
                foreach (string value in values)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
            }
        }
    }
}
