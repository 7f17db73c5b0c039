using System.ComponentModel;

namespace LianPay.Module.Tests.Conventions.Samples;

/// <summary>Shows foreign types wherever a public type can: <see cref="PublicSurface"/> is tested on it.</summary>
[Collection("none")]
[TypeConverter(typeof(Record))]
public class SurfaceSample : TheoryData<int>, IAsyncLifetime
{
    /// <summary>Inside an array in a generic argument.</summary>
    public IReadOnlyList<TheoryDataRow[]>? Items { get; }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => default;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Secret(null);
    }

    /// <summary>As the type of an argument.</summary>
    public static string? Find(TestContext context) => context?.ToString();

    /// <summary>Visible to whoever derives from it.</summary>
    protected static void Hidden(Assert? check) => _ = check;

    private static ValueTask Secret(Exception? unused) => unused is Xunit.Sdk.XunitException ? ValueTask.FromException(unused) : default;
}
