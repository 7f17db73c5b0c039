using System.Management.Automation;

namespace LianPay.Module.Tests.Help.Samples;

/// <summary>Sends a parcel, <b>once</b>, as <see cref="GetSampleParcelCommand"/> shows it.</summary>
/// <remarks>
/// <para>
/// The parcel is taken by its <see cref="Number"/>. Without one,
/// <see langword="null"/> is sent as <c>none</c> under <see cref="ConsoleColor.Red"/>.
/// </para>
/// <list type="bullet">
/// <item><term>Red</term><description>at once</description></item>
/// <item>Blue: tomorrow, see <see href="https://example.org/terms">the terms</see></item>
/// </list>
/// <list type="number">
/// <item>first</item>
/// <item>second</item>
/// </list>
/// </remarks>
/// <inputs cref="SampleParcel">A parcel whose <c>Number</c> binds by name.</inputs>
/// <outputs cref="SampleParcel">The parcel that was sent.</outputs>
/// <outputs cref="string">The number alone, with <c>-Brief</c>.</outputs>
/// <error id="NotPacked" category="InvalidData">The parcel is not packed. Pack it and send it again.</error>
/// <error id="NoStamp" category="ResourceUnavailable">The stamps ran out.<para>Buy some.</para></error>
/// <example>
/// <para>Send one parcel.</para>
/// <code>
/// foreach ($number in '007', '008') {
///     Send-SampleParcel -Number $number -Confirm:$false
/// }
/// </code>
/// <para>Sends two parcels &amp; waits for <c>none</c>.</para>
/// </example>
/// <example>
/// <code>Get-SampleParcel | Send-SampleParcel -WhatIf</code>
/// <para>Shows what would be sent.</para>
/// </example>
/// <seealso cref="GetSampleParcelCommand"/>
/// <seealso href="https://example.org/post">The post</seealso>
[Cmdlet(VerbsCommunications.Send, "SampleParcel", SupportsShouldProcess = true, DefaultParameterSetName = "Full")]
[OutputType(typeof(SampleParcel), ParameterSetName = ["Full"])]
[OutputType(typeof(string), ParameterSetName = ["Brief"])]
public sealed class SendSampleParcelCommand : SampleCmdlet
{
    /// <summary>The number of the parcel.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("no_parcel")]
    public string? Number { get; set; }

    /// <summary>The colours of the paper.<para>The first is outside.</para></summary>
    [Parameter(ParameterSetName = "Full")]
    public SamplePaper[] Paper { get; set; } = [SamplePaper.Plain, SamplePaper.Striped];

    /// <summary>How fast it goes.</summary>
    [Parameter]
    [ValidateSet("Slow", "Fast")]
    public string Speed { get; set; } = "Slow";

    /// <summary>The most days that it may take.</summary>
    [Parameter]
    public int? Days { get; set; } = 3;

    /// <summary>Writes the number alone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Brief")]
    public SwitchParameter Brief { get; set; }
}
