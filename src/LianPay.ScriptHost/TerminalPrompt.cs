using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace LianPay.ScriptHost;

/// <summary>The questions that the engine asks a person, worded and laid out as pwsh does.</summary>
internal sealed class TerminalPrompt(PSHostUserInterface ui, TerminalInput input)
{
    /// <summary>Reads a line of text.</summary>
    public string ReadLine() => input.ReadLine();

    /// <summary>Reads a line that is not shown.</summary>
    public SecureString ReadSecret() => input.ReadSecret();

    /// <summary>Asks for each field, such as a mandatory parameter that was not given.</summary>
    public Dictionary<string, PSObject> AskFields(
        string caption, string message, IReadOnlyCollection<FieldDescription> fields)
    {
        WriteHeading(caption, message);
        if (fields.Any(field => !string.IsNullOrEmpty(field.HelpMessage)))
        {
            ui.WriteLine("(Type !? for Help.)");
        }

        return fields.ToDictionary(field => field.Name, field => new PSObject(AskField(field)));
    }

    /// <summary>Asks for one of several choices, by its hot key or its name. An empty line takes the default.</summary>
    /// <returns>The index of the choice.</returns>
    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ChoiceLabel[] labels = [.. choices.Select(choice => ChoiceLabel.Parse(choice.Label))];
        WriteHeading(caption, message);
        while (true)
        {
            WriteChoices(labels, defaultChoice);
            string answer = input.ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            int index = Array.FindIndex(labels, label => label.IsMeantBy(answer));
            if (index >= 0)
            {
                return index;
            }

            if (answer == "?")
            {
                WriteHelp(labels, choices);
            }
        }
    }

    /// <summary>Asks for a user name, unless it is known, and for the password.</summary>
    /// <returns>Null when no user name was given, as in pwsh.</returns>
    public PSCredential AskCredential(string caption, string message, string userName)
    {
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            ui.Write("User: ");
            userName = input.ReadLine();
            if (userName.Length == 0)
            {
                return null!;
            }
        }

        ui.Write($"Password for user {userName}: ");
        return new PSCredential(userName, input.ReadSecret());
    }

    /// <summary>
    /// Text stays text: the binder converts it to the parameter's type, and an order number must never become a number on
    /// the way there.
    /// </summary>
    private object AskField(FieldDescription field)
    {
        if (field.ParameterTypeFullName == typeof(SecureString).FullName)
        {
            ui.Write($"{field.Name}: ");
            return input.ReadSecret();
        }

        if (field.ParameterTypeFullName == typeof(PSCredential).FullName)
        {
            ui.WriteLine(field.Name);
            return AskCredential(string.Empty, string.Empty, string.Empty);
        }

        return field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal)
            ? AskList(field)
            : AskText(field, $"{field.Name}: ");
    }

    private string[] AskList(FieldDescription field)
    {
        var items = new List<string>();
        while (AskText(field, $"{field.Name}[{items.Count}]: ") is { Length: > 0 } item)
        {
            items.Add(item);
        }

        return [.. items];
    }

    private string AskText(FieldDescription field, string prompt)
    {
        while (true)
        {
            ui.Write(prompt);
            string answer = input.ReadLine();
            if (answer != "!?")
            {
                return answer;
            }

            ui.WriteLine(string.IsNullOrEmpty(field.HelpMessage) ? $"No help is available for {field.Name}." : field.HelpMessage);
        }
    }

    private void WriteHeading(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            ui.WriteLine();
            ui.WriteLine(caption);
        }

        if (!string.IsNullOrEmpty(message))
        {
            ui.WriteLine(message);
        }
    }

    private void WriteChoices(ChoiceLabel[] labels, int defaultChoice)
    {
        foreach (ChoiceLabel label in labels)
        {
            ui.Write($"[{label.HotKey}] {label.Text}  ");
        }

        ui.Write("[?] Help");
        ui.Write(defaultChoice >= 0 ? $" (default is \"{labels[defaultChoice].Key}\"): " : ": ");
    }

    private void WriteHelp(ChoiceLabel[] labels, Collection<ChoiceDescription> choices)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            ui.WriteLine($"{labels[i].Key} - {choices[i].HelpMessage}");
        }
    }
}
