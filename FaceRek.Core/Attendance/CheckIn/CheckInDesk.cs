using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Quality;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Checks a person in or out by face, with a single-use challenge. A named person's face is compared with their own
/// (1:1), another is searched among all people (1:N) within the organization's budget of false identifications; if two
/// people are too similar, no one is found. The server decides; the browser's opinion is not used.
/// </summary>
public sealed partial class CheckInDesk(
    CheckInGate gate,
    FaceRecognition faces,
    LocationPolicy locations,
    PunchWriter punches,
    TimeProvider clock,
    ILogger<CheckInDesk> logger
)
{
    public const int MaxFrames = LivenessLimits.MaxFrames;

    /// <param name="personId">Null where the face decides who it is.</param>
    public Task<CheckInChallenge> IssueAsync(Guid? personId, byte[] signInHash, CancellationToken cancellationToken) =>
        gate.IssueAsync(personId, signInHash, faces.DrawMoves(), cancellationToken);

    public async Task<CheckInOutcome> ReceiveAsync(CheckInRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Frames.Count, MaxFrames);
        var arrived = clock.GetUtcNow();
        if (await ObstacleAsync(request, arrived, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        // Reading frames costs time: a named person in the wrong place is refused before.
        var location = request.PersonId is { } named
            ? await LocateAsync(named, request, arrived, cancellationToken)
            : null;
        if (location?.Refusal is { } elsewhere)
        {
            return new CheckInOutcome.Elsewhere(elsewhere);
        }

        var moves = await gate.MovesAsync(request, cancellationToken);
        var burst = await faces.ReadAsync(request, moves, cancellationToken);
        return (request.PersonId ?? burst.PersonId) is { } personId && burst is BurstResult.Recognised recognised
            ? await RecordAsync(personId, request, recognised, location, arrived, cancellationToken)
            : await gate.RefuseAsync(request, burst, arrived, cancellationToken);
    }

    private async Task<CheckInOutcome?> ObstacleAsync(
        CheckInRequest request,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    ) =>
        request.PersonId is null && await faces.IsTooRiskyAsync(cancellationToken)
            ? new CheckInOutcome.TooRisky()
            : await gate.ObstacleAsync(request, request.PersonId, arrived, cancellationToken);

    /// <summary>Whether the person's face can be compared; otherwise no burst is worth filming.</summary>
    public Task<bool> IsEnrolledAsync(Guid personId, CancellationToken cancellationToken) =>
        faces.IsEnrolledAsync(personId, cancellationToken);

    private async Task<CheckInOutcome> RecordAsync(
        Guid personId,
        CheckInRequest request,
        BurstResult.Recognised burst,
        LocationDecision? location,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        location ??= await LocateAsync(personId, request, arrived, cancellationToken);
        CheckInOutcome? refused =
            await faces.NeedsPinAsync(personId, cancellationToken) ? new CheckInOutcome.PinToo()
            : location.Refusal is { } elsewhere ? new CheckInOutcome.Elsewhere(elsewhere)
            : null;
        if (refused is not null)
        {
            return await gate.SpendAsync(request, personId, burst, arrived, cancellationToken)
                ? refused
                : new CheckInOutcome.ChallengeUsed();
        }
        var now = clock.GetUtcNow();
        var entry = new NewPunch(personId, now, PunchWay.Face, request.Choice, request.UserId, now)
        {
            Match = burst.Match,
            Location = location,
        };
        LogRecognised(personId, burst.Match.Model);
        return await WriteAsync(entry, request, burst, arrived, cancellationToken);
    }

    private async Task<CheckInOutcome> WriteAsync(
        NewPunch entry,
        CheckInRequest request,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        await using var writing = await punches.BeginAsync(entry.PersonId, cancellationToken);
        if (await gate.ObstacleAsync(request, entry.PersonId, arrived, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        if (!await gate.UseChallengeAsync(request, entry.PersonId, burst, arrived, cancellationToken))
        {
            return new CheckInOutcome.ChallengeUsed();
        }
        var outcome = await writing.AddAsync(entry, cancellationToken);
        await writing.CommitAsync(cancellationToken);
        return CheckInOutcome.Of(outcome);
    }

    private Task<LocationDecision> LocateAsync(
        Guid personId,
        CheckInRequest request,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    ) => locations.LookAsync(personId, request.Location ?? ClientLocation.Unknown, arrived, cancellationToken);

    [LoggerMessage(
        EventId = 1501,
        Level = LogLevel.Information,
        Message = "Person {PersonId} was recognised by {Model}"
    )]
    private partial void LogRecognised(Guid personId, Faces.ModelId model);
}

/// <param name="PersonId">The named person; null where the face decides who it is.</param>
/// <param name="UserId">The signed-in user or key.</param>
/// <param name="SignInHash">SHA-256 over the sign-in, as when the challenge was issued.</param>
/// <param name="Frames">A short burst of JPEGs, 1 to <see cref="CheckInDesk.MaxFrames"/>.</param>
/// <param name="Location">Null where nothing is known about it.</param>
/// <param name="Choice">In or out as the person chose; null decides by the last punch.</param>
public sealed record CheckInRequest(
    Guid? PersonId,
    Guid UserId,
    string ChallengeId,
    byte[] SignInHash,
    IReadOnlyList<ReadOnlyMemory<byte>> Frames,
    Direction? Choice = null,
    ClientLocation? Location = null
)
{
    /// <summary>Time of each frame since the first, as reported by the camera's page; empty where liveness is off.</summary>
    public IReadOnlyList<TimeSpan> Times { get; init; } = [];
}

/// <summary>The outcome of one attempt to punch. Only <see cref="Recorded"/> made one.</summary>
public abstract record CheckInOutcome
{
    private CheckInOutcome() { }

    public static CheckInOutcome Of(PunchOutcome written) =>
        written switch
        {
            PunchOutcome.Recorded recorded => new Recorded(recorded.Punch),
            PunchOutcome.Repeated repeated => new Repeated(repeated.First),
            _ => throw new InvalidOperationException($"{written.GetType().Name} is no outcome of a check-in."),
        };

    public sealed record Recorded(Punch Punch) : CheckInOutcome;

    /// <summary>There is a punch within <see cref="Punch.RepeatWindow"/>, which stays.</summary>
    public sealed record Repeated(CountingPunch First) : CheckInOutcome;

    /// <param name="Hint">A likely quality problem of the picture; null when there is none.</param>
    public sealed record NotRecognised(QualityFlaw? Hint) : CheckInOutcome;

    /// <summary>No person was named, and two people are too similar to decide which it is.</summary>
    public sealed record Ambiguous : CheckInOutcome;

    /// <summary>
    /// No person was named, and the model cannot distinguish this many people within the organization's budget; no
    /// search was made.
    /// </summary>
    public sealed record TooRisky : CheckInOutcome;

    /// <summary>The face matches, but so closely resembles another person's here that it is not enough.</summary>
    public sealed record PinToo : CheckInOutcome;

    public sealed record SeveralPeople : CheckInOutcome;

    public sealed record NoFace : CheckInOutcome;

    public sealed record PoorPicture(IReadOnlyList<QualityFlaw> Flaws) : CheckInOutcome;

    /// <summary>The person at the camera is not told why: that would help to get around the check.</summary>
    /// <param name="MovesWereAsked">Whether there were arrows to follow.</param>
    public sealed record NotLive(bool MovesWereAsked) : CheckInOutcome;

    public sealed record Unreadable(PictureError Error) : CheckInOutcome;

    public sealed record NotActive : CheckInOutcome;

    public sealed record NoConsent : CheckInOutcome;

    public sealed record NotEnrolled : CheckInOutcome;

    /// <summary>Too many failures: this way is locked until <paramref name="Until"/>, the others are not.</summary>
    public sealed record Closed(DateTimeOffset Until) : CheckInOutcome;

    public sealed record ChallengeUsed : CheckInOutcome;

    public sealed record ChallengeLate : CheckInOutcome;

    /// <summary>There is no such challenge for this person and sign-in.</summary>
    public sealed record ChallengeUnknown : CheckInOutcome;

    /// <summary>The person's site allows check-ins only at a site.</summary>
    public sealed record Elsewhere(LocationRefusal Refusal) : CheckInOutcome;

    public sealed record WrongPin : CheckInOutcome;

    /// <summary>The person has no PIN.</summary>
    public sealed record NoPin : CheckInOutcome;
}
