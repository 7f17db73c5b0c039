namespace LianPay.Module.Tests.Help.Samples;

/// <summary>The paper around a <see cref="SampleParcel"/>.</summary>
public enum SamplePaper
{
    /// <summary>Without a pattern.</summary>
    Plain,

    /// <summary>With stripes.</summary>
    Striped,
}
