using System.Security.Cryptography;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance;

/// <summary>
/// Where somebody checks in without saying who they are: the face is looked for among everybody (1:N), within the organization's budget of
/// false identifications, and whoever it is punches. Two people who are too near to each other are nobody.
/// </summary>
public sealed partial class ReceptionDesk(
    FaceRekDb db,
    CurrentOrganization current,
    BurstReader reader,
    TrialRoom trials,
    LookAlikes lookAlikes,
    PunchBook book,
    Doorkeeper doorkeeper,
    TimeProvider clock,
    ILogger<ReceptionDesk> logger
)
{
    public async Task<CheckInOutcome> ReceiveAsync(ReceptionRequest request, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Frames.Count, CheckInDesk.MaxFrames);
        var arrived = clock.GetUtcNow();
        if (await reader.IsTooRiskyAsync(cancellation))
        {
            return new CheckInOutcome.TooRisky();
        }
        if (await ObstacleAsync(request, arrived, cancellation) is { } obstacle)
        {
            return obstacle;
        }
        var moves = await ChallengeOf(request).Select(challenge => challenge.Moves).SingleAsync(cancellation);
        var burst = await reader.FindAsync(request, moves, cancellation);
        if (burst is not BurstReading.Recognised { Result: { PersonId: { } personId } match })
        {
            return await RefuseAsync(request, burst, arrived, cancellation);
        }
        trials.Offer(
            new TrialLook(
                current.Organization,
                personId,
                request.Frames[moves.Count > 0 ? 0 : request.Frames.Count / 2]
            )
        );
        return await RecordAsync(request, personId, match, burst, arrived, cancellation);
    }

    private async Task<CheckInOutcome> RecordAsync(
        ReceptionRequest request,
        Guid personId,
        MatchResult match,
        BurstReading burst,
        DateTimeOffset arrived,
        CancellationToken cancellation
    )
    {
        if (await lookAlikes.AnyOfAsync(personId, cancellation))
        {
            return new CheckInOutcome.PinToo();
        }
        var entrance = await doorkeeper.LookAsync(personId, request.Approach, arrived, cancellation);
        if (entrance.Refusal is { } elsewhere)
        {
            return new CheckInOutcome.Elsewhere(elsewhere);
        }
        var now = clock.GetUtcNow();
        LogFound(personId, match.Model);
        return await book.WriteAsync(
            new PunchEntry(
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
                await ObstacleOfAsync(personId, arrived, cancellation)
                ?? await UseChallengeAsync(request, burst, personId, arrived, cancellation),
            cancellation
        );
    }

    /// <summary>The challenge ends with every burst that was looked at, or trying would be free.</summary>
    private async Task<CheckInOutcome> RefuseAsync(
        ReceptionRequest request,
        BurstReading burst,
        DateTimeOffset arrived,
        CancellationToken cancellation
    )
    {
        await using var turn = await db.TakeTurnAsync(current.Organization, cancellation);
        if (await UseChallengeAsync(request, burst, personId: null, arrived, cancellation) is { } used)
        {
            return used;
        }
        await turn.CommitAsync(cancellation);
        if (burst.Attempt is { } attempt)
        {
            LogNotFound(attempt);
        }
        return burst.Outcome;
    }

    private async Task<CheckInOutcome?> ObstacleAsync(
        ReceptionRequest request,
        DateTimeOffset arrived,
        CancellationToken cancellation
    )
    {
        var challenge = await ChallengeOf(request).AsNoTracking().SingleOrDefaultAsync(cancellation);
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
        var since = arrived - TryLimit.Reception.Memory;
        var failures = await db
            .CheckInChallenges.Where(one =>
                one.SignInHash == request.SignInHash && one.PersonId == null && one.HasFailed && one.UsedAt > since
            )
            .Select(one => one.UsedAt!.Value)
            .ToListAsync(cancellation);
        return TryLimit.Reception.ClosedUntil(failures, arrived) is { } until ? new CheckInOutcome.Closed(until) : null;
    }

    /// <summary>In the person's turn: reading takes its time, in which their consent may come to an end; and whoever closed the camera by failing under a name does not get past it without one.</summary>
    private async Task<CheckInOutcome?> ObstacleOfAsync(
        Guid personId,
        DateTimeOffset arrived,
        CancellationToken cancellation
    )
    {
        if (!await db.People.Active().AnyAsync(person => person.Id == personId, cancellation))
        {
            return new CheckInOutcome.NotActive();
        }
        if (!await db.FaceConsents.AreGivenAsync(personId, cancellation))
        {
            return new CheckInOutcome.NoConsent();
        }
        return
            await db.CheckInAttempts.ClosedUntilAsync(personId, PunchWay.Face, TryLimit.Camera, arrived, cancellation)
                is { } until
            ? new CheckInOutcome.Closed(until)
            : null;
    }

    /// <summary>The statement decides: of two bursts with one challenge, the other finds it used.</summary>
    private async Task<CheckInOutcome?> UseChallengeAsync(
        ReceptionRequest request,
        BurstReading burst,
        Guid? personId,
        DateTimeOffset arrived,
        CancellationToken cancellation
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
                cancellation
            );
        if (used == 0)
        {
            return new CheckInOutcome.ChallengeUsed();
        }
        if (personId is { } id && burst.Hashes.Count > 0)
        {
            db.SeenBursts.Add(
                new SeenBurst
                {
                    OrganizationId = current.Organization.Id,
                    PersonId = id,
                    At = arrived,
                    Hashes = SeenBurst.Pack(burst.Hashes),
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
