using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;

namespace FaceRek.Core.People.Enrollment;

/// <summary>Compares the templates of the current organization with each other, without any picture.</summary>
public sealed class GalleryComparison(
    FaceRekDb db,
    CurrentOrganization current,
    GalleryCache galleries,
    FaceWorkers workers
)
{
    /// <param name="maxPeople">The time grows with its square.</param>
    public async Task<SelfComparison> RunAsync(int maxPeople, CancellationToken cancellationToken)
    {
        var gallery = await galleries.OfAsync(db, current.Organization, cancellationToken);
        return await workers.RunAsync(() => gallery.CompareWithItself(maxPeople), cancellationToken);
    }
}
