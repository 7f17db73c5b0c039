using System.Globalization;

namespace LianPay.Core.Tests;

/// <summary>Another culture for the test's own thread, until it is disposed of. Not for code that awaits.</summary>
internal sealed class CultureScope : IDisposable
{
    /// <summary>None, and four that differ where it hurts: the letter i, the year, the calendar's words, the decimal mark.</summary>
    internal static readonly string[] Names = ["", "tr-TR", "th-TH", "zh-CN", "de-DE"];

    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

    internal CultureScope(string name)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
    }

    /// <summary>What the reading gives under each of <see cref="Names"/>.</summary>
    internal static T[] UnderEach<T>(Func<T> read) =>
        [.. Names.Select(name =>
        {
            using CultureScope scope = new(name);
            return read();
        })];

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
    }
}
