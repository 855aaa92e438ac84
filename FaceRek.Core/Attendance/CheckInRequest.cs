namespace FaceRek.Core.Attendance;

/// <param name="UserId">Who is signed in.</param>
/// <param name="SignInHash">SHA-256 over the sign-in, as when the challenge was issued.</param>
/// <param name="Frames">A short burst of JPEGs, 1 to <see cref="CheckInDesk.MaxFrames"/>.</param>
/// <param name="Approach">Null where nothing is known of it.</param>
/// <param name="Choice">In or out as the person chose; null leaves it to the last punch.</param>
public sealed record CheckInRequest(
    Guid PersonId,
    Guid UserId,
    string ChallengeId,
    byte[] SignInHash,
    IReadOnlyList<ReadOnlyMemory<byte>> Frames,
    Direction? Choice = null,
    ClientLocation? Approach = null
)
{
    /// <summary>Of each frame since the first, as the camera's page says; empty where liveness is off.</summary>
    public IReadOnlyList<TimeSpan> Times { get; init; } = [];
}
