using FaceRek.Core.Faces.Geometry;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>
/// How a head is held, from five points. The nose protrudes from the plane of eyes and mouth, so it moves across it
/// when a head turns; on a flat picture it stays in place however the picture is tilted, apart from a little
/// perspective.
/// </summary>
/// <param name="Yaw">Of the nose from the middle between the eyes, in eye distances; positive towards the viewer's
/// right, which is the person's own left.</param>
/// <param name="Pitch">Of the nose on the way from the eyes (0) to the mouth (1).</param>
/// <param name="Size">Of the square over eye distance and eyes to mouth, its diagonal in pixels.</param>
internal readonly record struct HeadPose(float Yaw, float Pitch, float Size)
{
    public static HeadPose Of(FaceLandmarks points)
    {
        var eyes = (points.LeftEye + points.RightEye) * 0.5;
        var mouth = (points.LeftMouth + points.RightMouth) * 0.5;
        var (across, down, nose) = (points.RightEye - points.LeftEye, mouth - eyes, points.Nose - eyes);
        var (width, height) = (Math.Max(1, across.DotProduct(across)), Math.Max(1, down.DotProduct(down)));
        return new(
            (float)(nose.DotProduct(across) / width),
            (float)(nose.DotProduct(down) / height),
            (float)Math.Sqrt(width + height)
        );
    }
}
