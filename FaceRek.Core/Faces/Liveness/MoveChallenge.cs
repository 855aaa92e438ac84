using System.Security.Cryptography;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Draws the requested moves at random each time, so that no earlier recording can match them.</summary>
public static class MoveChallenge
{
    /// <summary>A recording of one ordered pair fits one challenge in twenty; more moves would take too long at a check-in.</summary>
    public const int Moves = 2;

    /// <returns><see cref="Moves"/> different moves in the order in which they are requested.</returns>
    public static IReadOnlyList<HeadMove> Draw()
    {
        var moves = Enum.GetValues<HeadMove>();
        RandomNumberGenerator.Shuffle(moves.AsSpan());
        return moves[..Moves];
    }
}

/// <summary>A head move requested at the camera. Left and right are the person's own, as in a mirrored preview.</summary>
public enum HeadMove
{
    Left,
    Right,
    Up,
    Down,

    /// <summary>Come nearer to the camera.</summary>
    Nearer,
}
