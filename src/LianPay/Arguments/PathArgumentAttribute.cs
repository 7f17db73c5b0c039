using System.Collections;
using System.Management.Automation;

namespace LianPay.Arguments;

/// <summary>Lets paths and files through, and marks everything else.</summary>
/// <remarks>The engine would make text of any object: of a payment's row that is piped by mistake, its confirm code too, and an error would show it as the path of a missing file.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PathArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Unwrap(inputData) is IList list ? list.Cast<object?>().Select(PathOf).ToArray() : new[] { PathOf(inputData) };

    private static string PathOf(object? input) => Unwrap(input) switch
    {
        null => string.Empty,
        string path => path,
        _ when (input as PSObject)?.Properties["PSPath"]?.Value is string path => WildcardPattern.Escape(path),
        _ when (input as PSObject)?.Properties["FullName"]?.Value is string path => WildcardPattern.Escape(path),
        FileSystemInfo file => WildcardPattern.Escape(file.FullName),
        _ => MarkedText.Mark(string.Empty),
    };

    private static object? Unwrap(object? input) => input is PSObject wrapped ? wrapped.BaseObject : input;
}
