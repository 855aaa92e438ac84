using System.Net;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.SignIn;

public sealed class PasswordTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task A_reset_link_works_once_within_the_hour_and_ends_every_other_sign_in()
    {
        var email = await town.NewOwnerAsync("reset@reset.example", "Reset House");
        using var elsewhere = await town.World.ClientOfAsync(await town.UserAsync(email));
        using var client = town.App.NewClient();

        using var asked = await client.SubmitAsync("/forgot-password", new() { ["Input.Email"] = email });
        var link = AccountsFixture.PathIn(await town.LetterAsync(email, "Choose a new"));
        using (var weak = await client.SubmitAsync(link, new() { ["Input.Password"] = "Password123!" }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        }
        using (var done = await client.SubmitAsync(link, new() { ["Input.Password"] = "  seven silver kites  " }))
        {
            Assert.Equal("/sign-in", await AccountsFixture.SentToAsync(done));
        }
        using (var twice = await client.SubmitAsync(link, new() { ["Input.Password"] = "another nice password" }))
        {
            Assert.Equal(HttpStatusCode.Gone, twice.StatusCode);
        }
        await town.LetterAsync(email, "was changed");

        using (var trimmed = await AccountsFixture.SignInAsync(client, email, "seven silver kites"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, trimmed.StatusCode);
        }
        using (var spaced = await AccountsFixture.SignInAsync(client, email, "  seven silver kites  "))
        {
            Assert.Equal(HttpStatusCode.Redirect, spaced.StatusCode);
        }
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        using var ended = await elsewhere.Get("/settings");
        Assert.StartsWith("/sign-in", await AccountsFixture.SentToAsync(ended), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_link_is_closed_after_an_hour()
    {
        var email = await town.NewOwnerAsync("slow@reset.example", "Slow House");
        using var client = town.App.NewClient();
        using var asked = await client.SubmitAsync("/forgot-password", new() { ["Input.Email"] = email });
        var link = AccountsFixture.PathIn(await town.LetterAsync(email, "Choose a new"));
        town.App.Clock.Advance(TimeSpan.FromMinutes(61));
        using var late = await client.SubmitAsync(link, new() { ["Input.Password"] = "seven silver kites" });
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Fact]
    public async Task Forgot_answers_the_same_for_everyone_and_emails_only_those_with_an_account()
    {
        using var client = town.App.NewClient();
        var answers = new List<string>();
        // Emails are sent in the order in which they were queued: after the last one there are no more on the way.
        foreach (var email in new[] { "mia@nowhere.example", town.World.Mia.Email! })
        {
            using var response = await client.SubmitAsync("/forgot-password", new() { ["Input.Email"] = email });
            answers.Add((await response.Content.ReadAsStringAsync()).Replace(email, "X", StringComparison.Ordinal));
        }
        await town.LetterAsync(town.World.Mia.Email!, "Choose a new");
        Assert.Equal(answers[0], answers[1]);
        Assert.DoesNotContain(town.Mail.Emails, message => message.To == "mia@nowhere.example");
    }

    [Fact]
    public async Task No_one_s_mailbox_is_filled_by_asking()
    {
        var email = await town.NewOwnerAsync("flood@mail.example", "Flood House");
        using var client = town.App.NewClient();
        for (var i = 0; i < 12; i++)
        {
            using var asked = await client.SubmitAsync("/forgot-password", new() { ["Input.Email"] = email });
        }
        // Emails are sent in the order in which they were queued: after this one there are no more on the way.
        using (
            var asked = await client.SubmitAsync("/forgot-password", new() { ["Input.Email"] = town.World.Eve.Email! })
        ) { }
        await town.LetterAsync(town.World.Eve.Email!, "Choose a new");
        Assert.InRange(town.Mail.Emails.Count(message => message.To == email), 1, 5);
    }

    [Fact]
    public async Task A_password_is_changed_by_who_knows_it_and_ends_the_other_sign_ins_within_a_minute()
    {
        var email = await town.NewOwnerAsync("change@change.example", "Change House");
        var user = await town.UserAsync(email);
        using var here = await town.World.ClientOfAsync(user);
        using var elsewhere = await town.World.ClientOfAsync(user);

        using (
            var wrong = await here.SubmitAsync(
                "/settings/password",
                new() { ["Input.Present"] = "not it", ["Input.Password"] = "seven silver kites" }
            )
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
        using (
            var weak = await here.SubmitAsync(
                "/settings/password",
                new() { ["Input.Present"] = AccountsFixture.GoodPassword, ["Input.Password"] = "change@change" }
            )
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        }
        using (
            var done = await here.SubmitAsync(
                "/settings/password",
                new() { ["Input.Present"] = AccountsFixture.GoodPassword, ["Input.Password"] = "seven silver kites" }
            )
        )
        {
            Assert.Equal("/settings", await AccountsFixture.SentToAsync(done));
        }
        await town.LetterAsync(email, "was changed");

        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        using var stays = await here.Get("/settings");
        Assert.Equal(HttpStatusCode.OK, stays.StatusCode);
        using var ended = await elsewhere.Get("/settings");
        Assert.StartsWith("/sign-in", await AccountsFixture.SentToAsync(ended), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_session_is_no_place_to_guess_the_password_in()
    {
        using var client = await town.World.ClientOfAsync(town.World.Olaf);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            using var wrong = await client.SubmitAsync(
                "/settings/password",
                new() { ["Input.Present"] = $"guess {i}", ["Input.Password"] = "seven silver kites" }
            );
            statuses.Add(wrong.StatusCode);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }
}
