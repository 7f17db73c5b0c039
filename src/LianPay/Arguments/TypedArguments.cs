using System.Management.Automation;
using System.Management.Automation.Language;

namespace LianPay.Arguments;

/// <summary>Which argument of a command line belongs to which parameter, as far as its text tells.</summary>
/// <remarks>
/// What comes by splatting or from the pipeline is not in the text. When that shifts positions, a number is looked for at
/// the wrong place and refused: never taken for a typed one.
/// </remarks>
internal sealed class TypedArguments
{
    private readonly Dictionary<string, Ast> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Ast> _positional = [];
    private readonly CommandInfo _info;

    internal TypedArguments(CommandAst command, CommandInfo info)
    {
        _info = info;
        ParameterMetadata? waiting = null;
        foreach (CommandElementAst element in command.CommandElements.Skip(1))
        {
            if (element is CommandParameterAst named)
            {
                ParameterMetadata? parameter = Find(named.ParameterName);
                if (parameter is not null && named.Argument is not null)
                {
                    _named[parameter.Name] = named.Argument;
                }

                waiting = parameter is { SwitchParameter: false } && named.Argument is null ? parameter : null;
            }
            else if (waiting is not null)
            {
                _named[waiting.Name] = element;
                waiting = null;
            }
            else if (element is not VariableExpressionAst { Splatted: true })
            {
                _positional.Add(element);
            }
        }
    }

    /// <summary>The argument of a parameter, or null.</summary>
    internal Ast? this[string parameter] => _named.GetValueOrDefault(parameter) ?? Positional(parameter);

    private Ast? Positional(string parameter)
    {
        int index = _info.Parameters.Values
            .Where(other => PositionOf(other) >= 0 && !_named.ContainsKey(other.Name))
            .OrderBy(PositionOf)
            .Select(other => other.Name)
            .ToList()
            .IndexOf(parameter);
        return index >= 0 && index < _positional.Count ? _positional[index] : null;
    }

    /// <summary>By name, alias, or a beginning that no other parameter has, as the engine does.</summary>
    private ParameterMetadata? Find(string name)
    {
        ParameterMetadata[] all = [.. _info.Parameters.Values];
        ParameterMetadata? exact = all.FirstOrDefault(parameter => Names(parameter).Contains(name, StringComparer.OrdinalIgnoreCase));
        ParameterMetadata[] begun = [.. all.Where(parameter => Names(parameter).Any(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase)))];
        return exact ?? (begun is [var only] ? only : null);
    }

    private static IEnumerable<string> Names(ParameterMetadata parameter) => parameter.Aliases.Prepend(parameter.Name);

    private static int PositionOf(ParameterMetadata parameter) => parameter.ParameterSets.Values.Max(set => set.Position);
}
