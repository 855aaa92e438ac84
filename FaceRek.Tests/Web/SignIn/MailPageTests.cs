using System.Net;
using FaceRek.Core.Mail;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.SignIn;

public sealed class MailPageTests
{
    [Fact]
    public async Task In_development_emails_in_the_folder_are_listed_newest_first_and_their_links_work()
    {
        await using var app = await FaceRekApp.StartAsync();
        var mailer = new FolderMailer(
            Path.Combine(app.DataFolder, "mail"),
            "FaceRek <no-reply@facerek.example>",
            app.Clock
        );
        await mailer.SendAsync(new EmailMessage("ada@bakery.example", "Ada", "Older", "Text"), CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await mailer.SendAsync(
            new EmailMessage(
                "ada@bakery.example",
                "Ada",
                "Newer <b>",
                "Open:\n\nhttp://localhost:5080/confirm-email?user=1&code=2\n\n<script>x</script> javascript:alert(1)"
            ),
            CancellationToken.None
        );

        using var client = app.NewClient();
        var list = await client.Read("/mail");
        Assert.InRange(
            list.IndexOf("Newer &lt;b&gt;", StringComparison.Ordinal),
            0,
            list.IndexOf("Older", StringComparison.Ordinal)
        );
        var name = list.Split("href=\"/mail/letter/")[1].Split('"')[0];
        var email = await client.Read($"/mail/letter/{name}");
        Assert.Contains(
            "<a href=\"http://localhost:5080/confirm-email?user=1&amp;code=2\">",
            email,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<script>x", email, StringComparison.Ordinal);

        foreach (var path in new[] { "/mail/letter/nope", "/mail/letter/..%2f..%2ffacerek", "/mail/letter/%00" })
        {
            using var response = await client.Get(path);
            Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        }
    }

    [Fact]
    public async Task In_production_there_is_no_such_page()
    {
        await using var app = await FaceRekApp.StartAsync("Production");
        using var client = app.NewClient();
        foreach (var path in new[] { "/mail", "/mail/letter/abc" })
        {
            using var response = await client.Get(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }
}
