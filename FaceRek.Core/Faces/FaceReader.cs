using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces;

/// <summary>One picture to one reading: guard, decode, detect, quality, align, extract. Serves parallel calls.</summary>
public sealed class FaceReader
{
    private readonly IFaceDetector detector;
    private readonly ITemplateExtractor extractor;
    private readonly QualityLimits quality;

    internal FaceReader(IFaceDetector detector, ITemplateExtractor extractor, QualityLimits quality) =>
        (this.detector, this.extractor, this.quality) = (detector, extractor, quality);

    public FaceReading Read(ReadOnlyMemory<byte> picture, PictureLimits limits) => throw new NotImplementedException($"{detector}{extractor}{quality}");

    /// <summary>Every face in the picture, and nothing else about it.</summary>
    public FaceSurvey DetectAll(ReadOnlyMemory<byte> picture, PictureLimits limits) => throw new NotImplementedException();
}
