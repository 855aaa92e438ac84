using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Reading;

/// <summary>
/// The parts that must fit together to recognise a face: detector, extractor, and the thresholds measured with exactly
/// these two.
/// </summary>
public sealed class FaceModel : IDisposable
{
    private readonly FaceReader cropReader;

    /// <remarks>Owns <paramref name="detector"/> and <paramref name="extractor"/>.</remarks>
    internal FaceModel(
        string licence,
        bool isNeural,
        MatchPolicy policy,
        IFaceDetector detector,
        ITemplateExtractor extractor,
        QualityLimits? quality = null
    )
    {
        (Licence, IsNeural, Policy, Detector, Extractor) = (licence, isNeural, policy, detector, extractor);
        Reader = new FaceReader(detector, extractor, quality ?? QualityLimits.Default);
        cropReader = new FaceReader(detector, extractor, QualityLimits.None);
    }

    public ModelId Id => Extractor.Model;

    public MatchPolicy Policy { get; }

    /// <summary>The licence terms of the model, in one sentence for the admin who chooses it.</summary>
    public string Licence { get; }

    /// <summary>False for the classic engine; pages show a warning about its error rates.</summary>
    public bool IsNeural { get; }

    /// <summary>Whether its detector sees the points that show a turned head; the cascades find only boxes and eyes.</summary>
    public bool FollowsMoves => IsNeural;

    public FaceReader Reader { get; }

    /// <summary>A kept crop passed the gate when it was taken; another model does not check it more strictly.</summary>
    public FaceReading ReadCrop(ReadOnlyMemory<byte> jpeg) =>
        cropReader.Read(jpeg, PictureLimits.Upload, fromAllSides: false);

    internal IFaceDetector Detector { get; }

    internal ITemplateExtractor Extractor { get; }

    /// <summary>Haar cascades and local binary patterns: needs no network weights and is therefore always available.</summary>
    /// <param name="cascadeFolder">The folder of OpenCV's cascades; null looks where Debian and Ubuntu install them.</param>
    public static FaceModel Classic(string? cascadeFolder = null, QualityLimits? quality = null) =>
        new(
            "Part of FaceRek; the cascades are OpenCV's, under its own licence.",
            isNeural: false,
            ClassicPolicy.Measured,
            new HaarFaceDetector(CascadeFolder.Find(cascadeFolder)),
            new LbpTemplateExtractor(),
            quality
        );

    public Gallery NewGallery() => new(Id, Policy);

    /// <summary>
    /// Compares with the nearest of a person's templates, which no check-in with a network does: for measuring what
    /// fusing them gains.
    /// </summary>
    internal Gallery NewGalleryOfNearest() => new(Id, Policy with { IsFused = false });

    public void Dispose()
    {
        Detector.Dispose();
        Extractor.Dispose();
    }
}
