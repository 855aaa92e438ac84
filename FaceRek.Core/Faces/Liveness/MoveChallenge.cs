using System.Security.Cryptography;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Which moves are asked for is drawn anew each time, so that no recording made before can know them.</summary>
public static class MoveChallenge
{
    /// <summary>Of twenty ordered pairs a recording of one of them fits once; more moves would make a check-in a gymnastics class.</summary>
    public const int Moves = 2;

    /// <returns><see cref="Moves"/> different ones in the order in which they are asked for.</returns>
    public static IReadOnlyList<HeadMove> Draw()
    {
        var moves = Enum.GetValues<HeadMove>();
        RandomNumberGenerator.Shuffle(moves.AsSpan());
        return moves[..Moves];
    }
}

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
