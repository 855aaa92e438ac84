using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People.Recognition;

/// <summary>A change of model, from a pack that arrives while the application runs to the rollback.</summary>
public sealed class ModelRolloutTests : IAsyncLifetime
{
    private const string Page = "/bakery/settings/trial",
        Network = "mobilefacenet";
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient ben = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        ben = await world.ClientOfAsync(world.Ben);
        await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<ConsentTexts>().CurrentAsync(CancellationToken.None)
        );
    }

    public async ValueTask DisposeAsync()
    {
        ben.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_network_runs_alongside_the_classic_engine_is_activated_without_a_gap_and_rolled_back()
    {
        var (people, recogniser, detector) = (
            Repository.Shared("faces/people"),
            Repository.Shared("models/mobilefacenet.json"),
            Repository.Shared("models/yunet.json")
        );
        Assert.SkipWhen(people is null || recogniser is null || detector is null, Repository.NothingShared);
        var pictures = Directory
            .GetFiles(Directory.GetDirectories(people).Order().First())
            .Order()
            .Select(File.ReadAllBytes)
            .ToArray();
        var enrolled = await EnrolAsync(pictures);
        Assert.InRange(enrolled, 2, FaceTemplate.MaxPerPerson);

        foreach (var manifest in new[] { detector, recogniser })
        {
            await app
                .Services.GetRequiredService<ModelStore>()
                .ImportAsync(manifest, TestContext.Current.CancellationToken);
        }
        Assert.Contains($"<option>{Network}</option>", await ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("no one needs to enrol again", await ReadAsync(), StringComparison.Ordinal);
        await ben.SubmitAsync(Page, new() { ["name"] = Network }, $"{Page}?handler=Start");
        Assert.Equal(
            ("classic", Network),
            (await OrganizationAsync()) is var trying ? (trying.FaceModel, trying.CandidateModel) : default
        );

        // No one has a template yet, and without confirmation no one is left behind.
        await ben.SubmitAsync(Page, [], $"{Page}?handler=CutOver");
        Assert.Equal("classic", (await OrganizationAsync()).FaceModel);

        // Stopped after one crop, the work continues with the next.
        Assert.Equal(
            1,
            await InFreshAsync(services =>
                services.GetRequiredService<TemplateMigration>().RenewAsync(1, CancellationToken.None)
            )
        );
        var standing = await StandingAsync();
        Assert.Equal((enrolled, 1, 1), (standing.Crops, standing.Tried, standing.Enrolled));
        await app.Services.GetRequiredService<ModelMigrationJob>().RunAsync(CancellationToken.None);
        standing = await StandingAsync();
        Assert.Equal((enrolled, enrolled, 0), (standing.Crops, standing.Tried, standing.Missing));
        Assert.Equal(
            0,
            await InFreshAsync(services =>
                services.GetRequiredService<TemplateMigration>().RenewAsync(10, CancellationToken.None)
            )
        );

        await InFreshAsync(async services =>
        {
            await services
                .GetRequiredService<ShadowScorer>()
                .ScoreAsync(world.EvePerson.Id, CameraFrame(pictures[0]), CancellationToken.None);
            return 0;
        });
        var score = await InFreshAsync(services => services.GetRequiredService<FaceRekDb>().ShadowScores.SingleAsync());
        Assert.True(score.CandidateIsMatch);
        Assert.Equal(("classic/1", $"{Network}/y1"), (score.Model, score.CandidateModel));
        Assert.Contains("1 frames of the last 30 days", await ReadAsync(), StringComparison.Ordinal);

        await ben.SubmitAsync(Page, [], $"{Page}?handler=CutOver");
        var changed = await OrganizationAsync();
        Assert.Equal((Network, null, "classic"), (changed.FaceModel, changed.CandidateModel, changed.PreviousModel));
        Assert.Equal(new ModelId(Network, "y1"), (await GalleryAsync()).Model);
        Assert.Equal(enrolled, (await GalleryAsync()).Templates);

        Assert.Contains("Go back to classic", await ReadAsync(), StringComparison.Ordinal);
        await ben.SubmitAsync(Page, [], $"{Page}?handler=RollBack");
        Assert.Equal("classic", (await OrganizationAsync()).FaceModel);
        Assert.Equal((ModelId.Classic, enrolled), ((await GalleryAsync()).Model, (await GalleryAsync()).Templates));
    }

    [Fact]
    public async Task Twins_are_asked_for_the_pin_under_the_next_model_too()
    {
        var (people, recogniser, detector) = (
            Repository.Shared("faces/people"),
            Repository.Shared("models/mobilefacenet.json"),
            Repository.Shared("models/yunet.json")
        );
        Assert.SkipWhen(people is null || recogniser is null || detector is null, Repository.NothingShared);
        var pictures = Directory
            .GetFiles(Directory.GetDirectories(people).Order().First())
            .Order()
            .Select(File.ReadAllBytes)
            .ToArray();
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
        await EnrolAsync(pictures);
        await EnrolAsync(pictures, twin);
        foreach (var manifest in new[] { detector, recogniser })
        {
            await app
                .Services.GetRequiredService<ModelStore>()
                .ImportAsync(manifest, TestContext.Current.CancellationToken);
        }
        await ben.SubmitAsync(Page, new() { ["name"] = Network }, $"{Page}?handler=Start");
        await app.Services.GetRequiredService<ModelMigrationJob>().RunAsync(CancellationToken.None);
        await ben.SubmitAsync(Page, [], $"{Page}?handler=CutOver");
        Assert.Equal(Network, (await OrganizationAsync()).FaceModel);

        foreach (var id in new[] { world.EvePerson.Id, twin.Id })
        {
            Assert.True(
                await InFreshAsync(services =>
                    services.GetRequiredService<LookAlikes>().AnyOfAsync(id, CancellationToken.None)
                )
            );
        }
    }

    [Fact]
    public async Task A_model_that_is_gone_holds_up_the_work_of_its_own_organization_only()
    {
        var (recogniser, detector) = (
            Repository.Shared("models/mobilefacenet.json"),
            Repository.Shared("models/yunet.json")
        );
        Assert.SkipWhen(recogniser is null || detector is null, Repository.NothingShared);
        foreach (var manifest in new[] { detector, recogniser })
        {
            await app
                .Services.GetRequiredService<ModelStore>()
                .ImportAsync(manifest, TestContext.Current.CancellationToken);
        }
        await app.EnrolEveAsync(world);
        await app.EnrolAsync(world.Harbour, world.HarbourPerson, world.Olaf, Support.Capture.OtherFace);
        var (gone, other) = (world.Bakery, world.Harbour);
        await TryAsync(gone, "gone");
        await TryAsync(other, Network);
        await app.Services.GetRequiredService<ModelMigrationJob>().RunAsync(CancellationToken.None);
        Assert.Equal((3, 0), (await UntriedAsync(gone), await UntriedAsync(other)));

        await TryAsync(gone, Network);
        await app.Services.GetRequiredService<ModelMigrationJob>().RunAsync(CancellationToken.None);
        Assert.Equal(0, await UntriedAsync(gone));

        Task TryAsync(Organization organization, string model) =>
            app.InAsync(
                organization,
                async (FaceRekDb db) =>
                    await db
                        .Organizations.Where(one => one.Id == organization.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.CandidateModel, model))
            );
        Task<int> UntriedAsync(Organization organization) =>
            app.InAsync(
                organization,
                services =>
                    services
                        .GetRequiredService<FaceRekDb>()
                        .FaceCrops.NotTriedBy(services.GetRequiredService<FaceModels>().Get(Network).Id)
                        .CountAsync()
            );
    }

    [Fact]
    public async Task Without_crops_a_person_is_left_behind_knowingly_and_gets_an_email()
    {
        var (recogniser, detector) = (
            Repository.Shared("models/mobilefacenet.json"),
            Repository.Shared("models/yunet.json")
        );
        Assert.SkipWhen(recogniser is null || detector is null, Repository.NothingShared);
        await app.EnrolEveAsync(world);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => await db.FaceCrops.ExecuteDeleteAsync());
        foreach (var manifest in new[] { detector, recogniser })
        {
            await app
                .Services.GetRequiredService<ModelStore>()
                .ImportAsync(manifest, TestContext.Current.CancellationToken);
        }
        Assert.Contains("1 of 1 enrolled people have no kept picture", await ReadAsync(), StringComparison.Ordinal);
        await ben.SubmitAsync(Page, new() { ["name"] = Network }, $"{Page}?handler=Start");
        Assert.Contains("Eve Employee", await ReadAsync(), StringComparison.Ordinal);

        await ben.SubmitAsync(Page, new() { ["leaveBehind"] = "true" }, $"{Page}?handler=CutOver");

        Assert.Equal(Network, (await OrganizationAsync()).FaceModel);
        await Eventually.HoldsAsync(() => Task.FromResult(app.Mail.Emails.Count > 0));
        Assert.Contains("/bakery/me/enrol", app.Mail.LastTo(world.Eve.Email!).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_missing_or_already_active_is_not_tried()
    {
        foreach (var name in new[] { "nothing", "classic", "" })
        {
            await ben.SubmitAsync(Page, new() { ["name"] = name }, $"{Page}?handler=Start");
        }
        await ben.SubmitAsync(Page, [], $"{Page}?handler=CutOver");
        await ben.SubmitAsync(Page, [], $"{Page}?handler=RollBack");
        Assert.Equal(
            ("classic", null),
            (await OrganizationAsync()) is var untouched ? (untouched.FaceModel, untouched.CandidateModel) : default
        );
    }

    private Task<int> EnrolAsync(IEnumerable<byte[]> pictures) => EnrolAsync(pictures, world.EvePerson);

    private async Task<int> EnrolAsync(IEnumerable<byte[]> pictures, Person person)
    {
        await app.ConsentAsync(world.Bakery, person, world.Eve);
        var added = 0;
        foreach (var picture in pictures)
        {
            var outcome = await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<EnrollmentDesk>()
                        .AddAsync(
                            new EnrollmentRequest(
                                person.Id,
                                picture,
                                PictureLimits.Upload,
                                world.Ben.Id,
                                "They are who they are."
                            ),
                            CancellationToken.None
                        )
            );
            if (outcome is EnrollmentOutcome.Added)
            {
                added++;
            }
        }
        return added;
    }

    private static ReadOnlyMemory<byte> CameraFrame(byte[] picture) => picture;

    private async Task<string> ReadAsync() =>
        System.Net.WebUtility.HtmlDecode(await ben.GetStringAsync(new Uri(Page, UriKind.Relative)));

    private Task<Organization> OrganizationAsync() =>
        app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<FaceRekDb>().Organizations.SingleAsync(o => o.Id == world.Bakery.Id)
        );

    /// <summary>As the next request sees the organization.</summary>
    private async Task<T> InFreshAsync<T>(Func<IServiceProvider, Task<T>> work) =>
        await app.InAsync(await OrganizationAsync(), work);

    private async Task<RolloutProgress> StandingAsync() =>
        Assert.IsType<RolloutProgress>(
            await InFreshAsync(services =>
                services.GetRequiredService<ModelRollout>().StandingAsync(CancellationToken.None)
            )
        );

    private async Task<FaceRek.Core.Faces.Matching.Gallery> GalleryAsync()
    {
        var organization = await OrganizationAsync();
        return await InFreshAsync(services =>
            services
                .GetRequiredService<GalleryCache>()
                .OfAsync(services.GetRequiredService<FaceRekDb>(), organization, CancellationToken.None)
        );
    }
}
