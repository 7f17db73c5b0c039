using System.Security.Cryptography;

namespace LianPay.Sandbox;

/// <summary>What happens to one request: it is prepared, perhaps spoiled, applied, recorded and answered.</summary>
internal sealed class RequestPipeline(
    SandboxGateway gateway, FaultPlan faults, LateApplications late, RequestLog log, ReplyEncoder encoder, HttpReplyWriter writer, TimeProvider clock)
{
    private static ReadOnlySpan<byte> PortalPage =>
        "<!DOCTYPE html><html><head><title>Network sign-in</title></head><body><h1>Sign in to use this network</h1><form method=\"post\" action=\"/login\"><input name=\"room\"></form></body></html>"u8;

    private static ReadOnlySpan<byte> ErrorPage =>
        "<html><head><title>Server Error</title></head><body><center><h1>The server could not answer</h1></center><hr><center>nginx</center></body></html>"u8;

    /// <summary>What the head alone decides: a refusal, or a drop before the body is read. Null: read on.</summary>
    internal HttpReaction? BeforeBody(HttpHead head, out SandboxFault fault)
    {
        fault = SandboxFault.None;
        if (head.Refusal != 0)
        {
            return writer.Refuse(head.Refusal);
        }

        if (!gateway.Serves(head.Path))
        {
            return writer.Refuse(404);
        }

        if (head.Method != "POST")
        {
            return writer.Refuse(405);
        }

        fault = faults.OfPath(head.Path);
        if (fault != SandboxFault.DropBeforeRead)
        {
            return null;
        }

        log.Add(log.Begin(head.Path, orderNumber: null) with { Fault = fault });
        return HttpReaction.Reset;
    }

    /// <summary>Handles a request that has been read whole.</summary>
    internal async ValueTask<HttpReaction> HandleAsync(HttpHead head, ReadOnlyMemory<byte> body, SandboxFault ofPath, CancellationToken cancellationToken)
    {
        PreparedCall call = gateway.Prepare(head.Path, body.Span);
        SandboxRequest request = log.Begin(head.Path, call.OrderNumber);
        SandboxFault fault = faults.OfRequest(request, ofPath);
        request = request with { Fault = fault };

        switch (fault)
        {
            case SandboxFault.DropBeforeRead:
                log.Add(request);
                return HttpReaction.Reset;
            case SandboxFault.DropBeforeApply:
                log.Add(request);
                return HttpReaction.Closed;
            case SandboxFault.LateApply:
                log.Add(request);
                late.Add(() => call.Apply(), faults.ApplyDelay);
                return HttpReaction.Closed;
            case SandboxFault.Html:
                log.Add(request);
                return Answer(head, 200, HttpReplyWriter.Html, PortalPage);
        }

        SandboxReply reply = call.Apply();

        // Before a byte of the answer leaves: whoever has the answer finds the request in the log.
        log.Add(request with { RetCode = reply.RetCode, HasApplied = reply.HasApplied });
        switch (fault)
        {
            case SandboxFault.DropAfterApply:
                return HttpReaction.Closed;
            case SandboxFault.Reset:
                return HttpReaction.Reset;
            case SandboxFault.Status500:
                return Answer(head, faults.Status, HttpReplyWriter.Html, ErrorPage);
            case SandboxFault.Delay:
                await Task.Delay(faults.ReplyDelay, clock, cancellationToken).ConfigureAwait(false);
                break;
        }

        byte[] json = encoder.Encode(reply, fault);
        if (fault == SandboxFault.Garbage)
        {
            RandomNumberGenerator.Fill(json);
        }

        HttpReaction answer = Answer(head, 200, HttpReplyWriter.Json, json);
        return fault == SandboxFault.CutReply
            ? new HttpReaction(answer.Bytes[..^(json.Length - faults.BytesBeforeCut(json.Length))], ConnectionFate.Close)
            : answer;
    }

    private HttpReaction Answer(HttpHead head, int status, string contentType, ReadOnlySpan<byte> body) =>
        new(writer.Compose(status, contentType, body, head.KeepsAlive), head.KeepsAlive ? ConnectionFate.KeepAlive : ConnectionFate.Close);
}
