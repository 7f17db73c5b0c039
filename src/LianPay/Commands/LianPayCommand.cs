using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Core.Keys;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>What every cmdlet of the module has: errors with id, category and advice, and ids that are text.</summary>
public abstract class LianPayCommand : PSCmdlet
{
    private protected void WriteProblem(Problem problem, object? target) => WriteError(problem.ToErrorRecord(target));

    private protected PipelineStoppedException Terminate(Problem problem, object? target = null)
    {
        ThrowTerminatingError(problem.ToErrorRecord(target));
        return new PipelineStoppedException();
    }

    /// <summary>A path of the file system, out of a PowerShell path.</summary>
    private protected string FilePath(string path) => GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>The path of a key file, out of a PowerShell path.</summary>
    /// <exception cref="KeyException">It is no path of this machine's own disks.</exception>
    private protected string KeyFilePath(string path)
    {
        // Before an absolute path is made of it: then a key's own text would no longer be known as such, and could be shown.
        KeyPath.Check(path);
        return FilePath(path);
    }

    /// <summary>The id that an argument stands for.</summary>
    /// <param name="value">The argument, marked when it was no text.</param>
    /// <param name="parameter">Its name.</param>
    /// <param name="id">The id, when nothing is wrong.</param>
    /// <returns>What is wrong, or null.</returns>
    private protected Problem? ResolveId(string? value, string parameter, out string? id)
    {
        id = value is null ? null : TypedLiteral.Resolve(value, parameter, MyInvocation);
        return value is not null && id is null ? Problems.NumericId(parameter) : null;
    }
}
