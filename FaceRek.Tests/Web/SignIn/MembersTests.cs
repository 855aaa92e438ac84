using System.Net;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.SignIn;

/// <summary>Each test has its own fixture, because the tests change memberships.</summary>
public sealed class MembersTests : IAsyncLifetime
{
    private readonly AccountsFixture town = new();

    private World World => town.World;

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task An_admin_sees_the_members_of_their_own_organization_only()
    {
        using var client = await World.ClientOfAsync(World.Ben);
        var page = await client.Read("/bakery/members");
        Assert.All(
            ["Ada Baker", "Ben Admin", "Mia Manager", "Eve Employee"],
            name => Assert.Contains(name, page, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("Olaf", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_with_the_next_request()
    {
        using var ada = await World.ClientOfAsync(World.Ada);
        using var ben = await World.ClientOfAsync(World.Ben);
        using (var before = await ben.Get("/bakery/members"))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        using (var changed = await ChangeAsync(ada, World.Ben, Role.Employee))
        {
            Assert.Equal("/bakery/members", await AccountsFixture.SentToAsync(changed));
        }
        using (var after = await ben.Get("/bakery/members"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
        }

        using (var removed = await ada.SubmitAsync($"/bakery/members/remove/{World.Ben.Id}", []))
        {
            Assert.Equal("/bakery/members", await AccountsFixture.SentToAsync(removed));
        }
        using var outside = await ben.Get("/bakery/check-in");
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [Fact]
    public async Task A_member_who_loses_the_right_to_invite_leaves_no_way_back_in()
    {
        using var ada = await World.ClientOfAsync(World.Ada);
        using var ben = await World.ClientOfAsync(World.Ben);
        using var guest = town.App.NewClient();

        using (var invited = await InviteAsync(ben, "ben@elsewhere.example", Role.Admin)) { }
        using (var removed = await ada.SubmitAsync($"/bakery/members/remove/{World.Ben.Id}", []))
        {
            Assert.Equal("/bakery/members", await AccountsFixture.SentToAsync(removed));
        }
        using var closed = await guest.Get(town.Mail.LinkTo("ben@elsewhere.example"));
        Assert.Equal(HttpStatusCode.Gone, closed.StatusCode);
    }

    [Fact]
    public async Task An_owner_who_becomes_an_admin_leaves_no_invitation_of_an_owner_and_keeps_the_others()
    {
        using var ada = await World.ClientOfAsync(World.Ada);
        using (var raised = await ChangeAsync(ada, World.Ben, Role.Owner)) { }
        using var ben = await World.ClientOfAsync(World.Ben);
        using (var invited = await InviteAsync(ben, "owner@elsewhere.example", Role.Owner)) { }
        using (var invited = await InviteAsync(ben, "admin@elsewhere.example", Role.Admin)) { }

        using (var lowered = await ChangeAsync(ada, World.Ben, Role.Admin)) { }

        using var guest = town.App.NewClient();
        using var owner = await guest.Get(town.Mail.LinkTo("owner@elsewhere.example"));
        using var admin = await guest.Get(town.Mail.LinkTo("admin@elsewhere.example"));
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK), (owner.StatusCode, admin.StatusCode));
    }

    [Fact]
    public async Task What_two_admins_do_to_one_invitation_at_once_is_answered_in_words()
    {
        using var ben = await World.ClientOfAsync(World.Ben);
        using (var invited = await InviteAsync(ben, "gus@guests.example", Role.Employee)) { }
        var id = await OpenInvitationAsync();
        async Task<HttpStatusCode> PressAsync(string page)
        {
            using var client = await World.ClientOfAsync(World.Ben);
            using var response = await client.SubmitAsync($"/bakery/members/{page}/{id}", []);
            return response.StatusCode;
        }

        var again = await town.App.OvertakeAsync(
            World,
            () => Task.WhenAll(PressAsync("invite-again"), PressAsync("invite-again")),
            _ => Task.CompletedTask,
            pieces: 2
        );
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Redirect], again);
        id = await OpenInvitationAsync();
        var revoked = await town.App.OvertakeAsync(
            World,
            () => Task.WhenAll(PressAsync("revoke"), PressAsync("revoke")),
            _ => Task.CompletedTask,
            pieces: 2
        );
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.NotFound], revoked.Order());
    }

