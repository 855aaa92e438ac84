using System.Security.Cryptography;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Matching;
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
/// Checks in a person without asking who they are: the face is searched among all people (1:N), within the
/// organization's budget of false identifications, and the person found punches. If two people are too similar, no one
/// does.
/// </summary>
public sealed partial class ReceptionDesk(
    FaceRekDb db,
    CurrentOrganization current,
    BurstReader reader,
    ShadowQueue trials,
    LookAlikes lookAlikes,
    PunchWriter book,
    LocationPolicy doorkeeper,
    TimeProvider clock,
    ILogger<ReceptionDesk> logger
)
{
    public async Task<CheckInOutcome> ReceiveAsync(ReceptionRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Frames.Count, CheckInDesk.MaxFrames);
        var arrived = clock.GetUtcNow();
        if (await reader.IsTooRiskyAsync(cancellationToken))
        {
            return new CheckInOutcome.TooRisky();
        }
        if (await ObstacleAsync(request, arrived, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        var moves = await ChallengeOf(request).Select(challenge => challenge.Moves).SingleAsync(cancellationToken);
        var burst = await reader.FindAsync(request, moves, cancellationToken);
        if (burst is not BurstResult.Recognised { Result: { PersonId: { } personId } match })
        {
            return await RefuseAsync(request, burst, arrived, cancellationToken);
        }
        trials.Offer(
            new ShadowFrame(
                current.Organization,
                personId,
                request.Frames[moves.Count > 0 ? 0 : request.Frames.Count / 2]
            )
        );
        return await RecordAsync(request, personId, match, burst, arrived, cancellationToken);
    }

    private async Task<CheckInOutcome> RecordAsync(
        ReceptionRequest request,
        Guid personId,
        MatchResult match,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        if (await lookAlikes.AnyOfAsync(personId, cancellationToken))
        {
            return new CheckInOutcome.PinToo();
        }
        var entrance = await doorkeeper.LookAsync(personId, request.Approach, arrived, cancellationToken);
        if (entrance.Refusal is { } elsewhere)
        {
            return new CheckInOutcome.Elsewhere(elsewhere);
        }
        var now = clock.GetUtcNow();
        LogFound(personId, match.Model);
        return await book.WriteAsync(
            new NewPunch(
                personId,
                now,
                PunchWay.Face,
                request.Choice,
                request.UserId,
                now,
                Match: match,
                Entrance: entrance
            ),
            async () =>
                await ObstacleOfAsync(personId, arrived, cancellationToken)
                ?? await UseChallengeAsync(request, burst, personId, arrived, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Every checked burst uses up its challenge, otherwise attempts would be unlimited.</summary>
    private async Task<CheckInOutcome> RefuseAsync(
        ReceptionRequest request,
        BurstResult burst,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        await using var turn = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await UseChallengeAsync(request, burst, personId: null, arrived, cancellationToken) is { } used)
        {
            return used;
        }
        await turn.CommitAsync(cancellationToken);
        if (burst.Attempt is { } attempt)
        {
            LogNotFound(attempt);
        }
        return burst.Outcome;
    }

    private async Task<CheckInOutcome?> ObstacleAsync(
        ReceptionRequest request,
        DateTimeOffset arrived,
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
        if (challenge.IsLate(arrived))
        {
            return new CheckInOutcome.ChallengeLate();
        }
        var since = arrived - LockoutRule.Reception.Memory;
        var failures = await db
            .CheckInChallenges.Where(one =>
                one.SignInHash == request.SignInHash && one.PersonId == null && one.HasFailed && one.UsedAt > since
            )
            .Select(one => one.UsedAt!.Value)
            .ToListAsync(cancellationToken);
        return LockoutRule.Reception.ClosedUntil(failures, arrived) is { } until
            ? new CheckInOutcome.Closed(until)
            : null;
    }

    /// <summary>
    /// Under the person's lock: while frames are read, consent may end; and a person whose camera check-in is locked
    /// after failures under their name must not get around the lock here.
    /// </summary>
    private async Task<CheckInOutcome?> ObstacleOfAsync(
        Guid personId,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        if (!await db.People.Active().AnyAsync(person => person.Id == personId, cancellationToken))
        {
            return new CheckInOutcome.NotActive();
        }
        if (!await db.FaceConsents.AreGivenAsync(personId, cancellationToken))
        {
            return new CheckInOutcome.NoConsent();
        }
        return
            await db.CheckInAttempts.ClosedUntilAsync(
                personId,
                PunchWay.Face,
                LockoutRule.Camera,
                arrived,
                cancellationToken
            )
                is { } until
            ? new CheckInOutcome.Closed(until)
            : null;
    }

    /// <summary>The statement decides: of two bursts with one challenge, the other finds it used.</summary>
    private async Task<CheckInOutcome?> UseChallengeAsync(
        ReceptionRequest request,
        BurstResult burst,
        Guid? personId,
        DateTimeOffset arrived,
        CancellationToken cancellationToken
    )
    {
        var (now, hasFailed) = (
            (DateTimeOffset?)clock.GetUtcNow(),
            burst.Attempt is { } attempt && attempt != AttemptOutcome.PoorPicture
        );
        var used = await ChallengeOf(request)
            .Where(challenge => challenge.UsedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.UsedAt, now).SetProperty(c => c.HasFailed, hasFailed),
                cancellationToken
            );
        if (used == 0)
        {
            return new CheckInOutcome.ChallengeUsed();
        }
        if (personId is { } id && burst.Hashes.Count > 0)
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
        return null;
    }

    private IQueryable<CheckInChallenge> ChallengeOf(ReceptionRequest request) =>
        db.CheckInChallenges.Where(challenge => challenge.Id == request.ChallengeId && challenge.PersonId == null);

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} was found among everybody by {Model}")]
    private partial void LogFound(Guid personId, Faces.ModelId model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody who was not named was not found: {Outcome}")]
    private partial void LogNotFound(AttemptOutcome outcome);
}

/// <summary>A burst without a named person.</summary>
/// <param name="UserId">The signed-in user or key.</param>
/// <param name="SignInHash">SHA-256 over the sign-in, as when the challenge was issued.</param>
/// <param name="Frames">A short burst of JPEGs, 1 to <see cref="CheckInDesk.MaxFrames"/>.</param>
/// <param name="Times">Time of each frame since the first, as reported by the camera; empty where liveness is off.</param>
/// <param name="Choice">In or out as the person chose; null decides by the last punch.</param>
public sealed record ReceptionRequest(
    Guid UserId,
    string ChallengeId,
    byte[] SignInHash,
    IReadOnlyList<ReadOnlyMemory<byte>> Frames,
    IReadOnlyList<TimeSpan> Times,
    Direction? Choice,
    ClientLocation Approach
);
