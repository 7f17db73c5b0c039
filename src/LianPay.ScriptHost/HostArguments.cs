using System.Management.Automation.Runspaces;

namespace LianPay.ScriptHost;

/// <summary>What the command line asks for: a script, its arguments, and whether a person may be asked.</summary>
internal sealed class HostArguments
{
    private const string Usage =
        """
        Usage: LianPay.ScriptHost [-NonInteractive] <script.ps1> [arguments...]

          -NonInteractive  fail at once where a script would ask, as it also does without a terminal
          arguments        bound as by 'pwsh -File': value, -Name value, -Name:value, -Switch
        """;

    private HostArguments(string scriptPath, bool nonInteractive, IReadOnlyList<CommandParameter> scriptArguments)
    {
        ScriptPath = scriptPath;
        NonInteractive = nonInteractive;
        ScriptArguments = scriptArguments;
    }

    /// <summary>The full path of the script.</summary>
    public string ScriptPath { get; }

    /// <summary>True when a prompt must fail even on a terminal.</summary>
    public bool NonInteractive { get; }

    /// <summary>The arguments of the script, as the engine binds them.</summary>
    public IReadOnlyList<CommandParameter> ScriptArguments { get; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">There is no script, or it is not a file that can be run.</exception>
    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        bool nonInteractive = false;
        int next = 0;
        while (next < args.Count && args[next].StartsWith('-'))
        {
            if (!args[next].Equals("-NonInteractive", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"Unknown option '{args[next]}'.{Environment.NewLine}{Usage}");
            }

            nonInteractive = true;
            next++;
        }

        if (next == args.Count)
        {
            throw new UsageException(Usage);
        }

        return new HostArguments(FindScript(args[next]), nonInteractive, ReadScriptArguments([.. args.Skip(next + 1)]));
    }

    private static string FindScript(string path)
    {
        // The engine would start any other file as a native program.
        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"'{path}' does not have the extension .ps1.");
        }

        string fullPath = Path.GetFullPath(path);
        if (!File.Exists(fullPath))
        {
            throw new UsageException($"The script '{fullPath}' does not exist.");
        }

        return fullPath;
    }

    /// <summary>
    /// Splits as pwsh does after -File (ParseFile in its CommandLineParameterParser). A name without a value keeps its
    /// dash: the engine then decides whether it is a switch, the name of the value that follows, or a value such as -5.
    /// </summary>
    private static List<CommandParameter> ReadScriptArguments(string[] args)
    {
        var parameters = new List<CommandParameter>(args.Length);
        for (int i = 0; i < args.Length; i++)
        {
            string arg = args[i];
            int colon = arg.IndexOf(':', StringComparison.Ordinal);
            if (arg.Length < 2 || !IsDash(arg[0]))
            {
                parameters.Add(new CommandParameter(null, arg));
            }
            else if (colon < 0 || (colon == arg.Length - 1 && i == args.Length - 1))
            {
                parameters.Add(new CommandParameter(arg));
            }
            else if (colon == arg.Length - 1)
            {
                i++;
                parameters.Add(new CommandParameter(arg.TrimEnd(':'), args[i]));
            }
            else
            {
                parameters.Add(new CommandParameter(arg[..colon], ToSwitchValue(arg[(colon + 1)..])));
            }
        }

        return parameters;
    }

    /// <summary>The engine accepts a hyphen, an en dash, an em dash and a horizontal bar before a name.</summary>
    private static bool IsDash(char c) => c is '-' or '\u2013' or '\u2014' or '\u2015';

    /// <summary>The one value that is not a string: <c>-Confirm:$false</c> arrives as text, and a switch takes no text.</summary>
    private static object ToSwitchValue(string value) => value.ToUpperInvariant() switch
    {
        "$TRUE" or "TRUE" => true,
        "$FALSE" or "FALSE" => false,
        _ => value,
    };
}
