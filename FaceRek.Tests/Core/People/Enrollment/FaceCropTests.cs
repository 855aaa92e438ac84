using System.Security.Cryptography;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People.Enrollment;

/// <summary>
/// Crops of enrolled faces: kept only where the organization wants it and the person consented to it, encrypted, and
/// deleted with their template.
/// </summary>
public sealed class FaceCropTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_crop_is_sealed_for_its_person_and_goes_with_its_picture()
    {
        await AgreeAsync(saysCropsAreKept: true);
        await app.EnrolEveAsync(world);
        var (crops, templates) = (await CropsAsync(), await TemplatesAsync());
        Assert.Equal(crops.Select(crop => (Guid?)crop.Id).Order(), templates.Select(row => row.CropId).Order());
        Assert.All(templates, row => Assert.InRange(row.Quality!.EyeDistance, 24, 400));

        var encryption = app.Services.GetRequiredService<TemplateEncryption>();
        var eve = await app.InAsync(
            world.Bakery,
            services =>
                services.GetRequiredService<FaceRekDb>().People.SingleAsync(person => person.Id == world.EvePerson.Id)
        );
        byte[] jpegStart = [0xFF, 0xD8, 0xFF];
        Assert.Equal(jpegStart, encryption.OpenCrop(eve, crops[0])[..3]);
        Assert.Equal(-1, crops[0].Sealed.AsSpan().IndexOf(jpegStart));
        var other = new Person
        {
            OrganizationId = eve.OrganizationId,
            Name = "Otto",
            CreatedAt = eve.CreatedAt,
            SealedFaceKey = eve.SealedFaceKey,
        };
        Assert.ThrowsAny<CryptographicException>(() => encryption.OpenCrop(other, crops[0]));

        Assert.True(
            await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<EnrollmentDesk>()
                        .RemoveAsync(eve.Id, templates[0].Id, CancellationToken.None)
            )
        );
        Assert.DoesNotContain(templates[0].CropId, (await CropsAsync()).Select(crop => (Guid?)crop.Id));
        Assert.Equal(2, (await CropsAsync()).Count);
    }

    [Fact]
    public async Task A_withdrawn_consent_destroys_the_crops()
    {
        await AgreeAsync(saysCropsAreKept: true);
        await app.EnrolEveAsync(world);
        Assert.NotEmpty(await CropsAsync());
        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentDesk>()
                    .WithdrawAsync(world.EvePerson.Id, world.Eve.Id, CancellationToken.None)
        );
        Assert.Empty(await CropsAsync());
    }

    [Fact]
    public async Task A_person_who_agreed_to_a_text_without_crops_has_none()
    {
        await AgreeAsync(saysCropsAreKept: false);
        await app.EnrolEveAsync(world);
        Assert.Empty(await CropsAsync());
        Assert.All(await TemplatesAsync(), row => Assert.Null(row.CropId));
    }

    [Fact]
    public async Task An_organization_that_stops_keeping_crops_has_none_from_that_moment()
    {
        await AgreeAsync(saysCropsAreKept: true);
        await app.EnrolEveAsync(world);
        using var ben = await world.ClientOfAsync(world.Ben);
        const string page = "/bakery/settings/recognition";
        Assert.Contains(
            "Kept for everyone who is enrolled (1).",
            await ben.GetStringAsync(new Uri(page, UriKind.Relative)),
            StringComparison.Ordinal
        );

        var enrol = new Uri($"/bakery/people/{world.EvePerson.Id}/enrol", UriKind.Relative);
        Assert.Contains(
            "an encrypted picture of the face is kept too.",
            await ben.GetStringAsync(enrol),
            StringComparison.Ordinal
        );

        await ben.SubmitAsync(page, new() { ["Input.Budget"] = "0.01" });

        Assert.Contains(
            "The pictures themselves are not kept.",
            await ben.GetStringAsync(enrol),
            StringComparison.Ordinal
        );
        Assert.Empty(await CropsAsync());
        Assert.Equal(3, (await TemplatesAsync()).Count);
        Assert.Contains(
            "Kept for 0 of 1 enrolled people.",
            await ben.GetStringAsync(new Uri(page, UriKind.Relative)),
            StringComparison.Ordinal
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    (0.01, false),
                    await db
                        .Organizations.Where(o => o.Id == world.Bakery.Id)
                        .Select(o => ValueTuple.Create(o.IdentificationBudget, o.KeepsCrops))
                        .SingleAsync()
                )
        );
        Assert.Contains(
            "Choose a figure",
            await (await ben.SubmitAsync(page, new() { ["Input.Budget"] = "0.5" })).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    private Task<ConsentText?> AgreeAsync(bool saysCropsAreKept) =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentTexts>()
                    .PublishAsync(
                        "What we do with your face",
                        "en",
                        saysCropsAreKept,
                        world.Ada.Id,
                        CancellationToken.None
                    )
        );

    private Task<List<FaceCrop>> CropsAsync() =>
        app.InAsync(world.Bakery, services => services.GetRequiredService<FaceRekDb>().FaceCrops.ToListAsync());

    private Task<List<FaceTemplate>> TemplatesAsync() =>
        app.InAsync(world.Bakery, services => services.GetRequiredService<FaceRekDb>().FaceTemplates.ToListAsync());
}
