using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Reading;

/// <summary>Everything that must fit together to recognise: detector, extractor, and the thresholds measured with exactly these two.</summary>
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

    /// <summary>Under which terms the model may be used, in one sentence for the admin who chooses it.</summary>
    public string Licence { get; }

    /// <summary>False for the classic engine, whose error rates need a banner.</summary>
    public bool IsNeural { get; }

    /// <summary>Whether its detector sees the points by which a turned head is told; the cascades see boxes and eyes.</summary>
    public bool FollowsMoves => IsNeural;

    public FaceReader Reader { get; }

    /// <summary>A kept crop passed the gate when it was taken; another model may not be stricter now.</summary>
    public FaceReading ReadCrop(ReadOnlyMemory<byte> jpeg) => cropReader.Read(jpeg, PictureLimits.Upload);

    internal IFaceDetector Detector { get; }

    internal ITemplateExtractor Extractor { get; }

    /// <summary>Haar cascades and local binary patterns: needs no network weights and is therefore always installed.</summary>
    /// <param name="cascadeFolder">Where OpenCV's cascades lie; null looks where Debian and Ubuntu put them.</param>
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

    /// <summary>One that compares with the nearest of a person's templates, as no check-in with a network does: for measuring what fusing them gains.</summary>
    internal Gallery NewGalleryOfNearest() => new(Id, Policy with { IsFused = false });

    public void Dispose()
    {
        Detector.Dispose();
        Extractor.Dispose();
    }
}
