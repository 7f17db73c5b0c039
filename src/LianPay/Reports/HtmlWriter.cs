using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using LianPay.Core.Messages;

namespace LianPay.Reports;

/// <summary>Writes HTML in which the literal parts of an interpolated string are markup and every hole is text.</summary>
/// <remarks>A value cannot become markup: there is no way to write one but through a hole, and every hole is made safe and escaped.</remarks>
internal sealed class HtmlWriter
{
    /// <summary>Of one value, in characters; what is longer is cut and marked so.</summary>
    private const int MaxLength = 2000;

    // Letters of every script stay legible in the source; what is markup, invisible or outside the first plane is escaped.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly TextWriter _output;

    internal HtmlWriter(TextWriter output) => _output = output;

    /// <summary>Writes markup and the values in it.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The markup has been written by its handler, to this writer, when this is called.")]
    internal void Write([InterpolatedStringHandlerArgument("")] ref Markup markup) => _ = markup;

    /// <summary>Writes this assembly's own style sheet, which is no text.</summary>
    internal void Write(ReportStyle style) => _output.Write(style.Text);

    private void WriteText(string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Encoder.Encode(_output, value.Length <= MaxLength && SafeText.IsSafe(value) ? value : SafeText.Of(value, MaxLength));
        }
    }

    /// <summary>What the compiler makes of an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly HtmlWriter _writer;

        [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "The compiler passes them to every handler.")]
        public Markup(int literalLength, int formattedCount, HtmlWriter writer) => _writer = writer;

        public void AppendLiteral(string markup) => _writer._output.Write(markup);

        public void AppendFormatted(string? value) => _writer.WriteText(value);

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => _writer.WriteText(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
