namespace FaceRek.Core.Faces.Liveness;

/// <summary>What a person before the camera is asked to do. Left and right are their own, which is what a mirrored preview shows.</summary>
public enum HeadMove
{
    Left,
    Right,
    Up,
    Down,

    /// <summary>Come nearer to the camera.</summary>
    Nearer,
}
