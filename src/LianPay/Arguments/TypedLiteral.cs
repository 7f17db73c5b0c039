using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace LianPay.Arguments;

/// <summary>Finds the digits that a person typed for a number that the engine has already parsed.</summary>
/// <remarks>
/// <c>-OrderNumber 20170208165924</c> typed at a prompt says exactly which order is meant, but reaches a cmdlet as a
/// number, just as a variable's value does that may have lost zeros long before. The statement's own text tells them apart.
/// </remarks>
internal static class TypedLiteral
{
    /// <summary>The id that a value stands for: the text itself, or what was typed for a marked number; null when a marked value was not typed for this parameter.</summary>
    internal static string? Resolve(string value, string parameter, InvocationInfo invocation) =>
        MarkedText.IsMarked(value) ? Find(MarkedText.Unmark(value), parameter, invocation) : value;

    private static string? Find(string number, string parameter, InvocationInfo invocation)
    {
        string? statement = Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault()?.Position?.Text;
        if (string.IsNullOrEmpty(statement))
        {
            return null;
        }

        Ast[] commands = [.. Parser.ParseInput(statement, out _, out _).FindAll(node => node is CommandAst command && IsOf(command, invocation), searchNestedScriptBlocks: false)];

        // With two of the same name in one statement it cannot be told which of them runs.
        return commands is [CommandAst only] ? TextOf(new TypedArguments(only, invocation.MyCommand)[parameter], number) : null;
    }

    private static string? TextOf(Ast? argument, string number)
    {
        IEnumerable<Ast?> elements = argument is ArrayLiteralAst list ? list.Elements : [argument];
        string[] texts =
        [
            .. elements.OfType<ConstantExpressionAst>()
                .Where(constant => constant is not StringConstantExpressionAst && Convert.ToString(constant.Value, CultureInfo.InvariantCulture) == number)
                .Select(constant => constant.Extent.Text)
                .Distinct(StringComparer.Ordinal),
        ];

        // 017 and 17 in one list are the same number: which of the two this one is cannot be told.
        return texts is [string only] ? only : null;
    }

    private static bool IsOf(CommandAst command, InvocationInfo invocation) =>
        command.GetCommandName() is { } name
        && (string.Equals(name, invocation.InvocationName, StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, invocation.MyCommand.Name, StringComparison.OrdinalIgnoreCase));
}
