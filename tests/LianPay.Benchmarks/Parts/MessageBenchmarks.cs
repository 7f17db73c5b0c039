using System.Text;
using BenchmarkDotNet.Attributes;
using LianPay.Benchmarks.References;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Parts;

/// <summary>Reading and writing one message, without its crypto.</summary>
[MemoryDiagnoser]
public class MessageBenchmarks
{
    private byte[] _reply = [];
    private MessageFields _fields = null!;

    /// <summary>Makes the message.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        using BareRsa bare = new(1024, []);
        using RsaPrivateKey key = bare.Key;
        _reply = Encoding.UTF8.GetBytes(Messages.ReplyText(SandboxOptions.DefaultPartnerId, number: 0, key));
        _fields = MessageReader.Read(_reply);
    }

    /// <summary>From bytes to fields.</summary>
    [Benchmark]
    public MessageFields Read() => MessageReader.Read(_reply);

    /// <summary>From fields to bytes.</summary>
    [Benchmark]
    public byte[] Write() => _fields.ToJson();

    /// <summary>From fields to the text that is signed.</summary>
    [Benchmark]
    public string Text() => SignedText.Of(_fields);
}
