using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Templates;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces;

/// <summary>Finds what a test sets, and remembers which pictures it received.</summary>
internal sealed class StagedDetector(Func<Mat, IReadOnlyList<DetectedFace>> find) : IFaceDetector
{
    public List<Size> Shown { get; } = [];

    public IReadOnlyList<DetectedFace> Detect(Mat picture)
    {
        Shown.Add(picture.Size());
        return find(picture);
    }

    public static DetectedFace Boxed(float x, float y, float width, float height) =>
        new(new FaceBox(x, y, width, height), 1, null);

    public void Dispose() { }
}

/// <summary>Makes a template from the position of the face.</summary>
internal sealed class StagedExtractor : ITemplateExtractor
{
    public ModelId Model { get; } = new("staged", "1");

    public Template Extract(Mat picture, DetectedFace face) => new(Model, [face.Box.X, face.Box.Y, picture.Width]);

    public void Dispose() { }
}
