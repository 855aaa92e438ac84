using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

internal sealed class HaarFaceDetector(string folder) : IFaceDetector
{
    public IReadOnlyList<DetectedFace> Detect(Mat picture) => throw new NotImplementedException(folder);

    public void Dispose() { }
}
