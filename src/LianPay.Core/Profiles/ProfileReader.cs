using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;

namespace LianPay.Core.Profiles;

/// <summary>Reads a profile file as strictly as money needs: what it says twice, or what nobody knows, is refused with its line.</summary>
internal ref struct ProfileReader
{
    private const int LongestShownName = 32;

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _json;

    private ProfileReader(string path, ReadOnlySpan<byte> utf8)
    {
        _path = path;
        _utf8 = utf8;
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 8 });
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="utf8">The content.</param>
    /// <exception cref="ProfileException"><see cref="ProfileError.Invalid"/>: it is anything else than what <see cref="ProfileJson"/> writes, white space and the order of fields aside.</exception>
    internal static IReadOnlyList<ConnectionProfile> Read(string path, ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        ProfileReader reader = new(path, utf8);
        if (!Utf8.IsValid(utf8))
        {
            throw reader.Invalid("it is not UTF-8");
        }

        try
        {
            return reader.ReadFile();
        }
        catch (JsonException exception)
        {
            // Its message quotes what was read.
            throw reader.Invalid("the JSON is broken here", exception.LineNumber + 1);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for an escape such as \ud800 without its other half.
            throw reader.InvalidHere("a text holds half a surrogate pair");
        }
    }

    private List<ConnectionProfile> ReadFile()
    {
        Expect(JsonTokenType.StartObject, "the file is not one JSON object");
        if (!ReadName(out string name) || name != ProfileJson.VersionField)
        {
            throw InvalidHere($"the first field is not \"{ProfileJson.VersionField}\"");
        }

        if (!_json.Read() || _json.TokenType != JsonTokenType.Number || !_json.TryGetInt32(out int version) || version < 1)
        {
            throw InvalidHere($"\"{ProfileJson.VersionField}\" is not a whole number from 1");
        }

        if (version > ProfileJson.Version)
        {
            throw InvalidHere("the file was written by a newer release of LianPay. Update LianPay on this machine; the file is left as it is");
        }

        if (!ReadName(out name) || name != ProfileJson.ProfilesField)
        {
            throw InvalidHere($"the second field is not \"{ProfileJson.ProfilesField}\"");
        }

        List<ConnectionProfile> profiles = ReadProfiles();
        if (ReadName(out name))
        {
            throw InvalidHere($"there is a third field{Shown(name)}");
        }

        // Throws when anything but white space follows.
        _json.Read();
        return profiles;
    }

    private List<ConnectionProfile> ReadProfiles()
    {
        Expect(JsonTokenType.StartObject, $"\"{ProfileJson.ProfilesField}\" is not an object");
        List<ConnectionProfile> profiles = [];
        HashSet<string> names = new(ConnectionProfile.NameComparer);
        while (ReadName(out string name))
        {
            if (!ConnectionProfile.IsName(name))
            {
                throw InvalidHere($"the name of a profile is not 1 to {ConnectionProfile.NameMaxLength} letters, digits, '.', '_', '-' and inner blanks");
            }

            if (!names.Add(name))
            {
                throw InvalidHere($"the profile '{name}' is there twice, upper and lower case being the same");
            }

            profiles.Add(new ConnectionProfile(name, ReadSettings(name)));
        }

        return profiles;
    }

    private ConnectionSettings ReadSettings(string profile)
    {
        Expect(JsonTokenType.StartObject, $"the profile '{profile}' is not an object");
        long start = Line;
        Dictionary<string, long> lines = new(StringComparer.Ordinal);
        ConnectionSettings settings = new() { IsProduction = false, PartnerId = string.Empty };
        while (ReadName(out string field))
        {
            if (!lines.TryAdd(field, Line))
            {
                throw InvalidHere($"a field{Shown(field)} is there twice");
            }

            settings = ReadSetting(settings, field);
        }

        foreach (string needed in (string[])[ProfileJson.EnvironmentField, ProfileJson.FieldOf(nameof(settings.PartnerId))])
        {
            if (!lines.ContainsKey(needed))
            {
                throw Invalid($"the profile '{profile}' has no \"{needed}\"", start);
            }
        }

        return ConnectionRules.FindDefect(settings) is { } defect
            ? throw Invalid($"the profile '{profile}' cannot be used. {defect.Message} {defect.Advice}", lines.GetValueOrDefault(ProfileJson.FieldOf(defect.Setting), start))
            : settings;
    }

    private ConnectionSettings ReadSetting(ConnectionSettings settings, string field) => field switch
    {
        ProfileJson.EnvironmentField => settings with { IsProduction = ReadEnvironment() },
        "partnerId" => settings with { PartnerId = ReadText(field) },
        "privateKeyPath" => settings with { PrivateKeyPath = ReadPath(field) },
        "privateKeySecretName" => settings with { PrivateKeySecretName = ReadText(field) },
        "passphraseSecretName" => settings with { PassphraseSecretName = ReadText(field) },
        "vault" => settings with { Vault = ReadText(field) },
        "platformKeyPath" => settings with { PlatformKeyPath = ReadTexts(field, arePaths: true) },
        "gateway" => settings with { Gateway = ReadText(field) },
        "notifyUrl" => settings with { NotifyUrl = ReadText(field) },
        "certificatePin" => settings with { CertificatePin = ReadTexts(field, arePaths: false) },
        "ledger" => settings with { Ledger = ReadLedger(field) },
        "ledgerKeyPath" => settings with { LedgerKeyPath = ReadPath(field) },
        "timeoutSec" => settings with { TimeoutSec = ReadNumber(field) },
        _ => throw InvalidHere($"a field{Shown(field)} is no setting of a profile. A profile never holds a key or a passphrase: one that stood here is to be changed"),
    };

    private bool ReadEnvironment() => ReadText(ProfileJson.EnvironmentField) switch
    {
        ProfileJson.Production => true,
        ProfileJson.Sandbox => false,
        _ => throw InvalidHere($"\"{ProfileJson.EnvironmentField}\" is neither {ProfileJson.Production} nor {ProfileJson.Sandbox}"),
    };

    private string ReadLedger(string field)
    {
        string ledger = ReadText(field);
        return PostgresSettings.IsSettings(ledger) ? ledger : CheckedPath(field, ledger);
    }

    private string ReadPath(string field) => CheckedPath(field, ReadText(field));

    private readonly string CheckedPath(string field, string path) => Path.IsPathFullyQualified(path) || KeyPath.IsKeyText(path)
        ? path
        : throw InvalidHere($"\"{field}\" is not a full path, and what it is relative to nobody knows");

    private List<string> ReadTexts(string field, bool arePaths)
    {
        Expect(JsonTokenType.StartArray, $"\"{field}\" is not a list of texts");
        List<string> texts = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            string text = CurrentText(field);
            texts.Add(arePaths ? CheckedPath(field, text) : text);
        }

        return texts;
    }

    private string ReadText(string field)
    {
        _json.Read();
        return CurrentText(field);
    }

    private readonly string CurrentText(string field) => _json.TokenType == JsonTokenType.String
        ? _json.GetString()!
        : throw InvalidHere($"\"{field}\" is not a text in double quotes");

    private int ReadNumber(string field) => _json.Read() && _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out int number)
        ? number
        : throw InvalidHere($"\"{field}\" is not a whole number");

    private bool ReadName(out string name)
    {
        bool isName = _json.Read() && _json.TokenType == JsonTokenType.PropertyName;
        name = isName ? _json.GetString()! : string.Empty;
        return isName;
    }

    private void Expect(JsonTokenType type, string otherwise)
    {
        if (!_json.Read() || _json.TokenType != type)
        {
            throw InvalidHere(otherwise);
        }
    }

    private readonly long Line => _utf8[..(int)_json.TokenStartIndex].Count((byte)'\n') + 1;

    /// <summary>A name that could be anything is not repeated.</summary>
    private static string Shown(string name) => name.Length is > 0 and <= LongestShownName && name.All(char.IsAsciiLetter) ? $" \"{name}\"" : string.Empty;

    private readonly ProfileException InvalidHere(string reason) => Invalid(reason, Line);

    private readonly ProfileException Invalid(string reason, long? line = null) => new(
        ProfileError.Invalid,
        string.Create(CultureInfo.InvariantCulture, $"The profile file {KeyPath.Show(_path)}{(line is null ? "" : $", line {line}")}: {reason}."));
}
