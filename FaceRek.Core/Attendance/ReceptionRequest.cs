namespace FaceRek.Core.Attendance;

/// <summary>A burst of somebody who was not named.</summary>
/// <param name="UserId">Who, or what, is signed in.</param>
/// <param name="SignInHash">SHA-256 over the sign-in, as when the challenge was issued.</param>
/// <param name="Frames">A short burst of JPEGs, 1 to <see cref="CheckInDesk.MaxFrames"/>.</param>
/// <param name="Times">Of each frame since the first, as the camera says; empty where liveness is off.</param>
/// <param name="Choice">In or out as the person chose; null leaves it to the last punch.</param>
public sealed record ReceptionRequest(
    Guid UserId,
    string ChallengeId,
    byte[] SignInHash,
    IReadOnlyList<ReadOnlyMemory<byte>> Frames,
    IReadOnlyList<TimeSpan> Times,
    Direction? Choice,
    ClientLocation Approach
);
