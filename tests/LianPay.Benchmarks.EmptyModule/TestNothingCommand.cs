using System.Management.Automation;

namespace LianPay.Benchmarks.EmptyModule;

/// <summary>Takes a row and writes an object, as every cmdlet of a pipeline does, and nothing else.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Nothing")]
[OutputType(typeof(Nothing))]
public sealed class TestNothingCommand : PSCmdlet
{
    /// <summary>The row.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(new Nothing { Input = InputObject });
}

/// <summary>What comes out.</summary>
public sealed class Nothing
{
    /// <summary>What went in.</summary>
    public object? Input { get; init; }
}
