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

/// <summary>Where a person checks in or out: by face with a single-use challenge, or by PIN. The server decides; whatever the browser believes is not asked.</summary>
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

    /// <param name="personId">Null for whoever comes, see <see cref="ReceptionDesk"/>.</param>
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

    /// <summary>A guess counts as a failure before it is looked at and is forgiven when it was right: so no number of guesses at once gets past the limit.</summary>
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

    /// <summary>Asked when a burst arrives, and once more in the person's turn: reading takes its time, in which consent, limit and challenge may come to an end.</summary>
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

    /// <summary>The challenge ends with every burst that was looked at, or trying would be free.</summary>
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

/// <summary>What became of one try to punch. Only <see cref="Recorded"/> made one.</summary>
public abstract record CheckInOutcome
{
    private CheckInOutcome() { }

    public sealed record Recorded(Punch Punch) : CheckInOutcome;

    /// <summary>There is a punch within <see cref="Punch.RepeatWindow"/>; it stands.</summary>
    public sealed record Repeated(CountingPunch First) : CheckInOutcome;

    /// <param name="Hint">What in the picture may have spoilt it; null when nothing stands out.</param>
    public sealed record NotRecognised(QualityFlaw? Hint) : CheckInOutcome;

    /// <summary>Nobody was named, and two people are too near to each other to say which it is.</summary>
    public sealed record Ambiguous : CheckInOutcome;

    /// <summary>Nobody was named, and the model cannot tell so many people apart within the organization's budget; nobody was looked for.</summary>
    public sealed record TooRisky : CheckInOutcome;

    /// <summary>The face is right, and so alike to somebody else's here that it is not enough.</summary>
    public sealed record PinToo : CheckInOutcome;

    public sealed record SeveralPeople : CheckInOutcome;

    public sealed record NoFace : CheckInOutcome;

    public sealed record PoorPicture(IReadOnlyList<QualityFlaw> Flaws) : CheckInOutcome;

    /// <summary>Whoever stands before the camera is not told why: that would teach how to get past.</summary>
    /// <param name="MovesWereAsked">Whether there were arrows to follow.</param>
    public sealed record NotLive(bool MovesWereAsked) : CheckInOutcome;

    public sealed record Unreadable(PictureFault Fault) : CheckInOutcome;

    public sealed record NotActive : CheckInOutcome;

    public sealed record NoConsent : CheckInOutcome;

    public sealed record NotEnrolled : CheckInOutcome;

    /// <summary>Too many failures: this way opens again at <paramref name="Until"/>, the others are open.</summary>
    public sealed record Closed(DateTimeOffset Until) : CheckInOutcome;

    public sealed record ChallengeUsed : CheckInOutcome;

    public sealed record ChallengeLate : CheckInOutcome;

    /// <summary>No such challenge for this person and sign-in.</summary>
    public sealed record ChallengeUnknown : CheckInOutcome;

    /// <summary>The person's site lets them check in at a site only.</summary>
    public sealed record Elsewhere(LocationRefusal Refusal) : CheckInOutcome;

    public sealed record WrongPin : CheckInOutcome;

    /// <summary>The person has not chosen one.</summary>
    public sealed record NoPin : CheckInOutcome;
}
