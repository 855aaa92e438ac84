using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Templates;

internal sealed class LbpTemplateExtractor : ITemplateExtractor
{
    public ModelId Model => ModelId.Classic;

    public Template Extract(Mat picture, DetectedFace face) => throw new NotImplementedException();

    public void Dispose() { }
}
