using System.Buffers.Text;
using System.Security.Cryptography;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Checks a person in or out: by face with a single-use challenge, or by PIN. The server decides; the browser's opinion
/// is not used.
/// </summary>
public sealed partial class CheckInDesk(
    FaceRekDb db,
    CurrentOrganization current,
    BurstReader reader,
    ShadowQueue trials,
    LookAlikes lookAlikes,
    PunchWriter book,
    LocationPolicy doorkeeper,
    BoardNotifier news,
    TimeProvider clock,
    ILogger<CheckInDesk> logger
)
{
    public const int MaxFrames = LivenessLimits.MaxFrames;
    private const int ChallengeBytes = 16;

    /// <param name="personId">Null for anyone, see <see cref="ReceptionDesk"/>.</param>
    public async Task<CheckInChallenge> IssueAsync(
        Guid? personId,
        byte[] signInHash,
        CancellationToken cancellationToken
    )
    {
        var challenge = new CheckInChallenge
        {
            Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes)),
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            SignInHash = signInHash,
            Moves = reader.DrawMoves(),
            IssuedAt = clock.GetUtcNow(),
        };
        db.CheckInChallenges.Add(challenge);
        await db.SaveChangesAsync(cancellationToken);
        return challenge;
    }

    public async Task<CheckInOutcome> ReceiveAsync(CheckInRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Frames.Count, MaxFrames);
        var arrived = clock.GetUtcNow();
        if (await ObstacleAsync(request, arrived, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        var entrance = await doorkeeper.LookAsync(
            request.PersonId,
            request.Approach ?? ClientLocation.Unknown,
            arrived,
            cancellationToken
        );
        if (entrance.Refusal is { } elsewhere)
        {
            return new CheckInOutcome.Elsewhere(elsewhere);
        }

        var moves = await ChallengeOf(request).Select(challenge => challenge.Moves).SingleAsync(cancellationToken);
        var burst = await reader.ReadAsync(request, moves, cancellationToken);
        if (burst.Match is not null)
        {
            trials.Offer(
                new ShadowFrame(
                    current.Organization,
                    request.PersonId,
                    request.Frames[moves.Count > 0 ? 0 : request.Frames.Count / 2]
                )
            );
        }
        if (burst is BurstResult.Recognised && await lookAlikes.AnyOfAsync(request.PersonId, cancellationToken))
        {
            return new CheckInOutcome.PinToo();
        }
        return burst is BurstResult.Recognised recognised
            ? await RecordAsync(request, recognised, entrance, arrived, cancellationToken)
            : await RefuseAsync(request, burst, arrived, cancellationToken);
    }

    public async Task<CheckInOutcome> ReceivePinAsync(
        Guid personId,
        Guid userId,
        string pin,
        Direction? choice,
        ClientLocation approach,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellationToken);
        if (person is not { IsActive: true })
        {
            return new CheckInOutcome.NotActive();
        }
        if (person.PinHash is null)
        {
            return new CheckInOutcome.NoPin();
        }
        var entrance = await doorkeeper.LookAsync(personId, approach, now, cancellationToken);
        if (entrance.Refusal is { } elsewhere)
        {
            return new CheckInOutcome.Elsewhere(elsewhere);
        }
        var (guess, closed) = await CountGuessAsync(personId, now, cancellationToken);
        if (closed is not null)
        {
            return closed;
        }
        if (Pin.Matches(person.PinHash, pin))
        {
            return await book.WriteAsync(
                new NewPunch(personId, now, PunchWay.Pin, choice, userId, now, Entrance: entrance),
                () => ForgiveAsync(guess!, cancellationToken),
                cancellationToken
            );
        }
        news.Publish(current.Organization.Id);
        return new CheckInOutcome.WrongPin();
    }

    /// <summary>
    /// A guess counts as a failure before it is checked and is removed when it was right, so parallel guesses cannot
    /// exceed the limit.
    /// </summary>
    private async Task<(CheckInAttempt? Guess, CheckInOutcome? Closed)> CountGuessAsync(
        Guid personId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var turn = await db.BeginLockedAsync(personId, cancellationToken);
        if (await ClosedAsync(personId, PunchWay.Pin, LockoutRule.Pin, now, cancellationToken) is { } closed)
        {
            return (null, closed);
        }
        var guess = Note(personId, PunchWay.Pin, AttemptOutcome.WrongPin, now, match: null);
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        return (guess, null);
    }

    private async Task<CheckInOutcome?> ForgiveAsync(CheckInAttempt guess, CancellationToken cancellationToken)
    {
        await db.CheckInAttempts.Where(attempt => attempt.Id == guess.Id).ExecuteDeleteAsync(cancellationToken);
        return await IsActiveAsync(guess.PersonId, cancellationToken) ? null : new CheckInOutcome.NotActive();
    }

    /// <summary>
    /// Checked when a burst arrives, and again under the person's lock: while frames are read, consent, limit and
    /// challenge may end.
    /// </summary>
    private async Task<CheckInOutcome?> ObstacleAsync(
        CheckInRequest request,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        if (!await IsActiveAsync(request.PersonId, cancellationToken))
        {
            return new CheckInOutcome.NotActive();
        }
        if (await RefusedChallengeAsync(request, arrived, cancellationToken) is { } refused)
        {
            return refused;
        }
        if (
            await ClosedAsync(request.PersonId, PunchWay.Face, LockoutRule.Camera, arrived, cancellationToken) is
            { } closed
        )
        {
            return closed;
        }
        return await db.FaceConsents.AreGivenAsync(request.PersonId, cancellationToken)
            ? null
            : new CheckInOutcome.NoConsent();
    }

    private Task<bool> IsActiveAsync(Guid personId, CancellationToken cancellationToken) =>
        db.People.Active().AnyAsync(person => person.Id == personId, cancellationToken);

    private async Task<CheckInOutcome?> RefusedChallengeAsync(
        CheckInRequest request,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var challenge = await ChallengeOf(request).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (challenge is null || !CryptographicOperations.FixedTimeEquals(challenge.SignInHash, request.SignInHash))
        {
            return new CheckInOutcome.ChallengeUnknown();
        }
        if (challenge.UsedAt is not null)
        {
            return new CheckInOutcome.ChallengeUsed();
        }
        return challenge.IsLate(now) ? new CheckInOutcome.ChallengeLate() : null;
    }

    private async Task<CheckInOutcome?> ClosedAsync(
        Guid personId,
        PunchWay way,
        LockoutRule limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        await db.CheckInAttempts.ClosedUntilAsync(personId, way, limit, now, cancellationToken) is { } until
            ? new CheckInOutcome.Closed(until)
            : null;

    private Task<CheckInOutcome> RecordAsync(
        CheckInRequest request,
        BurstResult.Recognised burst,
        LocationDecision entrance,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        LogRecognised(request.PersonId, burst.Match.Model);
        return book.WriteAsync(
            new NewPunch(
                request.PersonId,
                now,
                PunchWay.Face,
                request.Choice,
                request.UserId,
                now,
                Match: burst.Match,
                Entrance: entrance
            ),
            () => UseChallengeAsync(request, burst, arrived, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Every checked burst uses up its challenge, otherwise attempts would be unlimited.</summary>
    private async Task<CheckInOutcome> RefuseAsync(
        CheckInRequest request,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        await using var turn = await db.BeginLockedAsync(request.PersonId, cancellationToken);
        if (await UseChallengeAsync(request, burst, arrived, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        if (burst.Attempt is { } attempt)
        {
            Note(request.PersonId, PunchWay.Face, attempt, clock.GetUtcNow(), burst.Match, burst.LivenessFault);
        }
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        if (burst.LivenessFault is { } fault)
        {
            LogNotLive(request.PersonId, fault);
        }
        if (burst.Attempt is not null)
        {
            news.Publish(current.Organization.Id);
        }
        return burst.Outcome;
    }

    private async Task<CheckInOutcome?> UseChallengeAsync(
        CheckInRequest request,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        if (await ObstacleAsync(request, arrived, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        (await ChallengeOf(request).SingleAsync(cancellationToken)).Use(clock.GetUtcNow());
        if (burst.Hashes.Count > 0)
        {
            db.BurstFingerprints.Add(
                new BurstFingerprint
                {
                    OrganizationId = current.Organization.Id,
                    PersonId = request.PersonId,
                    At = arrived,
                    Hashes = BurstFingerprint.Pack(burst.Hashes),
                }
            );
        }
        return null;
    }

    private IQueryable<CheckInChallenge> ChallengeOf(CheckInRequest request) =>
        db.CheckInChallenges.Where(challenge =>
            challenge.Id == request.ChallengeId && challenge.PersonId == request.PersonId
        );

    private CheckInAttempt Note(
        Guid personId,
        PunchWay way,
        AttemptOutcome outcome,
        DateTimeOffset now,
        MatchResult? match,
        LivenessFault? livenessFault = null
    )
    {
        var attempt = new CheckInAttempt
        {
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            At = now,
            Way = way,
            Outcome = outcome,
            LivenessFault = livenessFault,
            Model = match?.Model.ToString(),
            Score = match?.Score,
            Threshold = match?.Threshold,
            Margin = match?.Margin,
        };
        db.CheckInAttempts.Add(attempt);
        return attempt;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A burst for person {PersonId} was not taken for a living one: {Fault}"
    )]
    private partial void LogNotLive(Guid personId, LivenessFault fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} was recognised by {Model}")]
    private partial void LogRecognised(Guid personId, Faces.ModelId model);
}

/// <param name="UserId">The signed-in user.</param>
/// <param name="SignInHash">SHA-256 over the sign-in, as when the challenge was issued.</param>
/// <param name="Frames">A short burst of JPEGs, 1 to <see cref="CheckInDesk.MaxFrames"/>.</param>
/// <param name="Approach">Null where nothing is known about it.</param>
/// <param name="Choice">In or out as the person chose; null decides by the last punch.</param>
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
    /// <summary>Time of each frame since the first, as reported by the camera's page; empty where liveness is off.</summary>
    public IReadOnlyList<TimeSpan> Times { get; init; } = [];
}

/// <summary>The outcome of one attempt to punch. Only <see cref="Recorded"/> made one.</summary>
public abstract record CheckInOutcome
{
    private CheckInOutcome() { }

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

    public sealed record Unreadable(PictureFault Fault) : CheckInOutcome;

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
