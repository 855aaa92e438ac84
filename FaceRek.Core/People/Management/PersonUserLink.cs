using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Management;

/// <summary>Links a sign-in to its person, and removes the link.</summary>
public sealed partial class PersonUserLink(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    TimeProvider clock,
    ILogger<PersonUserLink> logger
)
{
    /// <summary>
    /// Makes the signed-in user one of the people. Always a new person: to take over a listed person requires an
    /// invitation to the address on record, otherwise an admin could check in as anyone.
    /// </summary>
    /// <returns>The user's person, also when they already had one.</returns>
    public async Task<PersonOutcome> JoinAsync(User user, CancellationToken cancellationToken)
    {
        if (await db.People.OfUser(user.Id).AsTracking().SingleOrDefaultAsync(cancellationToken) is { } already)
        {
            return new PersonOutcome.Done(already);
        }
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await entitlement.ToAddPeopleAsync(1, cancellationToken) is { } obstacle)
        {
            return new PersonOutcome.NotEntitled(obstacle);
        }
        var person = new Person
        {
            OrganizationId = current.Organization.Id,
            Name = user.Name,
            Email = user.Email,
            UserId = user.Id,
            CreatedAt = clock.GetUtcNow(),
        };
        db.People.Add(person);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return new PersonOutcome.Done(await db.People.OfUser(user.Id).AsTracking().SingleAsync(cancellationToken));
        }
        await transaction.CommitAsync(cancellationToken);
        LogLinked(person.Id, user.Id);
        return new PersonOutcome.Done(person);
    }

    /// <summary>The user keeps the membership but is no longer linked to a person; the PIN was theirs and is deleted.</summary>
    public async Task<PersonOutcome> UnlinkAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db.People.Known().AsTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellationToken)
            is not { } person
        )
        {
            return new PersonOutcome.NotFound();
        }
        (person.UserId, person.PinHash) = (null, null);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogUnlinked(person.Id);
        return new PersonOutcome.Done(person);
    }

    [LoggerMessage(
        EventId = 1311,
        Level = LogLevel.Information,
        Message = "Person {PersonId} was linked to user {UserId}"
    )]
    private partial void LogLinked(Guid personId, Guid userId);

    [LoggerMessage(
        EventId = 1312,
        Level = LogLevel.Information,
        Message = "Person {PersonId} was unlinked from their sign-in"
    )]
    private partial void LogUnlinked(Guid personId);
}
