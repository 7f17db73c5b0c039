using BenchmarkDotNet.Attributes;
using LianPay.Benchmarks.References;
using LianPay.Core.Keys;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Parts;

/// <summary>A thousand rows through one cmdlet.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks : IDisposable
{
    private const int Rows = 1000;

    private BareRsa _merchant = null!;
    private BareRsa _platform = null!;
    private Connection _connection = null!;

    /// <summary>Connects.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _merchant = new BareRsa(1024, []);
        _platform = new BareRsa(1024, []);
        _connection = new Connection(_merchant, _platform);
        using RsaPrivateKey signer = _platform.Key;
        _connection.Session.Set("rows", Messages.ConfirmFields(SandboxOptions.DefaultPartnerId, Rows).ToArray());
        _connection.Session.Set("replies", Enumerable.Range(0, Rows).Select(number => Messages.ReplyText(SandboxOptions.DefaultPartnerId, number, signer)).ToArray());
    }

    /// <summary>Disconnects.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _connection.Dispose();
        _merchant.Dispose();
        _platform.Dispose();
    }

    /// <summary>A cmdlet that does nothing.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public int Nothing() => _connection.Session.Run("$rows | Test-Nothing").Count;

    /// <summary>New-LianPaySignature.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Sign() => _connection.Session.Run("$rows | New-LianPaySignature").Count;

    /// <summary>Protect-LianPayload.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Seal() => _connection.Session.Run("$rows | Protect-LianPayload").Count;

    /// <summary>Test-LianPaySignature.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Verify() => _connection.Session.Run("$replies | Test-LianPaySignature").Count;
}
