using FaceRek.Tests.Support;
using FaceRek.Web.Setup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FaceRek.Tests.Web.Setup;

public sealed class SiteAddressTests
{
    [Theory]
    [InlineData("http://localhost:6080", "http://localhost:6080")]
    [InlineData("http://*:6080", "http://localhost:6080")]
    [InlineData("http://+:6080;https://+:6443", "http://localhost:6080")]
    [InlineData("http://0.0.0.0:6080", "http://localhost:6080")]
    [InlineData("http://[::]:6080", "http://localhost:6080")]
    [InlineData("https://door.example:6443", "https://door.example:6443")]
    [InlineData("http://unix:/run/facerek.sock", "http://localhost:5080")]
    [InlineData("http://127.0.0.1:0", "http://localhost:5080")]
    [InlineData("", "http://localhost:5080")]
    [InlineData(null, "http://localhost:5080")]
    public void Without_a_set_address_emails_link_to_where_the_program_listens(string? urls, string expected) =>
        Assert.Equal(expected, SiteSettings.At(urls));

    [Theory]
    [InlineData("6080")]
    [InlineData("http://localhost:6080;nowhere")]
    public void What_is_no_address_is_refused_in_a_sentence(string urls)
    {
        var refused = Assert.Throws<InvalidDataException>(() => SiteSettings.At(urls));
        Assert.Equal(
            $"'{urls.Split(';')[^1]}' is not an address to listen at. Write it like http://localhost:5080.",
            refused.Message
        );
    }

    [Fact]
    public async Task An_address_that_is_set_holds_wherever_the_program_listens()
    {
        var configured = "https://time.bakery.example";
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Configuration.AddInMemoryCollection([new("Site:Address", configured)])
        );
        Assert.Equal(configured, app.Services.GetRequiredService<IOptions<SiteSettings>>().Value.Address);
    }
}
