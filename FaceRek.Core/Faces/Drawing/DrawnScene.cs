using System.Diagnostics;
using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Core.Faces.Drawing;

/// <summary>How a drawn person sits in front of the camera.</summary>
public sealed record DrawnScene
{
    public int Width { get; init; } = 640;

    public int Height { get; init; } = 480;

    /// <summary>1 fills about two thirds of the picture's height with the head.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Offset of the head's centre from the picture's, as parts of its width and height.</summary>
    public float Right { get; init; }

    public float Down { get; init; }

    /// <summary>Head tilt in degrees, clockwise as the viewer sees it.</summary>
    public float Roll { get; init; }

    /// <summary>-1 (far to the viewer's left) to 1; 0 looks into the camera.</summary>
    public float Turn { get; init; }

    /// <summary>-1 (looks down) to 1 (looks up).</summary>
    public float Nod { get; init; }

    /// <summary>1 is daylight; below 0.2 is too dark, above 2 too bright to recognise.</summary>
    public float Light { get; init; } = 1;

    /// <summary>-1 to 1: how much the light comes from the viewer's left or right.</summary>
    public float SideLight { get; init; }

    /// <summary>Of the camera, a standard deviation in grey levels.</summary>
    public float Noise { get; init; } = 2;

    /// <summary>Standard deviation in pixels; 2 is what makes a drawing look photographed, above 8 is out of focus.</summary>
    public float Blur { get; init; } = 2;

    public int NoiseSeed { get; init; } = 1;

    /// <summary>
    /// Another moment in front of the same camera: place, tilt, size, turn, light and noise differ a little for each
    /// <paramref name="moment"/>.
    /// </summary>
    public static DrawnScene At(int moment)
    {
        var random = new Random(moment);
        float Within(float most) => (random.NextSingle() * 2 - 1) * most;
        return new DrawnScene
        {
            Scale = 1 + Within(0.12f),
            Right = Within(0.06f),
            Down = Within(0.03f),
            Roll = Within(6),
            Turn = Within(0.15f),
            Light = 1 + Within(0.2f),
            SideLight = Within(0.25f),
            Noise = 2 + Within(1),
            NoiseSeed = moment,
        };
    }
}

/// <summary>How a person in front of a camera changes from moment to moment.</summary>
public static class DrawnSitter
{
    /// <summary>After this many moments the movement repeats; the camera's noise never does.</summary>
    public const int Moments = 12;

    /// <summary>A person who tries to hold still: sways and nods by a few pixels, in circles.</summary>
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

    /// <summary>The same person, part of the way (0 to 1) through a move.</summary>
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
            HeadMove.Nearer => scene with { Scale = scene.Scale * (1 + (0.35f * part)) },
            _ => throw new UnreachableException(),
        };
    }
}
