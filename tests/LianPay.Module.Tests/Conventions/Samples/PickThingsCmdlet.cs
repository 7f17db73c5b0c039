using System.Management.Automation;

namespace LianPay.Module.Tests.Conventions.Samples;

/// <summary>Breaks every rule of <see cref="CommandRules"/>: the rules are tested on it.</summary>
[Cmdlet("Pick", "Things")]
[OutputType(typeof(string), ParameterSetName = ["Path"])]
public class PickThingsCmdlet : PSCmdlet
{
    /// <summary>Validated and mandatory, though it binds from the pipeline.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>A secret as a plain string.</summary>
    [Parameter(ParameterSetName = "Key")]
    public string? PrivateKey { get; set; }

    /// <summary>The path of a secret is none.</summary>
    [Parameter(ParameterSetName = "Key")]
    public string? PrivateKeyPath { get; set; }
}
