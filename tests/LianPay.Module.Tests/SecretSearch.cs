using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace LianPay.Module.Tests;

/// <summary>Looks for secrets in everything that a run left: plain, and as base64 or hex of their ASCII or UTF-16 bytes.</summary>
internal sealed class SecretSearch
{
    private const int MaxDepth = 12;

    /// <summary>The properties whose purpose is to carry a secret (DESIGN section 6).</summary>
    private static readonly HashSet<string> Carriers = new(StringComparer.Ordinal)
    {
        "LianPay.HeldPayment.ConfirmCode",
        "LianPay.SealedPayload.Payload",
        "LianPay.SealedPayload.ToString()",
        "LianPay.SignedMessage.SignedText",
        "LianPay.SignedMessage.Fields",
        "LianPay.SignatureVerdict.SignedText",
        "LianPay.OpenedPayload.Text",
        "LianPay.OpenedPayload.Fields",
    };

    private readonly Dictionary<string, Regex> _forms = new(StringComparer.Ordinal);

    /// <summary>Prepares the forms of some secrets, each under a name that says nothing of it.</summary>
    internal SecretSearch(IEnumerable<(string Name, string Secret)> secrets)
    {
        foreach ((string name, string secret) in secrets)
        {
            byte[] ascii = Encoding.ASCII.GetBytes(secret);
            byte[] utf16 = Encoding.Unicode.GetBytes(secret);

            // Digits among digits are another number: a part of a time or of a paybill.
            string plain = char.IsAsciiDigit(secret[0]) ? $"(?<![0-9]){Regex.Escape(secret)}(?![0-9])" : Regex.Escape(secret);
            string[] encoded = [.. Base64Forms(ascii), .. Base64Forms(utf16)];
            string[] hex = [Convert.ToHexString(ascii), Convert.ToHexString(utf16)];
            _forms[name] = new Regex(
                string.Join('|', [plain, .. encoded.Select(Regex.Escape), .. hex.Select(form => $"(?i:{form})")]),
                RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>Where secrets are found in a run: in its streams, on its screen, and in every property of every object of its output and errors.</summary>
    internal IReadOnlyList<string> FindIn(EngineRun run)
    {
        List<string> found = [.. FindIn(run.EveryStream(), "streams")];
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (PSObject? output in run.Output)
        {
            Walk(output, "output", 0, seen, found);
        }

        foreach (ErrorRecord error in run.FailureRecord is { } failure ? run.Errors.Append(failure) : run.Errors)
        {
            Walk(error, "error", 0, seen, found);
        }

        return found;
    }

    private static IEnumerable<string> Base64Forms(byte[] bytes)
    {
        // At each of three places in a longer text, without the characters that neighbours have a part in.
        for (int shift = 0; shift < 3; shift++)
        {
            byte[] shifted = [.. new byte[shift], .. bytes];
            string text = Convert.ToBase64String(shifted).TrimEnd('=');
            int start = shift == 0 ? 0 : shift + 1;
            int end = shifted.Length * 8 / 6;
            yield return text[start..end];
        }
    }

    private IEnumerable<string> FindIn(string text, string place) =>
        _forms.Where(form => form.Value.IsMatch(text)).Select(form => $"{form.Key} in {place}");

    private void Walk(object? value, string place, int depth, HashSet<object> seen, List<string> found)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case null:
                return;
            case string text:
                found.AddRange(FindIn(text, place));
                return;
            case byte[] bytes:
                found.AddRange(FindIn(Convert.ToHexString(bytes), place));
                return;
            case IFormattable number:
                found.AddRange(FindIn(number.ToString(null, CultureInfo.InvariantCulture), place));
                return;
            default:
                break;
        }

        // Not the object that stands for a PSCustomObject: it is the same for all of them.
        object identity = bare is PSCustomObject ? value! : bare;
        if (depth > MaxDepth || !seen.Add(identity))
        {
            return;
        }

        foreach ((string name, object? part) in PartsOf(value!, bare).Prepend(("ToString()", bare.ToString())))
        {
            if (!Carriers.Contains($"{bare.GetType().FullName}.{name}"))
            {
                Walk(part, $"{place}.{name}", depth + 1, seen, found);
            }
        }
    }

    private static IEnumerable<(string Name, object? Value)> PartsOf(object value, object bare) => bare switch
    {
        ErrorRecord error =>
        [
            ("FullyQualifiedErrorId", error.FullyQualifiedErrorId), ("CategoryInfo", error.CategoryInfo.ToString()), ("ErrorDetails", error.ErrorDetails),
            ("Exception", error.Exception), ("TargetObject", error.TargetObject), ("InvocationInfo", error.InvocationInfo), ("ScriptStackTrace", error.ScriptStackTrace),
        ],
        Exception exception => [("Message", exception.Message), ("Data", exception.Data), ("InnerException", exception.InnerException), .. Properties(value, exclude: "TargetSite")],
        InvocationInfo invocation =>
        [
            ("Line", invocation.Line), ("PositionMessage", invocation.PositionMessage), ("BoundParameters", invocation.BoundParameters), ("UnboundArguments", invocation.UnboundArguments),
        ],
        IDictionary dictionary => dictionary.Keys.Cast<object>().SelectMany(key => new[] { ("key", key), ($"[{key}]", dictionary[key]) }),
        IEnumerable list => list.Cast<object?>().Select((item, index) => ($"[{index}]", item)),
        Type or Delegate or System.Reflection.MemberInfo or System.Reflection.Assembly or CommandInfo => [],
        _ => Properties(value, exclude: string.Empty),
    };

    private static IEnumerable<(string Name, object? Value)> Properties(object value, string exclude)
    {
        foreach (PSPropertyInfo property in PSObject.AsPSObject(value).Properties.Where(property => property.Name != exclude))
        {
            object? part = null;
            try
            {
                part = property.Value;
            }
            catch (GetValueException)
            {
                // A property that cannot be read shows nothing to anyone.
            }

            yield return (property.Name, part);
        }
    }
}
