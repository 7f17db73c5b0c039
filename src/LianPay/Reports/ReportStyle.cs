using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LianPay.Reports;

/// <summary>The style sheet of the page, out of this assembly, and the hash by which the page's own policy lets it through and nothing else.</summary>
internal sealed class ReportStyle
{
    private static readonly Lazy<ReportStyle> Instance = new(() => new ReportStyle());

    private ReportStyle()
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("LianPay.Reports.Report.css")!;
        using StreamReader reader = new(resource, Encoding.UTF8);

        // A browser reads a line's end as \n alone, and hashes what it has read.
        Text = reader.ReadToEnd().ReplaceLineEndings("\n");
        PolicySource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
    }

    internal static ReportStyle Value => Instance.Value;

    /// <summary>The sheet.</summary>
    internal string Text { get; }

    /// <summary>Its hash, as a Content-Security-Policy names it.</summary>
    internal string PolicySource { get; }
}
