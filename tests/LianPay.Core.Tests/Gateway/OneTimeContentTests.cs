using System.Net.Http.Headers;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

public sealed class OneTimeContentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Before_it_is_handed_over_nothing_has_started_though_its_length_is_known()
    {
        using OneTimeContent content = new([1, 2, 3]);

        Assert.Equal(3, content.Headers.ContentLength);
        Assert.False(content.HasStarted);
    }

    [Fact]
    public async Task Handing_it_over_gives_its_bytes_and_is_noted()
    {
        using OneTimeContent content = new([1, 2, 3]);
        using MemoryStream sent = new();

        await content.CopyToAsync(sent, Cancel);

        Assert.True(content.HasStarted);
        Assert.Equal([1, 2, 3], sent.ToArray());
    }

    [Fact]
    public async Task A_stream_that_takes_nothing_counts_as_started_all_the_same()
    {
        using OneTimeContent content = new([1, 2, 3]);
        using MemoryStream closed = new([], writable: false);

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(closed, Cancel));

        Assert.True(content.HasStarted);
    }

    [Fact]
    public async Task It_cannot_be_handed_over_twice()
    {
        using OneTimeContent content = new([1, 2, 3]);
        await content.CopyToAsync(Stream.Null, Cancel);
        using MemoryStream second = new();

        await Assert.ThrowsAsync<InvalidOperationException>(() => content.CopyToAsync(second, Cancel));

        Assert.Empty(second.ToArray());
    }

    [Fact]
    public async Task A_handler_that_follows_redirects_sends_it_once_where_it_sends_other_content_twice()
    {
        await using RawServer replayed = Redirecting();
        await using RawServer once = Redirecting();
        using HttpMessageInvoker following = new(new SocketsHttpHandler { AllowAutoRedirect = true, MaxAutomaticRedirections = 1 });
        using HttpRequestMessage replayable = new(HttpMethod.Post, replayed.Address) { Content = new ByteArrayContent([1, 2, 3]) };
        using HttpRequestMessage oneTime = new(HttpMethod.Post, once.Address) { Content = new OneTimeContent([1, 2, 3]) };

        using HttpResponseMessage followed = await following.SendAsync(replayable, Cancel);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => following.SendAsync(oneTime, Cancel));

        Assert.IsType<InvalidOperationException>(refused.GetBaseException());
        Assert.Equal((2, 1), (replayed.Requests, once.Requests));
    }

    [Fact]
    public void It_is_JSON_in_UTF_8()
    {
        using OneTimeContent content = new([]);

        Assert.Equal(MediaTypeHeaderValue.Parse("application/json; charset=utf-8"), content.Headers.ContentType);
    }

    private static RawServer Redirecting() =>
        RawServer.PerRequest((connection, _) => connection.ReplyAsync([], 307, "Location: /again\r\n"));
}
