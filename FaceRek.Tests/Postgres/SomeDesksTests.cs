using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using FaceRek.Tests.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Postgres;

/// <summary>
/// The desks whose own tests take long, because they draw many faces or start an application each: a way through each on
/// PostgreSQL.
/// </summary>
[OnPostgres]
public sealed class SomeDesksTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    private World World => town.World;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary><see cref="EnrollmentDesk"/>, <see cref="CheckInDesk"/> and <see cref="SandboxDesk"/>.</summary>
    [Fact]
    public async Task A_face_is_enrolled_punches_once_a_minute_and_keeps_its_organization_from_the_sandbox()
    {
        await town.App.EnrolEveAsync(World);
        using var eve = await World.ClientOfAsync(World.Eve);
        var came = await eve.CheckInAsync(Capture.EveFace, "In");
        Assert.Equal((201, "recorded"), (came.Status, came.Code));
        Assert.NotEqual(201, (await eve.CheckInAsync(Capture.EveFace, "In", start: 200)).Status);
        await town.App.InAsync(
            World.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(PunchWay.Face, (await db.Punches.AsNoTracking().SingleAsync(Cancellation)).Way)
        );

        Assert.Equal(1, Assert.IsType<SandboxOutcome.FacesThere>(await SwitchAsync(World.Bakery, World.Ada)).People);
        Assert.IsType<SandboxOutcome.Switched>(await SwitchAsync(World.Harbour, World.Olaf));
    }

    /// <summary>The rows of both are read before either is removed, unless each waits for its turn.</summary>
    [Fact]
    public async Task Of_two_owners_who_remove_each_other_at_once_one_stays()
    {
        Assert.Equal(
            MembershipOutcome.Done,
            await AskAsync(desk => desk.ChangeRoleAsync(Ada, Ben, Role.Owner, Cancellation))
        );
        var outcomes = await Task.WhenAll(
            AskAsync(desk => desk.RemoveAsync(Ada, Ben, Cancellation)),
            AskAsync(desk => desk.RemoveAsync(Ben, Ada, Cancellation))
        );
        Assert.Equal(MembershipOutcome.Done, Assert.Single(outcomes, outcome => outcome == MembershipOutcome.Done));
        await town.App.InAsync(
            World.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(1, await db.Memberships.CountAsync(one => one.Role == Role.Owner, Cancellation))
        );
    }

    [Fact]
    public async Task Of_six_who_renew_a_sign_in_with_one_token_at_once_one_does_and_a_later_one_ends_it()
    {
        var (family, secret) = await town.App.InAsync(
            World.Bakery,
            services =>
                services.GetRequiredService<TokenDesk>().BeginAsync(World.Eve, [ApiScope.PeopleRead], Cancellation)
        );
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RenewAsync(secret)));
        var renewed = Assert.Single(outcomes.OfType<RefreshOutcome.Renewed>());
        Assert.Equal(5, outcomes.OfType<RefreshOutcome.Refused>().Count());

        town.App.Clock.Advance(RefreshToken.Grace + FaceRekApp.NextMoment);
        Assert.Equal(family.Id, Assert.IsType<RefreshOutcome.Reused>(await RenewAsync(secret)).Family.Id);
        Assert.IsType<RefreshOutcome.Refused>(await RenewAsync(renewed.Secret));
    }

    [Fact]
    public async Task A_key_is_recognised_until_it_is_revoked_by_its_own_organization()
    {
        var key = Assert.IsType<ApiKeyOutcome.Created>(
            await KeysAsync(
                World.Bakery,
                desk => desk.CreateAsync(new ApiKeyRequest("HR", [ApiScope.PeopleRead], [], null), Ada, Cancellation)
            )
        );
        Assert.False(await KeysAsync(World.Harbour, desk => desk.RevokeAsync(key.Key.Id, World.Olaf.Id, Cancellation)));
        Assert.Equal(key.Key.Id, (await RecogniseAsync())?.Id);
        Assert.True(await KeysAsync(World.Bakery, desk => desk.RevokeAsync(key.Key.Id, Ada, Cancellation)));
        Assert.Null(await RecogniseAsync());

        async Task<ApiKey?> RecogniseAsync()
        {
            await using var scope = town.App.Services.CreateAsyncScope();
            return await scope
                .ServiceProvider.GetRequiredService<ApiKeyDesk>()
                .RecogniseAsync(key.Text, null, Cancellation);
        }
    }

    /// <summary><see cref="SiteDesk"/></summary>
    [Fact]
    public async Task A_site_is_added_once_under_a_name_in_any_spelling()
    {
        var outcomes = new List<SiteOutcome>();
        foreach (var name in new[] { "Old Mill", "OLD MILL", "New Mill" })
        {
            outcomes.Add(
                await town.App.InAsync(
                    World.Harbour,
                    services => services.GetRequiredService<SiteDesk>().AddAsync(Site(name), Cancellation)
                )
            );
        }
        Assert.Equal(
            [typeof(SiteOutcome.Done), typeof(SiteOutcome.NameTaken), typeof(SiteOutcome.Done)],
            outcomes.Select(outcome => outcome.GetType())
        );
    }

    private static SiteDetails Site(string name) =>
        Assert
            .IsType<SiteReading.Good>(
                SiteDetails.Read(new SiteText(name, "Europe/London", null, LocationRule.Off, null, null, null, null))
            )
            .Details;

    private Guid Ada => World.Ada.Id;
    private Guid Ben => World.Ben.Id;

    private Task<MembershipOutcome> AskAsync(Func<MembershipDesk, Task<MembershipOutcome>> ask) =>
        town.App.InAsync(World.Bakery, services => ask(services.GetRequiredService<MembershipDesk>()));

    private Task<T> KeysAsync<T>(Organization organization, Func<ApiKeyDesk, Task<T>> ask) =>
        town.App.InAsync(organization, services => ask(services.GetRequiredService<ApiKeyDesk>()));

    private async Task<RefreshOutcome> RenewAsync(string secret)
    {
        await using var scope = town.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TokenDesk>().RenewAsync(secret, Cancellation);
    }

    private Task<SandboxOutcome> SwitchAsync(Organization organization, User by) =>
        town.App.InAsync(
            organization,
            services => services.GetRequiredService<SandboxDesk>().SwitchAsync(on: true, by.Id, Cancellation)
        );
}
