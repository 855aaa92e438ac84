using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Management;

/// <summary>Erases a person: face data, name and sign-in are deleted at once; punches stay under a pseudonym for payroll.</summary>
public sealed partial class ErasureDesk(FaceRekDb db, TimeProvider clock, ILogger<ErasureDesk> logger)
{
    /// <param name="typedName">The person's name as the admin typed it, so that no one is erased by mistake.</param>
    public async Task<PersonOutcome> EraseAsync(
        Guid personId,
        string? typedName,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db.People.Known().AsTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellationToken)
            is not { } person
        )
        {
            return new PersonOutcome.NotFound();
        }
        if (Folded.Of(typedName?.Trim() ?? "") != Folded.Of(person.Name))
        {
            return new PersonOutcome.OtherName();
        }

        await db.DestroyFacesAsync(person, cancellationToken);
        await ForgetAsync(person, byUserId, cancellationToken);
        person.Erase(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogErased(person.Id, byUserId);
        return new PersonOutcome.Done(person);
    }

    /// <summary>The fact of the consent stays on record; its free text and every way to sign in are deleted.</summary>
    private async Task ForgetAsync(Person person, Guid byUserId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var consent in await db.FaceConsents.Live(person.Id).AsTracking().ToListAsync(cancellationToken))
        {
            consent.Withdraw(now, byUserId);
        }
        await db
            .FaceConsents.Where(c => c.PersonId == person.Id)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Statement, (string?)null), cancellationToken);
        await db.CheckInChallenges.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Invitations.Where(i => i.PersonId == person.Id).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(
        EventId = 1306,
        Level = LogLevel.Information,
        Message = "Person {PersonId} was erased by user {UserId}"
    )]
    private partial void LogErased(Guid personId, Guid userId);
}
