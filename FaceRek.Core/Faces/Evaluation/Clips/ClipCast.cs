using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Reading;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>One face for each person, from the photograph in which they look most straight into the camera.</summary>
internal static class ClipCast
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".pgm"];

    /// <summary>
    /// Of the nose from the middle, in eye distances: a head turned further has a side that the photograph does not
    /// show.
    /// </summary>
    private const float MaxTurned = 0.12f;

    /// <param name="folder">Has one folder for each person with pictures in it.</param>
    /// <returns>People without a suitable picture are left out; the caller disposes the rest.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static List<ClipFace> Of(FaceModel model, string folder, CancellationToken cancellationToken)
    {
        var search = new FaceSearch(model.Detector);
        return
        [
            .. Directory
                .GetDirectories(folder)
                .Order(StringComparer.Ordinal)
                .Select(person => Best(search, person, cancellationToken))
                .OfType<ClipFace>(),
        ];
    }

    private static ClipFace? Best(FaceSearch search, string person, CancellationToken cancellationToken)
    {
        var (best, least) = ((ClipFace?)null, MaxTurned);
        foreach (
            var file in Directory
                .GetFiles(person)
                .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
                .Order(StringComparer.Ordinal)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var picture = Open(File.ReadAllBytes(file));
            if (picture is null)
            {
                continue;
            }
            using var found = search.Find(picture);
            if (
                found.Faces is not [{ Landmarks: { } points }]
                || Math.Abs(Liveness.HeadPose.Of(points).Yaw) is var turned && turned >= least
            )
            {
                continue;
            }
            best?.Dispose();
            (best, least) = (ClipFace.Of(found.Pixels, points), turned);
        }
        return best;
    }

    private static UprightPicture? Open(byte[] file)
    {
        if (PgmFile.IsOne(file))
        {
            return PgmFile.Read(file);
        }
        return PictureGuard.Check(file, PictureLimits.Upload, out var guarded) is null
            ? PictureDecoder.Decode(guarded!)
            : null;
    }
}
