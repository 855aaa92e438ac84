using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>What became of the points of a face from one frame to the next.</summary>
/// <param name="Shift">By how much half of the points moved at least, in parts of the face's width.</param>
/// <param name="Kept">Part of the points that were found again, 0 to 1.</param>
/// <param name="Nose">See <see cref="NoseShift"/>, since the first frame; null with too few points.</param>
/// <param name="Relief">See <see cref="FaceRelief"/>, against the frame in which the points were chosen; null with too few points.</param>
internal readonly record struct FaceStep(double Shift, double Kept, Point2d? Nose, double? Relief)
{
    /// <summary>Of the first frame, from which steps are counted.</summary>
    public static readonly FaceStep None = new(0, 1, new Point2d(), null);
}
