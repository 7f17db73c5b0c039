using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Profiles;
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

    /// <summary>The path of a ledger or of its key, out of a PowerShell path; null stays null.</summary>
    /// <exception cref="LedgerException">It is no path of this machine's own disks.</exception>
    private protected string? LedgerPlace(string? ledger)
    {
        if (ledger is null || !PostgresSettings.IsSettings(ledger))
        {
            return LedgerFilePath(ledger);
        }

        PostgresSettings.Check(ledger);
        return ledger;
    }

    /// <summary>The path of a ledger's file, or of its key's.</summary>
    /// <exception cref="LedgerException">It is no path of this machine's own disks.</exception>
    private protected string? LedgerFilePath(string? path)
    {
        try
        {
            return path is null ? null : KeyFilePath(path);
        }
        catch (KeyException)
        {
            // A key's own text in the place of a path must not be shown, and SQLite's locks do not hold on a network.
            throw new LedgerException(LedgerError.Unreachable, "What was given as the ledger, or as its key's file, is no path of this machine's own disks.");
        }
    }

    /// <summary>The file of profiles that a parameter names, or the user's own.</summary>
    /// <exception cref="ProfileException">This account has no place for one.</exception>
    private protected ProfileFile ProfilesAt(string? path, string parameter)
    {
        if (path is null)
        {
            return ProfileFile.OfUser();
        }

        return string.IsNullOrWhiteSpace(path) || KeyPath.IsKeyText(path)
            ? throw Terminate(Problems.ParameterInvalid(parameter, "What was given as the path of the file of profiles is blank, or is the text of a key.", "Give the path of a JSON file, or leave it out for the user's own."))
            : new ProfileFile(FilePath(path));
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
