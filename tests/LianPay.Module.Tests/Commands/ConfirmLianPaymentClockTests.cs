using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LianPay.Module.Tests.Commands;

/// <summary>A machine whose clock is far from the gateway's (FAULTS S20).</summary>
public sealed class ConfirmLianPaymentClockTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData(-90, "This machine's clock is 90 minutes ahead of the gateway's.")]
    [InlineData(90, "This machine's clock is 90 minutes behind the gateway's.")]
    [InlineData(-4, null)]
    public async Task A_clock_that_is_far_off_is_told_once_a_run(int minutes, string? warning)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener, DateTimeOffset.UtcNow.AddMinutes(minutes));
        using Session session = new(sandbox);
        session.Engine.Set("rows", sandbox.Take(3).Select(payment => (object)Row.Of(payment).AsObject()).ToArray());

        EngineRun run = EngineAssert.Clean(session.Engine.Try($$"""
            Connect-LianPay -Environment Sandbox -Gateway 'http://127.0.0.1:{{((IPEndPoint)listener.LocalEndpoint).Port}}/' -PartnerId $sandbox.PartnerId `
                -PrivateKeyPath $sandbox.PrivateKeyPath -PlatformKeyPath $sandbox.PlatformKeyPath -NotifyUrl 'https://pay.example.com/notify' -Ledger $sandbox.PrivateKeyPath.Replace('.pem', '.clock.db')
            $rows | Confirm-LianPayment -Confirm:$false
            Disconnect-LianPay
            """));
        listener.Stop();
        await serving;

        Assert.All(run.Output, result => Assert.Equal("Unknown", result.Text("Status")));
        Assert.Equal(warning is null ? 0 : 1, run.Warnings.Count);
        Assert.All(run.Warnings, text => Assert.StartsWith(warning!, text, StringComparison.Ordinal));
    }

    /// <summary>Answers every request with an error page and its own idea of the time.</summary>
    private static async Task ServeAsync(TcpListener listener, DateTimeOffset date)
    {
        byte[] reply = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 503 Busy\r\nDate: {date:R}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        byte[] request = new byte[65_536];
        try
        {
            while (true)
            {
                using Socket socket = await listener.AcceptSocketAsync();
                int length = 0;
                do
                {
                    length += await socket.ReceiveAsync(request.AsMemory(length));
                }
                while (!IsWhole(request.AsSpan(0, length)));
                await socket.SendAsync(reply);
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        int head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        string length = Encoding.ASCII.GetString(request[..head]).Split("Content-Length: ")[1].Split("\r\n")[0];
        return request.Length >= head + 4 + int.Parse(length, CultureInfo.InvariantCulture);
    }
}
