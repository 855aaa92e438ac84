using FaceRek.Core.Faces.Detection;

namespace FaceRek.Core.Faces.Quality;

/// <summary>How far a head is turned: the nose leaves the middle between the eyes, because it stands out from them.</summary>
internal static class Yaw
{
    /// <summary>Where the nose is seen above one eye; a head is then turned by about 45 degrees.</summary>
    private const float NoseAtEye = 0.5f;

    /// <returns>-1 to 1, or null without landmarks: from two eyes alone a turn cannot be told from a shift of the box.</returns>
    public static float? Of(DetectedFace face)
    {
        if (face.Landmarks is not { } points)
        {
            return null;
        }
        var (dx, dy) = (points.RightEye.X - points.LeftEye.X, points.RightEye.Y - points.LeftEye.Y);
        var (nx, ny) = (points.Nose.X - points.LeftEye.X, points.Nose.Y - points.LeftEye.Y);
        var along = (nx * dx + ny * dy) / MathF.Max(1, dx * dx + dy * dy);
        return Math.Clamp((along - 0.5f) / NoseAtEye, -1, 1);
    }
}
