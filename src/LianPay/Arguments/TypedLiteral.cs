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
    /// <summary>The id that a value stands for: the text itself, or what was typed for a marked number; null when a marked value was not typed.</summary>
    internal static string? Resolve(string value, InvocationInfo invocation) =>
        MarkedText.IsMarked(value) ? Find(MarkedText.Unmark(value), invocation) : value;

    private static string? Find(string number, InvocationInfo invocation)
    {
        string? statement = Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault()?.Position?.Text;
        if (string.IsNullOrEmpty(statement))
        {
            return null;
        }

        Ast script = Parser.ParseInput(statement, out _, out _);
        return script
            .FindAll(node => node is CommandAst command && IsOf(command, invocation), searchNestedScriptBlocks: false)
            .Cast<CommandAst>()
            .SelectMany(command => command.CommandElements)
            .Select(element => element is CommandParameterAst parameter ? parameter.Argument : element)
            .OfType<ConstantExpressionAst>()
            .Where(constant => constant is not StringConstantExpressionAst && Convert.ToString(constant.Value, CultureInfo.InvariantCulture) == number)
            .Select(constant => constant.Extent.Text)
            .FirstOrDefault();
    }

    private static bool IsOf(CommandAst command, InvocationInfo invocation) =>
        string.Equals(command.GetCommandName(), invocation.InvocationName, StringComparison.OrdinalIgnoreCase);
}
