using BenchmarkDotNet.Attributes;
using LianPay.Benchmarks.References;
using LianPay.Core.Keys;
using LianPay.Core.Payloads;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Parts;

/// <summary>Sealing and opening one message.</summary>
[MemoryDiagnoser]
public class PayloadBenchmarks : IDisposable
{
    private BareRsa _bare = null!;
    private RsaPrivateKey _key = null!;
    private byte[] _text = [];
    private string _payload = "";

    /// <summary>The length of the key.</summary>
    [Params(1024, 2048)]
    public int Bits { get; set; }

    /// <summary>Makes the key.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _bare = new BareRsa(Bits, Messages.SignedTexts(SandboxOptions.DefaultPartnerId, 1));
        _key = _bare.Key;
        _text = Messages.FieldsOf(SandboxOptions.DefaultPartnerId, number: 0).ToJson();
        _payload = Payload.Seal(_text, _key.PublicKey);
    }

    /// <summary>Gives the keys back.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _key.Dispose();
        _bare.Dispose();
    }

    /// <summary>The two encryptions of the platform alone.</summary>
    [Benchmark(Baseline = true)]
    public int BareEncryptTwice() => _bare.EncryptTwice();

    /// <summary>With fresh keys, AES, HMAC and base64.</summary>
    [Benchmark]
    public string Seal() => Payload.Seal(_text, _key.PublicKey);

    /// <summary>The way back, as the gateway goes it.</summary>
    [Benchmark]
    public byte[] Open() => Payload.Open(_payload, _key);
}
