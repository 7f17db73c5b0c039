using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Reports;

/// <summary>A headless Chromium with one page, driven over its DevTools protocol on loopback. Its profile is deleted with it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    private readonly TempDirectory _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private int _lastId;

    private Chromium(string program)
    {
        // Port 0: any free one on loopback. In a container, and for root, there is no sandbox of the system's to be had.
        ProcessStartInfo start = new(
            program,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>The program, or null where there is none.</summary>
    internal static string? Program => Programs.FirstOrDefault(File.Exists);

    /// <summary>Starts it.</summary>
    internal static async Task<Chromium> StartAsync()
    {
        Chromium browser = new(Program!);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shows a file in a window of that size, and waits until it is loaded.</summary>
    internal async Task OpenAsync(string path, int width, int height, string colorScheme = "light")
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await CallAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = colorScheme }) });
        await CallAsync("Page.enable");
        await CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(path).AbsoluteUri }, until: "Page.loadEventFired");
    }

    /// <summary>The value of an expression in the page, as JSON. The page's own policy does not bind it.</summary>
    internal async Task<JsonNode> EvaluateAsync(string expression)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        Assert.Null(answer["exceptionDetails"]?.ToJsonString());
        return answer["result"]!["value"]!;
    }

    /// <summary>The whole page as a PNG.</summary>
    internal async Task<byte[]> ScreenshotAsync() => Bytes(await CallAsync("Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true, ["format"] = "png" }));

    /// <summary>The page on A4 paper, without the backgrounds that browsers leave out unless told otherwise.</summary>
    internal async Task<byte[]> PrintAsync() => Bytes(await CallAsync("Page.printToPDF", new JsonObject { ["paperWidth"] = 8.27, ["paperHeight"] = 11.69, ["printBackground"] = false, ["preferCSSPageSize"] = true }));

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _profile.Dispose();
    }

    private static byte[] Bytes(JsonNode answer) => Convert.FromBase64String(answer["data"]!.GetValue<string>());

    private async Task ConnectAsync()
    {
        using CancellationTokenSource hangGuard = new(HangGuard);
        const string Announcement = "DevTools listening on ";
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(hangGuard.Token) ?? throw new EndOfStreamException("Chromium ended before it listened.");
        }
        while (!line.StartsWith(Announcement, StringComparison.Ordinal));
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);

        Uri browser = new(line[Announcement.Length..]);
        using HttpClient client = new();
        string targets = await client.GetStringAsync(new Uri($"http://{browser.Authority}/json/list"), hangGuard.Token);
        string page = JsonNode.Parse(targets)!.AsArray().First(target => target!["type"]!.GetValue<string>() == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
        await _socket.ConnectAsync(new Uri(page), hangGuard.Token);
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null, string? until = null)
    {
        using CancellationTokenSource hangGuard = new(HangGuard);
        int id = ++_lastId;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] });
        await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, hangGuard.Token);
        JsonNode? result = null;
        bool happened = until is null;
        while (result is null || !happened)
        {
            JsonNode received = await ReceiveAsync(hangGuard.Token);
            happened |= received["method"]?.GetValue<string>() == until;
            if (received["id"]?.GetValue<int>() == id)
            {
                result = received["result"] ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{method}: {received["error"]?.ToJsonString()}"));
            }
        }

        return result;
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        using MemoryStream whole = new();
        byte[] part = new byte[64 * 1024];
        ValueWebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(part.AsMemory(), cancellationToken);
            whole.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(whole.ToArray()) ?? throw new InvalidDataException("Chromium sent nothing.");
    }
}
