using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace LianPay.ScriptHost;

/// <summary>
/// Reads from the terminal, and gives up when the script is stopped. A read of the console cannot be cancelled, so it
/// happens on a background thread, which is left behind: after a stop the process ends, and that thread with it.
/// </summary>
internal sealed class TerminalInput(CancellationToken stop)
{
    /// <summary>Ctrl+U.</summary>
    private const char LineKill = '\u0015';

    /// <summary>Reads a line.</summary>
    /// <exception cref="PipelineStoppedException">The script was stopped.</exception>
    /// <exception cref="PromptingException">The terminal is gone: that is no answer, above all not the default one.</exception>
    public string ReadLine() => Await(Console.ReadLine) ?? throw new PromptingException(
        "The input ended before the question was answered.", null, "PromptInputEnded", ErrorCategory.OperationStopped);

    /// <summary>Reads a line and shows an asterisk for each character.</summary>
    /// <exception cref="PipelineStoppedException">The script was stopped.</exception>
    public SecureString ReadSecret() => Await(ReadMasked);

    /// <summary>Reads a key.</summary>
    /// <exception cref="PipelineStoppedException">The script was stopped.</exception>
    public ConsoleKeyInfo ReadKey(bool intercept) => Await(() => Console.ReadKey(intercept));

    private T Await<T>(Func<T> read)
    {
        Task<T> task = Task.Factory.StartNew(
            read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            // A cancelled wait is told from a failed read: GetResult unwraps what the read itself threw.
            Task.WaitAny([task], stop);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        return task.GetAwaiter().GetResult();
    }

    private static SecureString ReadMasked()
    {
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            Edit(secret, key);
        }

        Console.Out.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    private static void Edit(SecureString secret, ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Backspace)
        {
            Erase(secret, Math.Min(1, secret.Length));
        }
        else if (key.KeyChar == LineKill)
        {
            Erase(secret, secret.Length);
        }
        else if (!char.IsControl(key.KeyChar))
        {
            secret.AppendChar(key.KeyChar);
            Console.Out.Write('*');
        }
    }

    private static void Erase(SecureString secret, int count)
    {
        for (; count > 0; count--)
        {
            secret.RemoveAt(secret.Length - 1);
            Console.Out.Write("\b \b");
        }
    }
}
