using System.Text;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Signing;

/// <summary>Signing on a machine whose OpenSSL refuses what the protocol needs, shown in a process of its own.</summary>
public sealed class MessageSignaturePolicyTests
{
    [Fact]
    public async Task Where_OpenSSL_refuses_the_protocols_algorithms_messages_are_signed_and_verified_all_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux is the platform's RSA OpenSSL, whose policy a process can set for itself.");
        Vectors.SignatureVector request = Vectors.Signatures.Single(vector => vector.Id == "rsa-01-seed-confirm-request");
        Vectors.SignatureVector reply = Vectors.Signatures.Single(vector => vector.Id == "rsa-02-seed-confirm-response-4005");

        Dictionary<string, string> report = await ProbeProcess.RunAsync(
            [],
            "signing",
            Vectors.Keys[request.KeyId].PrivateKeyPkcs8!,
            Vectors.Keys[reply.KeyId].PublicKey,
            Encoding.UTF8.GetString(new MessageFields(request.Fields).ToJson()),
            Encoding.UTF8.GetString(new MessageFields(reply.Fields).With(FieldNames.Sign, reply.Sign).ToJson()));

        Assert.Equal("set", report["policy"]);

        // Without these the rest would show nothing: the platform alone must fail.
        Assert.Equal("refused", report["platform signs"]);
        Assert.Equal("refused", report["platform verifies"]);

        Assert.Equal(request.Sign, report["signature"]);
        Assert.Equal("verified", report["reply"]);
        Assert.Equal("refused", report["altered reply"]);
    }
}
