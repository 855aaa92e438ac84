using System.Net;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Import;
using FaceRek.Core.People.Management;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Billing;

/// <summary>
/// A bakery of seven with an expired trial and no subscription: nothing is added, and everyone can still punch, view,
/// export and leave.
/// </summary>
public sealed class ReadOnlyTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancellation = CancellationToken.None;

    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.People.AddRange(
                    Enumerable
                        .Range(1, 6)
                        .Select(number => new Person
                        {
                            OrganizationId = world.Bakery.Id,
                            Name = $"Baker {number}",
                            CreatedAt = app.Clock.GetUtcNow(),
                        })
                );
                await db.SaveChangesAsync();
            }
        );
        app.Clock.Advance(PlanCatalogue.TrialLength);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Every_form_of_settings_is_turned_away_with_the_reason_and_no_other_is()
    {
        var paths = await EndpointPaths.CreateAsync(app, world);
        using var owner = await world.ClientOfAsync(world.Ada);
        var token = await owner.FormTokenAsync("/settings");
        foreach (
            var (route, row) in EndpointRow.All.Where(row => row.Value is { RoleNeeded: not null, TakesPosts: true })
        )
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            using var answer = await owner.PostAsync(paths.WithOwnIds(route), form);
            var isTurnedAway =
                answer.StatusCode == HttpStatusCode.SeeOther
                && answer.Headers.Location?.OriginalString == "/bakery/read-only";
            Assert.True(
                isTurnedAway == (row.Gate == ReadOnlyAccess.Settings),
                $"{route} was answered {(int)answer.StatusCode} {answer.Headers.Location}"
            );
        }
        var reason = WebUtility.HtmlDecode(await owner.GetStringAsync(new Uri("/bakery/read-only", UriKind.Relative)));
        Assert.Contains("up to 5 active people, and you have 7", reason, StringComparison.Ordinal);
        Assert.Contains("/bakery/billing", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desks_refuse_by_themselves_for_every_caller()
    {
        var details = ((PersonDetailsReading.Good)PersonDetails.Read("Nora New", null, null)).Details;
        Assert.IsType<EntitlementDenial.ReadOnly>(
            Assert
                .IsType<PersonOutcome.NotEntitled>(
                    await AskAsync<PeopleDesk, PersonOutcome>(desk => desk.AddAsync(details, Cancellation))
                )
                .Obstacle
        );
        Assert.IsType<PersonOutcome.NotEntitled>(
            await AskAsync<PersonUserLink, PersonOutcome>(desk => desk.JoinAsync(world.Ada, Cancellation))
        );
        Assert.IsType<ImportOutcome.NotEntitled>(
            await AskAsync<ImportDesk, ImportOutcome>(desk =>
                desk.TakeInAsync([new PersonRow("Nora New", null, null, IsActive: true)], Cancellation)
            )
        );
        Assert.IsType<InvitationOutcome.NotEntitled>(
            await AskAsync<InvitationDesk, InvitationOutcome>(desk =>
                desk.InviteAsync("nora@bakery.example", Role.Employee, world.Ada.Id, null, Cancellation)
            )
        );
        Assert.IsType<EnrollmentOutcome.NotEntitled>(
            await AskAsync<EnrollmentDesk, EnrollmentOutcome>(desk =>
                desk.AddAsync(
                    new EnrollmentRequest(
                        world.EvePerson.Id,
                        Array.Empty<byte>(),
                        PictureLimits.Upload,
                        world.Ada.Id,
                        null
                    ),
                    Cancellation
                )
            )
        );
        Assert.IsType<EntitlementDenial.ReadOnly>(
            await AskAsync<OrganizationDesk, EntitlementDenial?>(desk =>
                desk.ChangeAsync("New name", "Europe/London", world.Ada.Id, Cancellation)
            )
        );
        Assert.False(
            await AskAsync<ModelSelection, bool>(selection =>
                selection.ChooseAsync("classic", new Actor(world.Ada.Id), Cancellation)
            )
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal((7, 0), (await db.People.CountAsync(), await db.Invitations.CountAsync()))
        );
    }

    [Fact]
    public async Task Punches_views_and_exports_still_work()
    {
        using var manager = await world.ClientOfAsync(world.Mia);
        using var owner = await world.ClientOfAsync(world.Ada);
        Assert.IsType<ManualPunchOutcome.Recorded>(
            await AskAsync<ManualPunchDesk, ManualPunchOutcome>(desk =>
                desk.RecordAsync(
                    world.EvePerson.Id,
                    world.Mia.Id,
                    app.Clock.GetUtcNow(),
                    Direction.In,
                    "Camera broken",
                    Cancellation
                )
            )
        );
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync(new Uri("/bakery/live", UriKind.Relative))).StatusCode);
        Assert.Contains(
            "Baker 6",
            await owner.GetStringAsync(new Uri("/bakery/people/export", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_organization_that_deactivates_enough_people_can_change_things_again()
    {
        var ids = await app.InAsync(
            world.Bakery,
            async services =>
                await services
                    .GetRequiredService<FaceRekDb>()
                    .People.Where(p => p.Name.StartsWith("Baker"))
                    .Select(p => p.Id)
                    .ToListAsync()
        );
        foreach (var id in ids.Take(2))
        {
            Assert.IsType<PersonOutcome.Done>(
                await AskAsync<PeopleDesk, PersonOutcome>(desk => desk.DeactivateAsync(id, Cancellation))
            );
        }
        Assert.Null(
            await AskAsync<OrganizationDesk, EntitlementDenial?>(desk =>
                desk.ChangeAsync("New name", "Europe/London", world.Ada.Id, Cancellation)
            )
        );
        // All five seats of the free plan are taken.
        var refused = Assert.IsType<PersonOutcome.NotEntitled>(
            await AskAsync<PeopleDesk, PersonOutcome>(desk => desk.ReactivateAsync(ids[0], Cancellation))
        );
        Assert.IsType<EntitlementDenial.SeatsFull>(refused.Obstacle);
    }

    [Fact]
    public async Task A_change_of_settings_leaves_a_line_with_before_and_after()
    {
        await app.InAsync(
            world.Harbour,
            async services =>
            {
                await services
                    .GetRequiredService<OrganizationDesk>()
                    .ChangeAsync("South Harbour", "Europe/Lisbon", world.Olaf.Id, Cancellation);
                var line = await services.GetRequiredService<FaceRekDb>().AuditEntries.SingleAsync();
                Assert.Equal(
                    (
                        "organization.changed",
                        world.Olaf.Id,
                        "North Harbour, Europe/London",
                        "South Harbour, Europe/Lisbon"
                    ),
                    (line.What, line.ByUserId, line.Before, line.After)
                );
                return 0;
            }
        );
    }

    private Task<TAnswer> AskAsync<TDesk, TAnswer>(Func<TDesk, Task<TAnswer>> ask)
        where TDesk : notnull => app.InAsync(world.Bakery, services => ask(services.GetRequiredService<TDesk>()));
}
