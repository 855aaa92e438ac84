using System.Buffers.Text;
using System.Security.Cryptography;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Decides who may attempt a check-in by face, and stores what an attempt leaves behind: its challenge is used up, its
/// frames are recognised when replayed, and repeated failures lock this way of checking in.
/// </summary>
public sealed partial class CheckInGate(
    FaceRekDb db,
    CurrentOrganization current,
    TimeProvider clock,
    ILogger<CheckInGate> logger
)
{
    private const int ChallengeBytes = 16;

    /// <param name="personId">Null where the face decides who it is.</param>
    public async Task<CheckInChallenge> IssueAsync(
        Guid? personId,
        byte[] signInHash,
        IReadOnlyList<HeadMove> moves,
        CancellationToken cancellationToken
    )
    {
        var challenge = new CheckInChallenge
        {
            Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes)),
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            SignInHash = signInHash,
            Moves = moves,
            IssuedAt = clock.GetUtcNow(),
        };
        db.CheckInChallenges.Add(challenge);
        await db.SaveChangesAsync(cancellationToken);
        return challenge;
    }

    /// <summary>
    /// Checked when a burst arrives, and again under the person's lock: while frames are read, consent, limit and
    /// challenge may end.
    /// </summary>
    /// <param name="personId">Null until a person is named or found.</param>
    public async Task<CheckInOutcome?> ObstacleAsync(
        CheckInRequest request,
        Guid? personId,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        if (personId is { } id && !await db.People.Active().AnyAsync(person => person.Id == id, cancellationToken))
        {
            return new CheckInOutcome.NotActive();
        }
        if (await RefusedChallengeAsync(request, arrived, cancellationToken) is { } refused)
        {
            return refused;
        }
        var closedUntil = personId is { } who
            ? await db.CheckInAttempts.ClosedUntilAsync(
                who,
                PunchWay.Face,
                LockoutRule.Camera,
                arrived,
                cancellationToken
            )
            : await ClosedUntilAsync(request.SignInHash, arrived, cancellationToken);
        if (closedUntil is { } until)
        {
            return new CheckInOutcome.Closed(until);
        }
        return personId is { } known && !await db.FaceConsents.AreGivenAsync(known, cancellationToken)
            ? new CheckInOutcome.NoConsent()
            : null;
    }

    public Task<IReadOnlyList<HeadMove>> MovesAsync(CheckInRequest request, CancellationToken cancellationToken) =>
        ChallengeOf(request).Select(challenge => challenge.Moves).SingleAsync(cancellationToken);

    /// <summary>
    /// Every burst that was read uses up its challenge, otherwise attempts would be unlimited. The statement decides: of two
    /// bursts with one challenge, the second finds it used.
    /// </summary>
    /// <param name="personId">The person in the frames; null where the face was not found.</param>
    public async Task<bool> UseChallengeAsync(
        CheckInRequest request,
        Guid? personId,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        var now = (DateTimeOffset?)clock.GetUtcNow();
        var hasFailed = request.PersonId is null && burst.Attempt is not (null or AttemptOutcome.PoorPicture);
        var used = await ChallengeOf(request)
            .Where(challenge => challenge.UsedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.UsedAt, now).SetProperty(c => c.HasFailed, hasFailed),
                cancellationToken
            );
        if (used > 0 && personId is { } id && burst.Hashes.Count > 0)
        {
            db.BurstFingerprints.Add(
                new BurstFingerprint
                {
                    OrganizationId = current.Organization.Id,
                    PersonId = id,
                    At = arrived,
                    Hashes = BurstFingerprint.Pack(burst.Hashes),
                }
            );
        }
        return used > 0;
    }

    /// <summary>For a recognised person who makes no punch all the same: the burst cannot be sent again.</summary>
    /// <returns>False where another burst used the challenge first.</returns>
    public async Task<bool> SpendAsync(
        CheckInRequest request,
        Guid personId,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (!await UseChallengeAsync(request, personId, burst, arrived, cancellationToken))
        {
            return false;
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Stores the failure of a burst that makes no punch, and returns its outcome.</summary>
    public async Task<CheckInOutcome> RefuseAsync(
        CheckInRequest request,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = request.PersonId is { } locked
            ? await db.BeginLockedAsync(locked, cancellationToken)
            : await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await ObstacleAsync(request, request.PersonId, arrived, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        if (!await UseChallengeAsync(request, request.PersonId, burst, arrived, cancellationToken))
        {
            return new CheckInOutcome.ChallengeUsed();
        }
        if (request.PersonId is { } personId && burst.Attempt is { } attempt)
        {
            db.CheckInAttempts.Add(AttemptOf(personId, attempt, burst));
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Tell(request, burst);
        return burst.Outcome;
    }

    private async Task<CheckInOutcome?> RefusedChallengeAsync(
        CheckInRequest request,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var challenge = await ChallengeOf(request).SingleOrDefaultAsync(cancellationToken);
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

    /// <summary>Repeated failures without a named person lock this way for their sign-in.</summary>
    private async Task<DateTimeOffset?> ClosedUntilAsync(
        byte[] signInHash,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        var since = arrived - LockoutRule.Reception.Memory;
        var failures = await db
            .CheckInChallenges.Where(one =>
                one.SignInHash == signInHash && one.PersonId == null && one.HasFailed && one.UsedAt > since
            )
            .Select(one => one.UsedAt!.Value)
            .ToListAsync(cancellationToken);
        return LockoutRule.Reception.ClosedUntil(failures, arrived);
    }

    private CheckInAttempt AttemptOf(Guid personId, AttemptOutcome outcome, BurstResult burst) =>
        new()
        {
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            At = clock.GetUtcNow(),
            Way = PunchWay.Face,
            Outcome = outcome,
            LivenessFault = burst.LivenessError,
            Model = burst.Match?.Model.ToString(),
            Score = burst.Match?.Score,
            Threshold = burst.Match?.Threshold,
            Margin = burst.Match?.Margin,
        };

    private void Tell(CheckInRequest request, BurstResult burst)
    {
        if (burst.Attempt is not { } attempt)
        {
            return;
        }
        if (request.PersonId is not { } personId)
        {
            LogNotFound(attempt);
            return;
        }
        if (burst.LivenessError is { } error)
        {
            LogNotLive(personId, error);
        }
    }

    private IQueryable<CheckInChallenge> ChallengeOf(CheckInRequest request) =>
        db.CheckInChallenges.Where(challenge =>
            challenge.Id == request.ChallengeId && challenge.PersonId == request.PersonId
        );

    [LoggerMessage(
        EventId = 1502,
        Level = LogLevel.Warning,
        Message = "A burst of person {PersonId} did not show a live person: {Error}"
    )]
    private partial void LogNotLive(Guid personId, LivenessError error);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Warning, Message = "A person was not identified: {Outcome}")]
    private partial void LogNotFound(AttemptOutcome outcome);
}
