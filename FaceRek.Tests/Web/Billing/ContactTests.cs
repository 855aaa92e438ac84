using System.Net;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.Billing;

public sealed class ContactTests(FrontPages pages) : IClassFixture<FrontPages>
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["Input.Name"] = "Nina  New",
        ["Input.Email"] = "nina@new.example",
        ["Input.Message"] = "How much\r\nfor 300?\u0007",
    };

    [Fact]
    public async Task A_question_becomes_one_email_to_the_configured_mailbox_with_the_address_to_answer()
    {
        await using var own = new FrontPages();
        await own.InitializeAsync();
        using var client = own.App.NewClient();
        using var answer = await client.SubmitAsync("/contact", Good);
        Assert.Contains("on its way", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var message = Assert.Single(own.App.Mail.Emails);
        Assert.Equal((FrontPages.Mailbox, "Question from Nina New"), (message.To, message.Subject));
        Assert.Contains("How much\nfor 300?\n", message.Body, StringComparison.Ordinal);
        Assert.Contains("nina@new.example", message.Body, StringComparison.Ordinal);

        // Five at once, then the sixth has to wait.
        for (var i = 0; i < 4; i++)
        {
            using var more = await client.SubmitAsync("/contact", Good);
        }
        using var tooMany = await client.SubmitAsync("/contact", Good);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.Equal(5, own.App.Mail.Emails.Count);
    }

    [Theory]
    [InlineData("Input.Name", "", "Enter your name")]
    [InlineData("Input.Name", "Nina\nBcc: all@new.example", "Enter your name")]
    [InlineData("Input.Email", "nina", "Enter an email address")]
    [InlineData("Input.Email", "nina@new.example, all@new.example", "Enter an email address")]
    [InlineData("Input.Message", " \r\n ", "Enter your question")]
    public async Task What_is_missing_or_wrong_is_said_and_nothing_is_sent(string field, string value, string said)
    {
        var before = pages.App.Mail.Emails.Count;
        using var client = pages.App.NewClient();
        using var answer = await client.SubmitAsync(
            "/contact",
            new Dictionary<string, string>(Good) { [field] = value }
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, pages.App.Mail.Emails.Count);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_stays_in_the_form()
    {
        await using var own = new FrontPages();
        await own.InitializeAsync();
        own.App.Mail.IsDown = true;
        using var client = own.App.NewClient();
        using var answer = await client.SubmitAsync("/contact", Good);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("could not be sent", html, StringComparison.Ordinal);
        Assert.Contains("for 300?", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mailbox_the_page_says_so_and_takes_nothing()
    {
        await using var app = await FaceRekApp.StartAsync();
        using var client = app.NewClient();
        var html = await client.GetStringAsync(new Uri("/contact", UriKind.Relative));
        Assert.Contains("This form is not set up", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", html, StringComparison.Ordinal);
        using var posted = await client.SubmitAsync("/sign-up", Good, action: "/contact");
        Assert.Equal(HttpStatusCode.Conflict, posted.StatusCode);
        Assert.Empty(app.Mail.Emails);
    }
}
