using BenchmarkDotNet.Attributes;
using LianPay.Benchmarks.References;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Parts;

/// <summary>Signing and verifying one message.</summary>
[MemoryDiagnoser]
public class SignatureBenchmarks : IDisposable
{
    private BareRsa _bare = null!;
    private RsaPrivateKey _key = null!;
    private MessageFields _fields = null!;
    private string _signature = "";

    /// <summary>The length of the key.</summary>
    [Params(1024, 2048)]
    public int Bits { get; set; }

    /// <summary>Makes the key.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _bare = new BareRsa(Bits, Messages.SignedTexts(SandboxOptions.DefaultPartnerId, 1));
        _key = _bare.Key;
        _fields = Messages.FieldsOf(SandboxOptions.DefaultPartnerId, number: 0);
        _signature = MessageSignature.Sign(_fields, _key);
    }

    /// <summary>Gives the keys back.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _key.Dispose();
        _bare.Dispose();
    }

    /// <summary>The platform alone.</summary>
    [Benchmark]
    public int BareSign() => _bare.Sign();

    /// <summary>With the text and the base64.</summary>
    [Benchmark]
    public string Sign() => MessageSignature.Sign(_fields, _key);

    /// <summary>The platform alone.</summary>
    [Benchmark]
    public int BareVerify() => _bare.Verify();

    /// <summary>With the text and the base64.</summary>
    [Benchmark]
    public RsaPublicKey? Verify() => MessageSignature.FindVerifyingKey(_fields, _signature, [_key.PublicKey]);
}
