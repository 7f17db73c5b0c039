using System.Collections;
using System.Globalization;

namespace LianPay.Module.Tests.Performance;

/// <summary>
/// What a row may cost on its way through a cmdlet, in bytes of the heap, the engine's own share among them. The budgets are about
/// twice what is used.
/// </summary>
public sealed class PipelineAllocationTests : IClassFixture<SandboxFixture>
{
    private const int Rows = 500;

    private readonly SandboxFixture _sandbox;

    /// <summary>Takes the sandbox, for its keys.</summary>
    public PipelineAllocationTests(SandboxFixture sandbox) => _sandbox = sandbox;

    [Theory]
    [InlineData("$rows | New-LianPaySignature", 8_000)]
    [InlineData("$rows | Protect-LianPayload", 15_000)]
    [InlineData("$signed | Test-LianPaySignature", 8_000)]
    public void A_row(string pipeline, int budget)
    {
        using Engine engine = new();
        engine.Set("sandbox", _sandbox.Sandbox);
        engine.Set("rows", Enumerable.Range(0, Rows).Select(number => new Hashtable
        {
            ["api_version"] = "1.0",
            ["confirm_code"] = "137007",
            ["no_order"] = number.ToString("D14", CultureInfo.InvariantCulture),
            ["notify_url"] = "https://merchant.example/lianpay/notify",
            ["oid_partner"] = _sandbox.Sandbox.Text("PartnerId"),
            ["sign_type"] = "RSA",
        }).ToArray());

        EngineRun run = engine.Run(
            $$"""
            Connect-LianPay -Sandbox $sandbox
            $signed = $rows | New-LianPaySignature | ForEach-Object { $_.Fields }
            foreach ($time in 1, 2) {
                $before = [System.GC]::GetAllocatedBytesForCurrentThread()
                $null = {{pipeline}}
                $bytes = [System.GC]::GetAllocatedBytesForCurrentThread() - $before
            }
            [int] ($bytes / $rows.Count)
            """);

        Assert.InRange((int)run.Output[^1].BaseObject, 1, budget);
    }
}
