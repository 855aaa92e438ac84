using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

/// <summary>
/// Reads a burst against the claimed person. The median frame decides: taking the best of several would accept strangers more often than
/// one picture does, and taking the worst would refuse people who blink.
/// </summary>
public sealed class BurstReader(FaceRekDb db, CurrentOrganization current, FaceModels models, FaceWorkers workers, Galleries galleries)
{
    public async Task<BurstReading> ReadAsync(Guid personId, IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellation)
    {
        var model = models.Get(current.Organization.FaceModel);
        if (!await db.FaceTemplates.OfPerson(personId).OfModel(model.Id).AnyAsync(cancellation)) { return new BurstReading.NotEnrolled(); }

        var readings = await workers.ReadAllAsync(model.Reader, frames, PictureLimits.Frame, cancellation);
        var gallery = await galleries.OfAsync(db, current.Organization, cancellation);
        return Judge(personId, gallery, readings);
    }

    private static BurstReading Judge(Guid personId, Gallery gallery, IReadOnlyList<FaceReading> readings)
    {
        if (readings.OfType<FaceReading.Unreadable>().FirstOrDefault() is { } broken) { return new BurstReading.Unreadable(broken.Fault); }
        if (readings.Any(reading => reading is FaceReading.SeveralFaces)) { return new BurstReading.SeveralPeople(); }

        var readable = readings.OfType<FaceReading.Readable>().ToList();
        var poor = readings.OfType<FaceReading.PoorPicture>().ToList();
        if (readable.Count == 0) { return poor.Count > 0 ? new BurstReading.Poor(poor[0].Flaws) : new BurstReading.NoFace(); }

        var results = readable.Select(reading => gallery.Verify(personId, reading.Template)).OrderBy(result => result.Score).ToList();
        var median = results[(results.Count - 1) / 2];
        return median.Decision == MatchDecision.Match ? new BurstReading.Recognised(median) : new BurstReading.NotRecognised(median, poor.Count > 0 ? poor[0].Flaws[0] : null);
    }
}
