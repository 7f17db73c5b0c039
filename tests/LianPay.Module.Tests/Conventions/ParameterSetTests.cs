using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;

namespace LianPay.Module.Tests.Conventions;

/// <summary>
/// Each sensible combination of arguments resolves to the parameter set that it belongs to. The engine's own binder says so: it
/// binds to a function with the parameters of the cmdlet, which does nothing but name its set.
/// </summary>
public sealed class ParameterSetTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    public static TheoryData<string> Commands
    {
        get
        {
            using var imported = new ImportedModule();
            return [.. imported.ManifestCmdlets];
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_a_parameter_set_needs_resolves_to_it_with_any_of_its_options_and_with_all(string command)
    {
        CmdletInfo cmdlet = Cmdlet(command);
        foreach (CommandParameterSetInfo set in cmdlet.ParameterSets)
        {
            CommandParameterInfo[] mine = [.. set.Parameters.Where(IsOwn)];
            CommandParameterInfo[] needed = [.. mine.Where(parameter => parameter.IsMandatory)];
            AssertResolves(cmdlet, needed);
            AssertResolves(cmdlet, mine);
            foreach (CommandParameterInfo option in mine.Except(needed))
            {
                AssertResolves(cmdlet, [.. needed, option]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Whatever_is_given_is_never_all_that_several_sets_need_without_the_default_among_them(string command)
    {
        CmdletInfo cmdlet = Cmdlet(command);
        string[] names = [.. cmdlet.ParameterSets.SelectMany(set => set.Parameters).Where(IsOwn).Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal)];
        foreach (string[] given in names.Select(name => new[] { name }).Concat(from first in names from second in names select new[] { first, second }))
        {
            CommandParameterSetInfo[] fitting = [.. cmdlet.ParameterSets.Where(set => given.All(name => set.Parameters.Any(parameter => parameter.Name == name)))];
            // What is not complete in any set is refused by the engine, which names what is missing.
            CommandParameterSetInfo[] complete = [.. fitting.Where(set => set.Parameters.All(parameter => !parameter.IsMandatory || given.Contains(parameter.Name)))];

            Assert.True(
                complete.Length < 2 || complete.Any(set => set.IsDefault),
                $"{command} -{string.Join(" -", given)} fits {string.Join(" and ", complete.Select(set => set.Name))}, and none of them is the default.");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Nothing_but_what_the_default_set_needs_is_asked_for(string command)
    {
        CmdletInfo cmdlet = Cmdlet(command);
        CommandParameterSetInfo set = cmdlet.ParameterSets.SingleOrDefault(item => item.IsDefault) ?? Assert.Single(cmdlet.ParameterSets);

        Assert.Equal(set.Name, Resolve(cmdlet, [.. set.Parameters.Where(parameter => IsOwn(parameter) && parameter.IsMandatory)]));
    }

    private CmdletInfo Cmdlet(string command) => module.Cmdlets.Single(cmdlet => cmdlet.Name == command);

    private static bool IsOwn(CommandParameterInfo parameter) =>
        !System.Management.Automation.Cmdlet.CommonParameters.Contains(parameter.Name) && !System.Management.Automation.Cmdlet.OptionalCommonParameters.Contains(parameter.Name);

    private void AssertResolves(CmdletInfo cmdlet, CommandParameterInfo[] given)
    {
        string[] fitting = [.. cmdlet.ParameterSets.Where(set => given.All(one => set.Parameters.Any(parameter => parameter.Name == one.Name))).Select(set => set.Name)];

        Assert.Contains(Resolve(cmdlet, given), fitting);
    }

    /// <summary>Splats arguments to a function with the cmdlet's parameters, and gives the set that the engine chose.</summary>
    private string Resolve(CmdletInfo cmdlet, CommandParameterInfo[] given)
    {
        Hashtable arguments = [];
        foreach (CommandParameterInfo parameter in given)
        {
            arguments[parameter.Name] = ValueOf(parameter);
        }

        CommandMetadata metadata = new(cmdlet);
        string function = $"function Show-ParameterSet {{ {ProxyCommand.GetCmdletBindingAttribute(metadata)} param({ProxyCommand.GetParamBlock(metadata)}) $PSCmdlet.ParameterSetName }}";
        module.Engine.Set("arguments", arguments);
        EngineRun run = module.Engine.Try($"{function}; Show-ParameterSet @arguments");
        Assert.True(run.Failure is null && run.Errors.Count == 0, $"{cmdlet.Name} -{string.Join(" -", arguments.Keys.Cast<string>())}: {run.Failure?.Message}{string.Join(' ', run.Errors)}");
        return Assert.Single(run.Output).ToString();
    }

    /// <summary>A value that binds: what it is does not matter, for nothing is done with it.</summary>
    private static object ValueOf(CommandParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
        {
            return set.ValidValues[0];
        }

        return type switch
        {
            _ when type == typeof(string) => "x",
            _ when type == typeof(string[]) => new[] { "x", "y" },
            _ when type == typeof(int) || type == typeof(double) => 1,
            _ when type == typeof(SwitchParameter) => SwitchParameter.Present,
            _ when type == typeof(SecureString) => new SecureString(),
            _ when type == typeof(PSObject) || type == typeof(object) => new PSObject(),
            _ when type.IsEnum => Enum.GetNames(type)[0],
            _ when type.IsArray => Array.CreateInstance(type.GetElementType()!, 0),
            _ => RuntimeHelpers.GetUninitializedObject(type),
        };
    }
}
