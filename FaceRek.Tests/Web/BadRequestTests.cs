using System.Net;
using System.Text;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web;

/// <summary>Requests that no page sends. They get a response in words with their own status, and never an internal error.</summary>
public sealed class BadRequestTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient ben = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        ben = await world.ClientOfAsync(world.Ben);
    }

    public async ValueTask DisposeAsync()
    {
        ben.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("/bakery/people?q=%EF%BF%BE", 200)]
    [InlineData("/bakery/people?q=%00", 200)]
    [InlineData("/bakery/drawn-camera/00000000-0000-0000-0000-000000000000?moment=zz", 400)]
    public async Task An_unknown_address_is_answered(string path, int status)
    {
        using var response = await ben.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(
        "multipart/form-data; boundary=XX",
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc"
    )]
    [InlineData("multipart/form-data", "--XX--")]
    [InlineData("multipart/form-data; boundary=XX", "--XX\r\nX: y\r\n\r\nabc\r\n--XX--\r\n")]
    public async Task A_form_that_is_broken_off_is_told_so(string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", type));
        using var response = await ben.PostAsync(new Uri("/bakery/people/import", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "The request was incomplete",
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task While_someone_else_holds_the_database_people_are_asked_to_wait()
    {
        using var eve = await world.ClientOfAsync(world.Eve);
        var token = await eve.FormTokenAsync("/bakery/check-in");
        HttpResponseMessage response = null!;
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                await using var held = await db.Database.BeginTransactionAsync();
                response = await eve.SendAsync(
                    "/bakery/check-in",
                    "/bakery/check-in?handler=challenge",
                    Capture.Form(),
                    token
                );
            }
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("busy", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        response.Dispose();
    }
}
