using System.Net;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.SignIn;

public class InvitationTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    private static readonly Dictionary<string, string> NewAccount = new()
    {
        ["Input.Name"] = "Gus Guest",
        ["Input.Password"] = AccountsFixture.GoodPassword,
    };

    [Fact]
    public async Task Someone_new_joins_by_the_link_with_a_name_and_a_password()
    {
        var link = await InviteAsync("gus@guests.example", Role.Manager);
        using var client = town.App.NewClient();
        Assert.Contains("gus@guests.example", await client.Read(link), StringComparison.Ordinal);

        using (
            var weak = await client.SubmitAsync(link, new() { ["Input.Name"] = "Gus", ["Input.Password"] = "short" })
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        }
        using (var joined = await client.SubmitAsync(link, NewAccount))
        {
            Assert.Equal("/sign-in", await AccountsFixture.SentToAsync(joined));
        }
        using (var home = await client.Get("/sign-in"))
        {
            Assert.Equal("/bakery", await AccountsFixture.SentToAsync(home));
        }
        var user = (await town.UserAsync("gus@guests.example"))!;
        Assert.True(user.EmailConfirmed);
        Assert.Equal(Role.Manager, (await MembershipAsync(user))!.Role);

        using var other = town.App.NewClient();
        using var twice = await other.Get(link);
        Assert.Equal(HttpStatusCode.Gone, twice.StatusCode);
    }

    [Fact]
    public async Task A_user_signs_in_accepts_and_belongs_to_both()
    {
        var link = await InviteAsync(town.World.Olaf.Email!, Role.Employee);
        using var client = town.App.NewClient();
        Assert.Contains("/sign-in?returnUrl=", await client.Read(link), StringComparison.OrdinalIgnoreCase);
        using (var unasked = await client.SubmitAsync("/sign-in", NewAccount, action: link))
        {
            Assert.Null(await MembershipAsync(town.World.Olaf));
        }

        using (
            var signedIn = await AccountsFixture.SignInAsync(
                client,
                town.World.Olaf.Email!,
                World.Password,
                $"/sign-in?returnUrl={Uri.EscapeDataString(link)}"
            )
        )
        {
            Assert.Equal(link, await AccountsFixture.SentToAsync(signedIn));
        }
        using (var accepted = await client.SubmitAsync(link, []))
        {
            Assert.Equal("/sign-in", await AccountsFixture.SentToAsync(accepted));
        }
        Assert.Equal(Role.Employee, (await MembershipAsync(town.World.Olaf))!.Role);
        using var home = await client.Get("/sign-in");
        Assert.Equal("/organizations", await AccountsFixture.SentToAsync(home));
    }

    [Fact]
    public async Task A_link_is_closed_after_three_days_when_revoked_and_when_another_was_sent()
    {
        using var ben = await town.World.ClientOfAsync(town.World.Ben);
        using var client = town.App.NewClient();

        var first = await InviteAsync("rev@guests.example", Role.Employee);
        var invitation = await town.App.InAsync(
            town.World.Bakery,
            services =>
                services.GetRequiredService<FaceRekDb>().Invitations.SingleAsync(i => i.Email == "rev@guests.example")
        );
        using (var again = await ben.SubmitAsync($"/bakery/members/invite-again/{invitation.Id}", []))
        {
            Assert.Equal("/bakery/members", await AccountsFixture.SentToAsync(again));
        }
        var second = town.Mail.LinkTo("rev@guests.example");
        Assert.NotEqual(first, second);
        Assert.Equal(
            (HttpStatusCode.Gone, HttpStatusCode.OK),
            (await StatusAsync(client, first), await StatusAsync(client, second))
        );

        invitation = await town.App.InAsync(
            town.World.Bakery,
            services =>
                services.GetRequiredService<FaceRekDb>().Invitations.SingleAsync(i => i.Email == "rev@guests.example")
        );
        using (var revoked = await ben.SubmitAsync($"/bakery/members/revoke/{invitation.Id}", []))
        {
            Assert.Equal("/bakery/members", await AccountsFixture.SentToAsync(revoked));
        }
        using (var closed = await client.SubmitAsync("/sign-in", NewAccount, action: second))
        {
            Assert.Equal(HttpStatusCode.Gone, closed.StatusCode);
        }

        var old = await InviteAsync("old@guests.example", Role.Employee);
        town.App.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(client, old));
        Assert.Null(await town.UserAsync("old@guests.example"));
    }

    [Fact]
    public async Task A_link_used_by_many_at_once_makes_one_member()
    {
        var link = await InviteAsync("race@guests.example", Role.Employee);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    using var client = town.App.NewClient();
                    using var response = await client.SubmitAsync("/sign-in", NewAccount, action: link);
                    return response.StatusCode;
                })
        );
        Assert.Equal(1, answers.Count(status => status == HttpStatusCode.Redirect));
        // A link that was used is gone; who comes between the new account and the used link is asked to sign in.
        Assert.All(
            answers.Where(status => status != HttpStatusCode.Redirect),
            status => Assert.Contains(status, new[] { HttpStatusCode.Gone, HttpStatusCode.OK })
        );
        var member = await town.UserAsync("race@guests.example");
        Assert.Equal(Role.Employee, (await MembershipAsync(member!))!.Role);
    }

    [Fact]
    public async Task An_invitation_is_only_for_its_email_and_not_for_others_who_are_signed_in()
    {
        var link = await InviteAsync("only@guests.example", Role.Admin);
        using var eve = await town.World.ClientOfAsync(town.World.Eve);
        Assert.Contains("only@guests.example", await eve.Read(link), StringComparison.Ordinal);
        using var taken = await eve.SubmitAsync("/settings", [], action: link);
        Assert.Equal(Role.Employee, (await MembershipAsync(town.World.Eve))!.Role);
        Assert.Null(await town.UserAsync("only@guests.example"));
    }

    [Fact]
    public async Task An_account_signed_up_with_someone_s_email_goes_to_the_holder_of_the_mailbox()
    {
        using var thief = town.App.NewClient();
        using (
            var squatted = await thief.SubmitAsync(
                "/sign-up",
                AccountsFixture.SignUpForm("victim@guests.example", password: "the thief knows this")
            )
        ) { }
        var link = await InviteAsync("victim@guests.example", Role.Employee);
        using var victim = town.App.NewClient();
        using (var joined = await victim.SubmitAsync(link, NewAccount))
        {
            Assert.Equal("/sign-in", await AccountsFixture.SentToAsync(joined));
        }
        using var refused = await AccountsFixture.SignInAsync(thief, "victim@guests.example", "the thief knows this");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task One_of_the_people_who_is_invited_becomes_the_person_s_sign_in()
    {
        var person = new Person
        {
            OrganizationId = town.World.Bakery.Id,
            Name = "Pia Person",
            CreatedAt = town.App.Clock.GetUtcNow(),
        };
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(person);
                await db.SaveChangesAsync();
            }
        );
        var outcome = await town.App.InAsync(
            town.World.Bakery,
            services =>
                services
                    .GetRequiredService<InvitationDesk>()
                    .InviteAsync(
                        "pia@people.example",
                        Role.Employee,
                        town.World.Ada.Id,
                        person.Id,
                        CancellationToken.None
                    )
        );
        Assert.IsType<InvitationOutcome.Sent>(outcome);

        using var client = town.App.NewClient();
        using var joined = await client.SubmitAsync(town.Mail.LinkTo("pia@people.example"), NewAccount);
        var user = (await town.UserAsync("pia@people.example"))!;
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => Assert.Equal(user.Id, (await db.People.SingleAsync(p => p.Id == person.Id)).UserId)
        );

        var twice = await town.App.InAsync(
            town.World.Bakery,
            services =>
                services
                    .GetRequiredService<InvitationDesk>()
                    .InviteAsync(
                        "pia2@people.example",
                        Role.Employee,
                        town.World.Ada.Id,
                        person.Id,
                        CancellationToken.None
                    )
        );
        Assert.IsType<InvitationOutcome.NoSuchPerson>(twice);
        var foreign = await town.App.InAsync(
            town.World.Bakery,
            services =>
                services
                    .GetRequiredService<InvitationDesk>()
                    .InviteAsync(
                        "x@people.example",
                        Role.Employee,
                        town.World.Ada.Id,
                        town.World.HarbourPerson.Id,
                        CancellationToken.None
                    )
        );
        Assert.IsType<InvitationOutcome.NoSuchPerson>(foreign);
    }

    [Fact]
    public async Task The_secret_is_in_the_email_and_not_in_the_database()
    {
        var link = await InviteAsync("hash@guests.example", Role.Employee);
        var secret = link.Split("secret=")[1];
        Assert.True(secret.Length >= 43);
        foreach (var file in Directory.EnumerateFiles(town.App.DataFolder, "facerek.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(secret, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("eve@bakery.example", "member already")]
    [InlineData("a@b@c.example", "an email address")]
    [InlineData("a@b.example\r\nBcc: all@b.example", "an email address")]
    public async Task What_stands_in_the_way_of_an_invitation_is_said(string email, string words)
    {
        using var ben = await town.World.ClientOfAsync(town.World.Ben);
        using var refused = await ben.SubmitAsync(
            "/bakery/members/invite",
            new() { ["Input.Email"] = email, ["Input.Role"] = "Employee" }
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(words, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_mail_is_down_the_invitation_stands_and_the_page_says_what_to_do()
    {
        using var ben = await town.World.ClientOfAsync(town.World.Ben);
        town.Mail.IsDown = true;
        try
        {
            using var invited = await ben.SubmitAsync(
                "/bakery/members/invite",
                new() { ["Input.Email"] = "down@guests.example", ["Input.Role"] = "Employee" }
            );
        }
        finally
        {
            town.Mail.IsDown = false;
        }
        var page = await ben.Read("/bakery/members");
        Assert.Contains("could not be sent", page, StringComparison.Ordinal);
        Assert.Contains("down@guests.example", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/invitation")]
    [InlineData("/invitation?secret=")]
    [InlineData("/invitation?secret=%00")]
    [InlineData("/invitation?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_never_was_is_closed(string link)
    {
        using var client = town.App.NewClient();
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(client, link));
    }

    private async Task<string> InviteAsync(string email, Role role)
    {
        using var ben = await town.World.ClientOfAsync(town.World.Ben);
        using var invited = await ben.SubmitAsync(
            "/bakery/members/invite",
            new() { ["Input.Email"] = email, ["Input.Role"] = role.ToString() }
        );
        Assert.Equal("/bakery/members", await AccountsFixture.SentToAsync(invited));
        return town.Mail.LinkTo(email);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.Get(path);
        return response.StatusCode;
    }

    private Task<Membership?> MembershipAsync(User user) =>
        town.App.InAsync(
            town.World.Bakery,
            services =>
                services.GetRequiredService<FaceRekDb>().Memberships.SingleOrDefaultAsync(m => m.UserId == user.Id)
        );
}
