using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>Checks a person in or out by PIN.</summary>
public sealed class PinPunchDesk(
    FaceRekDb db,
    CurrentOrganization current,
    LocationPolicy locations,
    PunchWriter punches,
    TimeProvider clock
)
{
    public async Task<CheckInOutcome> RecordAsync(PinRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == request.PersonId, cancellationToken);
        if (person is not { IsActive: true })
        {
            return new CheckInOutcome.NotActive();
        }
        if (person.PinHash is null)
        {
            return new CheckInOutcome.NoPin();
        }
        var location = await locations.LookAsync(person.Id, request.Location, now, cancellationToken);
        if (location.Refusal is { } elsewhere)
        {
            return new CheckInOutcome.Elsewhere(elsewhere);
        }
        var (guess, closed) = await CountGuessAsync(person.Id, now, cancellationToken);
        if (closed is not null)
        {
            return closed;
        }
        if (!Pin.Matches(person.PinHash, request.Pin))
        {
            return new CheckInOutcome.WrongPin();
        }
        var entry = new NewPunch(person.Id, now, PunchWay.Pin, request.Choice, request.UserId, now)
        {
            Location = location,
        };
        return await WriteAsync(entry, guess!, cancellationToken);
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
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db.CheckInAttempts.ClosedUntilAsync(
                personId,
                PunchWay.Pin,
                LockoutRule.Pin,
                now,
                cancellationToken
            ) is
            { } until
        )
        {
            return (null, new CheckInOutcome.Closed(until));
        }
        var guess = new CheckInAttempt
        {
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            At = now,
            Way = PunchWay.Pin,
            Outcome = AttemptOutcome.WrongPin,
        };
        db.CheckInAttempts.Add(guess);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (guess, null);
    }

    private async Task<CheckInOutcome> WriteAsync(
        NewPunch entry,
        CheckInAttempt guess,
        CancellationToken cancellationToken
    )
    {
        await using var writing = await punches.BeginAsync(entry.PersonId, cancellationToken);
        await db.CheckInAttempts.Where(attempt => attempt.Id == guess.Id).ExecuteDeleteAsync(cancellationToken);
        if (!await db.People.Active().AnyAsync(person => person.Id == entry.PersonId, cancellationToken))
        {
            await writing.CommitAsync(cancellationToken);
            return new CheckInOutcome.NotActive();
        }
        var outcome = await writing.AddAsync(entry, cancellationToken);
        await writing.CommitAsync(cancellationToken);
        return CheckInOutcome.Of(outcome);
    }
}

/// <param name="UserId">The signed-in user.</param>
/// <param name="Choice">In or out as the person chose; null decides by the last punch.</param>
public sealed record PinRequest(Guid PersonId, Guid UserId, string Pin, Direction? Choice, ClientLocation Location);
