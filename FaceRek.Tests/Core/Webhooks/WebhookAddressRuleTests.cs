using System.Net;
using FaceRek.Core.Webhooks;

namespace FaceRek.Tests.Core.Webhooks;

public sealed class WebhookAddressRuleTests
{
    private readonly WebhookAddressRule rule = new(["127.0.0.1:9000"]);

    [Theory]
    [InlineData(null, WebhookAddressError.Missing)]
    [InlineData("  ", WebhookAddressError.Missing)]
    [InlineData("hr.example.com/hooks", WebhookAddressError.NoAddress)]
    [InlineData("https://user@1.1.1.1/", WebhookAddressError.NoAddress)]
    [InlineData("https://user:secret@1.1.1.1/", WebhookAddressError.NoAddress)]
    [InlineData("https://1.1.1.1/#part", WebhookAddressError.NoAddress)]
    [InlineData("http://1.1.1.1/", WebhookAddressError.NotHttps)]
    [InlineData("file:///etc/passwd", WebhookAddressError.NotHttps)]
    [InlineData("javascript:alert(1)", WebhookAddressError.NotHttps)]
    [InlineData("https://127.0.0.1/", WebhookAddressError.NotAllowed)]
    [InlineData("https://127.0.0.1:9001/", WebhookAddressError.NotAllowed)]
    [InlineData("https://0x7f.1/", WebhookAddressError.NotAllowed)]
    [InlineData("https://2130706433/", WebhookAddressError.NotAllowed)]
    [InlineData("https://017700000001/", WebhookAddressError.NotAllowed)]
    [InlineData("https://[::1]/", WebhookAddressError.NotAllowed)]
    [InlineData("https://[::ffff:10.0.0.1]/", WebhookAddressError.NotAllowed)]
    [InlineData("https://[64:ff9b::7f00:1]/", WebhookAddressError.NotAllowed)]
    [InlineData("https://169.254.169.254/latest/meta-data", WebhookAddressError.NotAllowed)]
    [InlineData("https://localhost/", WebhookAddressError.NotAllowed)]
    [InlineData("https://1.1.1.1:22/", WebhookAddressError.NotAllowed)]
    [InlineData("https://nobody.invalid/", WebhookAddressError.UnknownHost)]
    public async Task An_address_that_leads_nowhere_good_is_refused_in_its_own_words(
        string? text,
        WebhookAddressError error
    ) =>
        Assert.Equal(
            new WebhookAddressReading.Refused(error),
            await rule.ReadAsync(text, TestContext.Current.CancellationToken)
        );

    [Theory]
    [InlineData("https://1.1.1.1/hooks")]
    [InlineData("https://1.1.1.1:8443/hooks")]
    [InlineData("https://[2606:4700:4700::1111]/hooks")]
    [InlineData("http://127.0.0.1:9000/hooks")]
    public async Task A_public_address_over_https_is_taken_and_a_developers_own(string text) =>
        Assert.IsType<WebhookAddressReading.Good>(await rule.ReadAsync(text, TestContext.Current.CancellationToken));

    [Fact]
    public async Task An_address_of_501_characters_is_too_long() =>
        Assert.Equal(
            new WebhookAddressReading.Refused(WebhookAddressError.TooLong),
            await rule.ReadAsync("https://1.1.1.1/" + new string('a', 485), TestContext.Current.CancellationToken)
        );

    [Fact]
    public async Task An_address_is_as_long_as_it_is_kept_and_sent() =>
        Assert.Equal(
            new WebhookAddressReading.Refused(WebhookAddressError.TooLong),
            await rule.ReadAsync("https://1.1.1.1/" + new string('é', 100), TestContext.Current.CancellationToken)
        );

    [Fact]
    public void A_name_that_stands_for_a_good_and_a_bad_address_is_a_bad_one()
    {
        Assert.False(rule.Allows("both.example", 443, [IPAddress.Parse("1.1.1.1"), IPAddress.Loopback]));
        Assert.True(
            rule.Allows("good.example", 443, [IPAddress.Parse("1.1.1.1"), IPAddress.Parse("2606:4700:4700::1111")])
        );
        Assert.False(rule.Allows("nowhere.example", 443, []));
    }

    [Fact]
    public async Task A_name_that_moved_to_a_private_address_is_not_connected_to()
    {
        using var wire = new WebhookConnection(new WebhookAddressRule([]));
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() =>
            wire.PostAsync(
                new Uri("https://localhost:9443/"),
                "{}",
                new Dictionary<string, string>(),
                TestContext.Current.CancellationToken
            )
        );
        Assert.IsType<ForbiddenAddressException>(exception.InnerException);
    }
}
