using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People.Consent;

public sealed class ConsentDeskTests
{
    [Fact]
    public async Task Withdrawing_destroys_templates_and_key_at_once_and_leaves_no_numbers_in_the_files()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await ConsentAsync(app, world);
        var template = await EnrolAsync(app, world);
        var key = await app.InAsync(
            world.Bakery,
            async services => (await services.GetRequiredService<FaceRekDb>().People.SingleAsync()).SealedFaceKey!
        );

        AssertNowhere(app, template.ToBytes().AsSpan(64, 16).ToArray());
        var outcome = await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentDesk>()
                    .WithdrawAsync(world.EvePerson.Id, world.Eve.Id, CancellationToken.None)
        );

        Assert.Equal(new ConsentOutcome.Withdrawn(1), outcome);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Assert.Empty(await db.FaceTemplates.ToListAsync());
                Assert.Null((await db.People.SingleAsync()).SealedFaceKey);
                Assert.False(await db.FaceConsents.AreGivenAsync(world.EvePerson.Id, CancellationToken.None));
                Assert.Equal(world.Eve.Id, (await db.FaceConsents.SingleAsync()).WithdrawnById);
            }
        );
        Assert.Equal(60, key.Length);
    }

    [Fact]
    public async Task What_was_destroyed_is_gone_from_the_log_beside_the_database_too_within_the_hour()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await ConsentAsync(app, world);
        await EnrolAsync(app, world);
        var (box, key) = await app.InAsync(
            world.Bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                return ((await db.FaceTemplates.SingleAsync()).Sealed, (await db.People.SingleAsync()).SealedFaceKey!);
            }
        );
        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentDesk>()
                    .WithdrawAsync(world.EvePerson.Id, world.Eve.Id, CancellationToken.None)
        );
        Assert.True(IsSomewhere(app, key));

        await app.Services.GetRequiredService<HousekeepingJob>().RunAsync(CancellationToken.None);

        Assert.False(IsSomewhere(app, key));
        Assert.False(IsSomewhere(app, box[..64]));
    }

    [Fact]
    public async Task A_key_made_after_this_scope_read_the_person_is_destroyed_too()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await ConsentAsync(app, world);

        await app.InAsync(
            world.Bakery,
            async services =>
            {
                await services.GetRequiredService<FaceRekDb>().People.SingleAsync(p => p.Id == world.EvePerson.Id);
                await EnrolAsync(app, world);
                return await services
                    .GetRequiredService<ConsentDesk>()
                    .WithdrawAsync(world.EvePerson.Id, world.Eve.Id, CancellationToken.None);
            }
        );

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.Null((await db.People.SingleAsync()).SealedFaceKey)
        );
    }

    [Fact]
    public async Task A_consent_says_who_when_and_which_text()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await ConsentAsync(app, world);

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var (text, consent) = (await db.ConsentTexts.SingleAsync(), await db.FaceConsents.SingleAsync());
                Assert.Equal(
                    (world.Eve.Id, app.Clock.GetUtcNow(), 1, "en", ConsentWay.Accepted),
                    (consent.GivenById, consent.GivenAt, consent.TextVersion, consent.Locale, consent.Way)
                );
                Assert.Equal(
                    System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.Body)),
                    consent.TextHash
                );
                Assert.Contains(world.Bakery.Name, text.Body, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task No_one_agrees_to_a_text_they_have_not_read()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await ConsentAsync(app, world);
        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentTexts>()
                    .PublishAsync("A newer text", "en", false, world.Ada.Id, CancellationToken.None)
        );

        var outcome = await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<ConsentDesk>().AcceptAsync(world.Eve.Id, 1, CancellationToken.None)
        );

        Assert.IsType<ConsentOutcome.TextChanged>(outcome);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.True(await db.FaceConsents.AreGivenAsync(world.EvePerson.Id, CancellationToken.None))
        );
    }

    [Fact]
    public async Task The_first_text_is_published_once_however_many_ask_for_it()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);

        var texts = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    app.InAsync(
                        world.Bakery,
                        services => services.GetRequiredService<ConsentTexts>().CurrentAsync(CancellationToken.None)
                    )
                )
        );

        Assert.All(texts, text => Assert.Equal(1, text.Version));
        Assert.Single(texts.Select(t => t.Id).Distinct());
    }

    [Fact]
    public async Task Another_organization_can_neither_record_nor_withdraw()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await ConsentAsync(app, world);

        await app.InAsync(
            world.Harbour,
            async services =>
            {
                var text = await services.GetRequiredService<ConsentTexts>().CurrentAsync(CancellationToken.None);
                var desk = services.GetRequiredService<ConsentDesk>();
                Assert.IsType<ConsentOutcome.NotFound>(
                    await desk.WithdrawAsync(world.EvePerson.Id, world.Olaf.Id, CancellationToken.None)
                );
                return Assert.IsType<ConsentOutcome.NotFound>(
                    await desk.RecordAsync(
                        world.EvePerson.Id,
                        text.Version,
                        "signed",
                        world.Olaf.Id,
                        CancellationToken.None
                    )
                );
            }
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.True(await db.FaceConsents.AreGivenAsync(world.EvePerson.Id, CancellationToken.None))
        );
    }

    internal static Task<ConsentOutcome> ConsentAsync(FaceRekApp app, World world) =>
        app.InAsync(
            world.Bakery,
            async services =>
            {
                var text = await services.GetRequiredService<ConsentTexts>().CurrentAsync(CancellationToken.None);
                return await services
                    .GetRequiredService<ConsentDesk>()
                    .AcceptAsync(world.Eve.Id, text.Version, CancellationToken.None);
            }
        );

    /// <summary>A row as the enrolment writes it; no real face is needed here.</summary>
    internal static Task<Template> EnrolAsync(FaceRekApp app, World world) =>
        app.InAsync(
            world.Bakery,
            async services =>
            {
                var (db, template) = (
                    services.GetRequiredService<FaceRekDb>(),
                    new Template(ModelId.Classic, [.. Enumerable.Range(1, 256).Select(i => MathF.Sqrt(i))])
                );
                var person = await db.People.AsTracking().SingleAsync(p => p.Id == world.EvePerson.Id);
                db.Add(
                    new FaceTemplate
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = person.Id,
                        ModelName = template.Model.Name,
                        ModelVersion = template.Model.Version,
                        Sealed = services.GetRequiredService<TemplateEncryption>().Seal(person, template),
                        CreatedAt = app.Clock.GetUtcNow(),
                        CreatedById = world.Eve.Id,
                    }
                );
                await db.SaveChangesAsync();
                return template;
            }
        );

    private static void AssertNowhere(FaceRekApp app, byte[] numbers) => Assert.False(IsSomewhere(app, numbers));

    private static bool IsSomewhere(FaceRekApp app, byte[] numbers) =>
        Directory
            .GetFiles(app.DataFolder, "facerek.db*")
            .Any(path =>
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var bytes = new MemoryStream();
                file.CopyTo(bytes);
                return bytes.ToArray().AsSpan().IndexOf(numbers) >= 0;
            });
}
