using System.Net;
using System.Net.Sockets;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Webhooks;

/// <summary>Addresses in our own network, or invalid ones, are refused by the application and not stored.</summary>
public sealed class WebhookAddressApiTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("http://127.0.0.1/", "webhook_invalid")]
    [InlineData("http://1.1.1.1/", "webhook_invalid")]
    [InlineData("https://127.0.0.1/", "address_not_allowed")]
    [InlineData("https://[::1]/", "address_not_allowed")]
    [InlineData("https://169.254.169.254/latest/meta-data", "address_not_allowed")]
    [InlineData("https://0x7f.1/", "address_not_allowed")]
    [InlineData("https://2130706433/", "address_not_allowed")]
    [InlineData("https://017700000001/", "address_not_allowed")]
    [InlineData("https://[::ffff:10.0.0.1]/", "address_not_allowed")]
    [InlineData("https://[64:ff9b::7f00:1]/", "address_not_allowed")]
    [InlineData("https://[2002:7f00:1::]/", "address_not_allowed")]
    [InlineData("https://[fe80::1]/", "address_not_allowed")]
    [InlineData("https://[fd00::1]/", "address_not_allowed")]
    [InlineData("https://[ff02::1]/", "address_not_allowed")]
    [InlineData("https://10.0.0.1/", "address_not_allowed")]
    [InlineData("https://172.16.0.1/", "address_not_allowed")]
    [InlineData("https://192.168.0.1/", "address_not_allowed")]
    [InlineData("https://100.64.0.1/", "address_not_allowed")]
    [InlineData("https://224.0.0.1/", "address_not_allowed")]
    [InlineData("https://0.0.0.0/", "address_not_allowed")]
    [InlineData("https://255.255.255.255/", "address_not_allowed")]
    [InlineData("https://localhost/", "address_not_allowed")]
    [InlineData("https://1.1.1.1:22/", "address_not_allowed")]
    [InlineData("https://user@1.1.1.1/", "webhook_invalid")]
    [InlineData("https://user:secret@1.1.1.1/", "webhook_invalid")]
    [InlineData("https://1.1.1.1/#part", "webhook_invalid")]
    [InlineData("file:///etc/passwd", "webhook_invalid")]
    [InlineData("gopher://1.1.1.1/", "webhook_invalid")]
    [InlineData("javascript:alert(1)", "webhook_invalid")]
    [InlineData("data:text/plain,x", "webhook_invalid")]
    [InlineData("/hooks", "webhook_invalid")]
    [InlineData("", "webhook_invalid")]
    public async Task An_address_that_is_not_allowed_is_neither_added_nor_changed_to(string url, string code)
    {
        Assert.Equal(
            (400, code),
            (await town.Baker.PostAsync("webhooks", new { url, events = new[] { "punch.recorded" } })).Brief
        );
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => Assert.False(await db.WebhookEndpoints.AnyAsync())
        );
        var good = (
            await town.Baker.PostAsync(
                "webhooks",
                new { url = "https://1.1.1.1/", events = new[] { "punch.recorded" } }
            )
        )
            .Json.GetProperty("id")
            .GetGuid();
        Assert.Equal(
            (400, code),
            (
                await town.Baker.CallAsync(
                    HttpMethod.Put,
                    $"webhooks/{good}",
                    new { url, events = new[] { "punch.recorded" } }
                )
            ).Brief
        );
        Assert.Equal(
            "https://1.1.1.1/",
            (await town.Baker.AskAsync($"webhooks/{good}")).Json.GetProperty("url").GetString()
        );
        Assert.Equal(204, (await town.Baker.CallAsync(HttpMethod.Delete, $"webhooks/{good}")).Status);
    }

    [Fact]
    public async Task A_receiver_that_answers_a_byte_at_a_time_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var end = new CancellationTokenSource();
        var dripping = DripAsync(listener, end.Token);
        using var wire = new WebhookConnection(
            new WebhookAddressRule([$"127.0.0.1:{port}"]),
            TimeSpan.FromMilliseconds(400)
        );
        await Assert.ThrowsAsync<TaskCanceledException>(() =>
            wire.PostAsync(
                new Uri($"http://127.0.0.1:{port}/"),
                "{}",
                new Dictionary<string, string>(),
                TestContext.Current.CancellationToken
            )
        );
        await end.CancelAsync();
        await dripping;
    }

    private static async Task DripAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            await using var stream = client.GetStream();
            foreach (var character in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray())
            {
                await stream.WriteAsync(new[] { character }, cancellationToken);
                await Task.Delay(200, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException) { } // the sender gave up
    }
}
