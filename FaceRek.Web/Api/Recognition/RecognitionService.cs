using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Api.Recognition;

/// <summary>
/// The engine as the API uses it: reads one picture and compares it with the enrolled templates in memory. Nothing of
/// the picture is kept after the call.
/// </summary>
public sealed class RecognitionService(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceWorkers workers,
    GalleryCache galleries
)
{
    private FaceModel Model(string? name) => models.Get(name ?? current.Organization.FaceModel);

    public Task<FaceInspection> InspectAsync(
        string? model,
        ReadOnlyMemory<byte> picture,
        CancellationToken cancellationToken
    )
    {
        var inspector = new FaceInspector(Model(model));
        return workers.RunAsync(() => inspector.Inspect(picture, PictureLimits.Upload), cancellationToken);
    }

    public Task<FaceReading> ReadAsync(
        string? model,
        ReadOnlyMemory<byte> picture,
        CancellationToken cancellationToken
    ) => workers.ReadAsync(Model(model).Reader, picture, PictureLimits.Upload, cancellationToken);

    public async Task<MatchResult> VerifyAsync(
        string? model,
        Guid personId,
        Template probe,
        CancellationToken cancellationToken
    ) => (await GalleryAsync(model, cancellationToken)).Verify(personId, probe);

    /// <summary>Compares two pictures: one is enrolled for the duration of the comparison.</summary>
    public MatchResult Compare(string? model, Template one, Template other)
    {
        var (gallery, person) = (Model(model).NewGallery(), Guid.CreateVersion7());
        gallery.Put(person, Guid.CreateVersion7(), one);
        return gallery.Verify(person, other);
    }

    /// <returns>The nearest people, and whether the model is precise enough for the first among this many.</returns>
    public async Task<(IReadOnlyList<MatchResult> Ranked, bool IsWithinBudget)> RankAsync(
        string? model,
        Template probe,
        int top,
        CancellationToken cancellationToken
    )
    {
        var (gallery, budget) = (
            await GalleryAsync(model, cancellationToken),
            current.Organization.IdentificationBudget
        );
        return (gallery.Rank(probe, top, budget), gallery.Risk(budget).IsWithinBudget);
    }

    private Task<Gallery> GalleryAsync(string? model, CancellationToken cancellationToken) =>
        galleries.OfAsync(db, current.Organization, Model(model), cancellationToken);
}