    [Fact]
    public async Task Only_owners_make_and_unmake_owners_and_no_one_promotes_themselves()
    {
        using var ben = await World.ClientOfAsync(World.Ben);
        foreach (
            var (member, role) in new[] { (World.Mia, Role.Owner), (World.Ada, Role.Admin), (World.Ben, Role.Owner) }
        )
        {
            using var refused = await ChangeAsync(ben, member, role);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        using (var removing = await ben.SubmitAsync($"/bakery/members/remove/{World.Ada.Id}", []))
        {
            Assert.Equal(HttpStatusCode.Forbidden, removing.StatusCode);
        }
        using (var inviting = await InviteAsync(ben, "owner@bakery.example", Role.Owner))
        {
            Assert.Equal(HttpStatusCode.Forbidden, inviting.StatusCode);
        }
        Assert.Equal(
            (Role.Owner, Role.Admin, Role.Manager),
            (await RoleOfAsync(World.Ada), await RoleOfAsync(World.Ben), await RoleOfAsync(World.Mia))
        );

        using var ada = await World.ClientOfAsync(World.Ada);
        using var made = await ChangeAsync(ada, World.Ben, Role.Owner);
        Assert.Equal(Role.Owner, await RoleOfAsync(World.Ben));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("-1")]
    [InlineData("King")]
    [InlineData("")]
    public async Task A_role_that_is_none_is_refused(string role)
    {
        using var ada = await World.ClientOfAsync(World.Ada);
        using var refused = await ada.SubmitAsync(
            $"/bakery/members/role/{World.Eve.Id}",
            new() { ["Input.Role"] = role }
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(Role.Employee, await RoleOfAsync(World.Eve));
    }

    [Fact]
    public async Task The_last_owner_stays_owner()
    {
        using var ada = await World.ClientOfAsync(World.Ada);
        using (var demoted = await ChangeAsync(ada, World.Ada, Role.Admin))
        {
            Assert.Equal(HttpStatusCode.Conflict, demoted.StatusCode);
        }
        using (var left = await ada.SubmitAsync($"/bakery/members/remove/{World.Ada.Id}", []))
        {
            Assert.Equal(HttpStatusCode.Conflict, left.StatusCode);
        }
        Assert.Equal(Role.Owner, await RoleOfAsync(World.Ada));
    }

    [Fact]
    public async Task Two_owners_who_unmake_each_other_at_once_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            await town.App.InAsync(
                World.Bakery,
                (FaceRekDb db) =>
                    db
                        .Memberships.Where(m => m.UserId == World.Ada.Id || m.UserId == World.Ben.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, Role.Owner))
            );
            await Task.WhenAll(
                DemoteAsync(World.Ada, World.Ben),
                DemoteAsync(World.Ben, World.Ada),
                DemoteAsync(World.Ada, World.Ada),
                DemoteAsync(World.Ben, World.Ben)
            );
            await town.App.InAsync(
                World.Bakery,
                async (FaceRekDb db) => Assert.True(await db.Memberships.AnyAsync(m => m.Role == Role.Owner))
            );
        }
    }

    [Fact]
    public async Task Who_is_removed_leaves_their_person_without_a_sign_in()
    {
        using var ada = await World.ClientOfAsync(World.Ada);
        using var removed = await ada.SubmitAsync($"/bakery/members/remove/{World.Eve.Id}", []);
        await town.App.InAsync(
            World.Bakery,
            async (FaceRekDb db) => Assert.Null((await db.People.SingleAsync(p => p.Id == World.EvePerson.Id)).UserId)
        );
    }

    [Fact]
    public async Task The_neighbour_s_members_and_invitations_are_not_there()
    {
        using var ada = await World.ClientOfAsync(World.Ada);
        using (var invited = await InviteAsync(ada, "guest@bakery.example", Role.Employee)) { }
        var invitation = await town.App.InAsync(
            World.Bakery,
            services => services.GetRequiredService<FaceRekDb>().Invitations.SingleAsync()
        );

        using var olaf = await World.ClientOfAsync(World.Olaf);
        foreach (
            var path in new[]
            {
                $"role/{World.Eve.Id}",
                $"remove/{World.Eve.Id}",
                $"revoke/{invitation.Id}",
                $"invite-again/{invitation.Id}",
            }
        )
        {
            using var page = await olaf.Get($"/harbour/members/{path}");
            using var post = await olaf.SubmitAsync(
                "/harbour/members/invite",
                new() { ["Input.Role"] = "Employee" },
                action: $"/harbour/members/{path}"
            );
            using var theirs = await olaf.Get($"/bakery/members/{path}");
            Assert.Equal(
                (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
                (page.StatusCode, post.StatusCode, theirs.StatusCode)
            );
        }
        Assert.Equal(Role.Employee, await RoleOfAsync(World.Eve));
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, User member, Role role) =>
        client.SubmitAsync($"/bakery/members/role/{member.Id}", new() { ["Input.Role"] = role.ToString() });

    private static Task<HttpResponseMessage> InviteAsync(HttpClient client, string email, Role role) =>
        client.SubmitAsync(
            "/bakery/members/invite",
            new() { ["Input.Email"] = email, ["Input.Role"] = role.ToString() }
        );

    private Task<MembershipOutcome> DemoteAsync(User by, User member) =>
        town.App.InAsync(
            World.Bakery,
            services =>
                services
                    .GetRequiredService<MembershipDesk>()
                    .ChangeRoleAsync(by.Id, member.Id, Role.Admin, CancellationToken.None)
        );

    private async Task<Role?> RoleOfAsync(User user) =>
        await town.App.InAsync(
            World.Bakery,
            services =>
                services
                    .GetRequiredService<FaceRekDb>()
                    .Memberships.Where(m => m.UserId == user.Id)
                    .Select(m => (Role?)m.Role)
                    .SingleOrDefaultAsync()
        );

    private Task<Guid> OpenInvitationAsync() =>
        town.App.InAsync(
            World.Bakery,
            services =>
                services
                    .GetRequiredService<FaceRekDb>()
                    .Invitations.Where(i => i.AcceptedAt == null)
                    .Select(i => i.Id)
                    .SingleAsync()
        );
}
