using System.Net.Http.Headers;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;

namespace LianPay.Benchmarks.Children;

/// <summary>The least that can be done: an HttpClient that posts bytes that were made before, and reads the answers away.</summary>
internal sealed class PostingChild(SandboxAddress sandbox) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _http = new();
    private readonly RsaPrivateKey _merchantKey = KeyReader.ReadPrivateKeyFile(sandbox.PrivateKeyPath);
    private readonly RsaPublicKey _platformKey = KeyReader.ReadPublicKeyFile(sandbox.PlatformKeyPath);
    private readonly Uri _address = new(sandbox.Gateway, "confirmPayment.htm");

    internal async Task<RunFigures> PostAsync(Span span)
    {
        byte[][] bodies = [.. Enumerable.Range(span.First, span.Count).Select(BodyOf)];
        int next = -1;
        ProcessMeter meter = new();
        await Task.WhenAll(Enumerable.Range(0, span.Concurrency).Select(_ => Task.Run(async () =>
        {
            for (int index = Interlocked.Increment(ref next); index < bodies.Length; index = Interlocked.Increment(ref next))
            {
                using ByteArrayContent content = new(bodies[index]);
                content.Headers.ContentType = Json;
                using HttpResponseMessage response = await _http.PostAsync(_address, content);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
            }
        })));
        return meter.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _merchantKey.Dispose();
    }

    private byte[] BodyOf(int number)
    {
        MessageFields fields = Messages.FieldsOf(sandbox.PartnerId, number);
        MessageFields signed = fields.With("sign", MessageSignature.Sign(fields, _merchantKey));
        return new MessageFields([new("oid_partner", sandbox.PartnerId), new("pay_load", Payload.Seal(signed.ToJson(), _platformKey))]).ToJson();
    }
}
