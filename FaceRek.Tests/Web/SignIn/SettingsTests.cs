using System.Net;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.SignIn;

public sealed class SettingsTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task A_new_name_greets_at_once()
    {
        using var client = await town.World.ClientOfAsync(town.World.Mia);
        using var saved = await client.SubmitAsync("/settings", new() { ["Input.Name"] = " Mia  Newname " });
        Assert.Equal("/settings", await AccountsFixture.SentToAsync(saved));
        Assert.Contains("Mia Newname", await client.Read("/bakery"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_email_applies_from_its_confirmation_and_the_old_one_is_told()
    {
        var email = await town.NewOwnerAsync("old@move.example", "Move House");
        using var client = town.App.NewClient();
        using (var signedIn = await AccountsFixture.SignInAsync(client, email, AccountsFixture.GoodPassword)) { }

        using (
            var asked = await client.SubmitAsync(
                "/settings/email",
                new() { ["Input.Email"] = "new@move.example", ["Input.Password"] = AccountsFixture.GoodPassword }
            )
        )
        {
            Assert.Equal("/settings", await AccountsFixture.SentToAsync(asked));
        }
        Assert.Null(await town.UserAsync("new@move.example"));
        var link = AccountsFixture.PathIn(await town.LetterAsync("new@move.example", "Confirm your new"));
        await client.Read(link);
        Assert.Null(await town.UserAsync("new@move.example"));

        using (var changed = await client.SubmitAsync(link, []))
        {
            Assert.Equal("/settings", await AccountsFixture.SentToAsync(changed));
        }
        await town.LetterAsync("old@move.example", "was changed");
        Assert.Contains("new@move.example", await client.Read("/settings"), StringComparison.Ordinal);
        using (var again = await client.SubmitAsync(link, []))
        {
            Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        }

        using var other = town.App.NewClient();
        using (var byOld = await AccountsFixture.SignInAsync(other, "old@move.example", AccountsFixture.GoodPassword))
        {
            Assert.Equal(HttpStatusCode.BadRequest, byOld.StatusCode);
        }
        using var byNew = await AccountsFixture.SignInAsync(other, "new@move.example", AccountsFixture.GoodPassword);
        Assert.Equal(HttpStatusCode.Redirect, byNew.StatusCode);
    }

    [Fact]
    public async Task A_reset_link_from_before_a_change_of_email_is_closed()
    {
        var email = await town.NewOwnerAsync("before@stale.example", "Stale House");
        using var client = town.App.NewClient();
        using (var signedIn = await AccountsFixture.SignInAsync(client, email, AccountsFixture.GoodPassword)) { }
        using (var forgot = await client.SubmitAsync("/forgot-password", new() { ["Input.Email"] = email })) { }
        var reset = AccountsFixture.PathIn(await town.LetterAsync(email, "Choose a new"));
        using (
            var asked = await client.SubmitAsync(
                "/settings/email",
                new() { ["Input.Email"] = "after@stale.example", ["Input.Password"] = AccountsFixture.GoodPassword }
            )
        ) { }
        using (
            var changed = await client.SubmitAsync(
                AccountsFixture.PathIn(await town.LetterAsync("after@stale.example", "Confirm your new")),
                []
            )
        ) { }

        using var stale = await client.SubmitAsync(reset, new() { ["Input.Password"] = "seven silver kites" });
        Assert.Equal(HttpStatusCode.Gone, stale.StatusCode);
    }

    [Fact]
    public async Task Another_user_s_email_is_not_accepted_and_the_page_does_not_say_whose_it_is()
    {
        var email = await town.NewOwnerAsync("want@other.example", "Want House");
        using var client = await town.World.ClientOfAsync(await town.UserAsync(email));
        using var asked = await client.SubmitAsync(
            "/settings/email",
            new() { ["Input.Email"] = town.World.Ada.Email!, ["Input.Password"] = AccountsFixture.GoodPassword }
        );
        Assert.Equal("/settings", await AccountsFixture.SentToAsync(asked));
        Assert.Contains("We sent an email to", await client.Read("/settings"), StringComparison.Ordinal);
        Assert.Contains("already", town.Mail.LastTo(town.World.Ada.Email!).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_is_not_changed_without_the_password()
    {
        using var client = await town.World.ClientOfAsync(town.World.Ben);
        using var asked = await client.SubmitAsync(
            "/settings/email",
            new() { ["Input.Email"] = "thief@thief.example", ["Input.Password"] = "wrong" }
        );
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        Assert.DoesNotContain(town.Mail.Emails, message => message.To == "thief@thief.example");
    }

    [Fact]
    public async Task A_stranger_is_sent_to_the_sign_in()
    {
        using var client = town.App.NewClient();
        foreach (
            var page in new[]
            {
                "/settings",
                "/settings/email",
                "/settings/password",
                "/organizations",
                "/organizations/new",
            }
        )
        {
            using var response = await client.Get(page);
            Assert.Equal(
                $"/sign-in?returnUrl={Uri.EscapeDataString(page)}",
                new Uri(town.App.Address, await AccountsFixture.SentToAsync(response)).PathAndQuery
            );
        }
    }
}
