using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>How somebody who sits before a camera is seen from moment to moment.</summary>
public static class DrawnSitter
{
    /// <summary>After so many moments the sitter is back where they began; the noise of the camera never is.</summary>
    public const int Moments = 12;

    /// <summary>Somebody who tries to hold still: sways and nods by a few pixels, round and round.</summary>
    public static DrawnScene At(int moment)
    {
        var (sine, cosine) = MathF.SinCos(moment * MathF.Tau / Moments);
        return new DrawnScene
        {
            Right = 0.012f * sine,
            Down = 0.008f * cosine,
            Roll = 1.5f * sine,
            Turn = 0.06f * cosine,
            Scale = 1 + 0.02f * sine,
            NoiseSeed = moment,
        };
    }

    /// <summary>The same somebody, part of the way (0 to 1) through a move.</summary>
    public static DrawnScene At(int moment, HeadMove move, float part)
    {
        var scene = At(moment);
        return move switch
        {
            // A person's own left is the viewer's right.
            HeadMove.Left => scene with { Turn = scene.Turn + part },
            HeadMove.Right => scene with { Turn = scene.Turn - part },
            HeadMove.Up => scene with { Nod = part },
            HeadMove.Down => scene with { Nod = -part },
            _ => scene with { Scale = scene.Scale * (1 + (0.35f * part)) },
        };
    }
}
