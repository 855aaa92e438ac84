using System.Buffers.Text;
using System.Security.Cryptography;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance;

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
