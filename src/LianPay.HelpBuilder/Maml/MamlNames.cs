using System.Xml.Linq;

namespace LianPay.HelpBuilder.Maml;

/// <summary>The namespaces of the help format that <c>Get-Help</c> reads.</summary>
internal static class MamlNames
{
    /// <summary>The root's: the one by which the engine tells help of this format.</summary>
    internal static readonly XNamespace Msh = "http://msh";

    /// <summary>Texts: names, paragraphs, descriptions, links.</summary>
    internal static readonly XNamespace Common = "http://schemas.microsoft.com/maml/2004/10";

    /// <summary>What commands alone have: syntax, parameters, examples.</summary>
    internal static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    /// <summary>What any code has: types, default values, code.</summary>
    internal static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
}
