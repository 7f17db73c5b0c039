using System.Text;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder.Markdown;

/// <summary>The ways to call a cmdlet, as <c>Get-Help</c> writes them, in lines that fit a page.</summary>
internal static class SyntaxLines
{
    private const int Width = 110;
    private const string Indentation = "    ";

    /// <summary>One entry for each parameter set, the default one first.</summary>
    public static string Write(CommandHelp command) => string.Join("\n\n", command.Syntaxes.Select(syntax => Wrap(
        [command.Name, .. syntax.Parameters.Select(Use), "[<CommonParameters>]"])));

    private static string Use(ParameterUse use)
    {
        string name = "-" + use.Parameter.Name;
        name = use.Position is null ? name : $"[{name}]";
        string whole = use.Parameter.IsSwitch ? name : $"{name} <{use.Parameter.TypeName}>";
        return use.IsMandatory ? whole : $"[{whole}]";
    }

    private static string Wrap(string[] parts)
    {
        StringBuilder lines = new(parts[0]);
        int column = parts[0].Length;
        foreach (string part in parts[1..])
        {
            bool breaks = column + 1 + part.Length > Width;
            lines.Append(breaks ? "\n" + Indentation : " ").Append(part);
            column = breaks ? Indentation.Length + part.Length : column + 1 + part.Length;
        }

        return lines.ToString();
    }
}
