using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Management;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using HousekeepingJob = FaceRek.Web.Jobs.HousekeepingJob;

namespace FaceRek.Tests.Core.People.Enrollment;

/// <summary>Two nodes over one database: a change by one takes effect on the other with its next request.</summary>
public sealed class GalleryCacheTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private GalleryCache elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        elsewhere = new GalleryCache(
            app.Services.GetRequiredService<FaceModels>(),
            app.Services.GetRequiredService<TemplateEncryption>()
        );
        await app.EnrolEveAsync(world);
        Assert.Equal(3, (await GalleryAsync()).Templates);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Someone_deactivated_matches_no_longer_and_reactivated_again()
    {
        Assert.Equal(MatchDecision.Match, await VerifyAsync());
        await DoAsync(desk => desk.DeactivateAsync(world.EvePerson.Id, CancellationToken.None));
        Assert.Equal(MatchDecision.Unknown, await VerifyAsync());
        await DoAsync(desk => desk.ReactivateAsync(world.EvePerson.Id, CancellationToken.None));
        Assert.Equal(MatchDecision.Match, await VerifyAsync());
    }

    [Fact]
    public async Task A_withdrawn_consent_and_a_removed_picture_are_gone_at_once()
    {
        var template = await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<FaceRekDb>().FaceTemplates.FirstAsync()
        );
        Assert.True(
            await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<EnrollmentDesk>()
                        .RemoveAsync(world.EvePerson.Id, template.Id, CancellationToken.None)
            )
        );
        Assert.DoesNotContain(template.Id, (await GalleryAsync()).TemplateIds);
        Assert.Equal(2, (await GalleryAsync()).Templates);

        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentDesk>()
                    .WithdrawAsync(world.EvePerson.Id, world.Eve.Id, CancellationToken.None)
        );
        Assert.Equal((0, 0), ((await GalleryAsync()).People, (await GalleryAsync()).Templates));
    }

    [Fact]
    public async Task Every_change_adds_one_to_the_number_and_names_its_person()
    {
        var before = await VersionAsync();
        await DoAsync(desk => desk.DeactivateAsync(world.EvePerson.Id, CancellationToken.None));
        Assert.Equal(before + 1, await VersionAsync());
        await DoAsync(desk => desk.ChangeAsync(world.EvePerson.Id, Details("Eve Renamed"), CancellationToken.None));
        Assert.Equal(before + 1, await VersionAsync());
        var last = await app.InAsync(
            world.Bakery,
            services =>
                services.GetRequiredService<FaceRekDb>().GalleryChanges.OrderBy(change => change.Version).LastAsync()
        );
        Assert.Equal((before + 1, world.EvePerson.Id), (last.Version, last.PersonId));
    }

    [Fact]
    public async Task A_node_that_missed_more_changes_than_are_kept_reads_everything()
    {
        await DoAsync(desk => desk.DeactivateAsync(world.EvePerson.Id, CancellationToken.None));
        await app.InAsync(world.Bakery, async (FaceRekDb db) => await db.GalleryChanges.ExecuteDeleteAsync());
        Assert.Equal(0, (await GalleryAsync()).People);
    }

    [Fact]
    public async Task What_a_transaction_took_back_is_not_believed()
    {
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                await using (var transaction = await db.BeginLockedAsync(world.EvePerson.Id, CancellationToken.None))
                {
                    var eve = await db.People.AsTracking().SingleAsync(person => person.Id == world.EvePerson.Id);
                    eve.Deactivate(app.Clock.GetUtcNow());
                    await db.SaveChangesAsync();
                    Assert.Equal(0, (await elsewhere.OfAsync(db, world.Bakery, CancellationToken.None)).People);
                    await transaction.RollbackAsync();
                }
                return 0;
            }
        );
        Assert.Equal(MatchDecision.Match, await VerifyAsync());
    }

    [Fact]
    public async Task What_was_destroyed_does_not_stay_in_memory_even_if_no_one_asks_again()
    {
        Assert.True(await HoldsAfterTidyingAsync());
        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentDesk>()
                    .WithdrawAsync(world.EvePerson.Id, world.Eve.Id, CancellationToken.None)
        );
        Assert.False(await HoldsAfterTidyingAsync());

        await app.EnrolEveAsync(world);
        Assert.Equal(3, (await GalleryAsync()).Templates);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => await db.Organizations.Where(one => one.Id == world.Bakery.Id).ExecuteDeleteAsync()
        );
        Assert.False(await HoldsAfterTidyingAsync());
        await app.Services.GetRequiredService<HousekeepingJob>().RunAsync(CancellationToken.None);
        Assert.False(app.Services.GetRequiredService<GalleryCache>().Holds(world.Bakery.Id));
    }

    [Fact]
    public async Task A_person_who_comes_back_is_compared_with_those_who_came_meanwhile()
    {
        await DoAsync(desk => desk.DeactivateAsync(world.EvePerson.Id, CancellationToken.None));
        var twin = new Person
        {
            OrganizationId = world.Bakery.Id,
            Name = "Tina Twin",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(twin);
                await db.SaveChangesAsync();
            }
        );
        await app.EnrolAsync(world.Bakery, twin, world.Ben, Capture.EveFace);
        Assert.False(await HasLookAlikeAsync(twin.Id));

        await DoAsync(desk => desk.ReactivateAsync(world.EvePerson.Id, CancellationToken.None));

        Assert.True(await HasLookAlikeAsync(twin.Id));
        Assert.True(await HasLookAlikeAsync(world.EvePerson.Id));
    }

    [Fact]
    public async Task A_person_in_a_picture_is_named_and_a_stranger_is_not()
    {
        var found = Assert.IsType<IdentificationOutcome.Matched>(
            await IdentifyAsync(Capture.Frame(Capture.EveFace, 77))
        );
        Assert.Equal(world.EvePerson.Id, found.Person.Id);
        Assert.True(found.Result.Score >= found.Result.Threshold);
        Assert.IsType<IdentificationOutcome.Unknown>(await IdentifyAsync(Capture.Frame(Capture.OtherFace, 77)));
        Assert.IsType<IdentificationOutcome.NotRead>(await IdentifyAsync(DrawnFaces.DrawNobody()));

        world.Bakery.IdentificationBudget = 1e-7;
        Assert.Equal(
            1e-7,
            Assert
                .IsType<IdentificationOutcome.TooRisky>(await IdentifyAsync(Capture.Frame(Capture.EveFace, 77)))
                .Risk.Budget
        );
    }

    private Task<IdentificationOutcome> IdentifyAsync(byte[] picture) =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<IdentificationDesk>()
                    .IdentifyAsync(picture, PictureLimits.Frame, CancellationToken.None)
        );

    private async Task<bool> HoldsAfterTidyingAsync()
    {
        await app.InAsync(world.Harbour, (FaceRekDb db) => elsewhere.ForgetAsync(db, CancellationToken.None));
        return elsewhere.Holds(world.Bakery.Id);
    }

    private Task<bool> HasLookAlikeAsync(Guid personId) =>
        app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<LookAlikes>().AnyOfAsync(personId, CancellationToken.None)
        );

    private Task<Gallery> GalleryAsync() =>
        app.InAsync(
            world.Bakery,
            services =>
                elsewhere.OfAsync(services.GetRequiredService<FaceRekDb>(), world.Bakery, CancellationToken.None)
        );

    private async Task<MatchDecision> VerifyAsync()
    {
        var reading = app
            .Services.GetRequiredService<FaceModels>()
            .Get("classic")
            .Reader.Read(Capture.Frame(Capture.EveFace, 60), PictureLimits.Frame);
        return (await GalleryAsync())
            .Verify(
                world.EvePerson.Id,
                Assert.IsType<FaceRek.Core.Faces.Templates.FaceReading.Readable>(reading).Template
            )
            .Decision;
    }

    private Task<int> DoAsync(Func<PeopleDesk, Task<PersonOutcome>> change) =>
        app.InAsync(
            world.Bakery,
            async services =>
            {
                Assert.IsType<PersonOutcome.Done>(await change(services.GetRequiredService<PeopleDesk>()));
                return 0;
            }
        );

    private Task<long> VersionAsync() =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<FaceRekDb>()
                    .Organizations.Where(o => o.Id == world.Bakery.Id)
                    .Select(o => o.GalleryVersion)
                    .SingleAsync()
        );

    private static PersonDetails Details(string name) =>
        Assert.IsType<PersonDetailsReading.Good>(PersonDetails.Read(name, "E-1", null)).Details;
}
