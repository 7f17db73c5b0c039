using System.Management.Automation;

namespace LianPay.Module.Tests.Help.Samples;

/// <summary>Gets nothing.</summary>
/// <remarks>There are no parcels.</remarks>
/// <outputs type="None">Nothing.</outputs>
/// <error id="None"/>
/// <example><code>Get-SampleParcel</code><para>Gets nothing.</para></example>
/// <example><code>Get-SampleParcel -Connection $connection</code><para>Gets nothing from another place.</para></example>
[Cmdlet(VerbsCommon.Get, "SampleParcel")]
[OutputType(typeof(void))]
public sealed class GetSampleParcelCommand : SampleCmdlet;
