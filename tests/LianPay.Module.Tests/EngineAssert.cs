using System.Management.Automation;

namespace LianPay.Module.Tests;

/// <summary>What holds for every error and every object of the module.</summary>
internal static class EngineAssert
{
    /// <summary>The one error of a run, terminating or not, is the given one of the cmdlet.</summary>
    internal static ErrorRecord Error(EngineRun run, string cmdlet, string id)
    {
        ErrorRecord error = run.FailureRecord ?? Assert.Single(run.Errors);
        Error(error, cmdlet, id);
        return error;
    }

    /// <summary>The error has the id, the documented category, an advice, and a target that carries no confirm code.</summary>
    internal static void Error(ErrorRecord error, string cmdlet, string id)
    {
        Assert.Equal($"{id},LianPay.Commands.{cmdlet.Replace("-", "", StringComparison.Ordinal)}Command", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorDocumentation.CategoryOf(cmdlet, id) ?? error.CategoryInfo.Category.ToString(), error.CategoryInfo.Category.ToString());
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.False(string.IsNullOrWhiteSpace(error.Exception.Message));
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails?.RecommendedAction));
        Assert.Null(error.TargetObject is null ? null : PSObject.AsPSObject(error.TargetObject).Properties["ConfirmCode"]?.Value);
    }

    /// <summary>The run had no error of any kind.</summary>
    internal static EngineRun Clean(EngineRun run)
    {
        Assert.Null(run.Failure);
        Assert.Empty(run.Errors);
        return run;
    }

    /// <summary>A property's value as scripts meet it, an amount's decimal for instance; the object must have the property.</summary>
    internal static object? Value(this PSObject item, string property) =>
        item.Raw(property) is PSObject { BaseObject: ValueType plain } ? plain : item.Raw(property);

    /// <summary>A property's value as text, as Export-Csv writes it; null stays null.</summary>
    internal static string? Text(this PSObject item, string property) => item.Raw(property)?.ToString();

    private static object? Raw(this PSObject item, string property)
    {
        Assert.NotNull(item.Properties[property]);
        return item.Properties[property].Value;
    }
}
