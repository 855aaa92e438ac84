using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People;

/// <summary>Adds people and changes what is known about them.</summary>
public sealed partial class PeopleDesk(FaceRekDb db, CurrentOrganization current, WebhookOutbox outbox, TimeProvider clock, ILogger<PeopleDesk> logger)
{
    public async Task<PersonOutcome> AddAsync(PersonDetails details, CancellationToken cancellation)
    {
        var person = new Person { OrganizationId = current.Organization.Id, Name = details.Name, ExternalId = details.ExternalId, Email = details.Email, CreatedAt = clock.GetUtcNow() };
        _ = db.People.Add(person);
        await outbox.AddAsync(WebhookEvent.PersonAdded, PersonNews.Of(person), cancellation);
        if (!await SaveAsync(cancellation)) { return new PersonOutcome.ExternalIdTaken(); }
        LogAdded(person.Id);
        return new PersonOutcome.Done(person);
    }

    public async Task<PersonOutcome> ChangeAsync(Guid personId, PersonDetails details, CancellationToken cancellation)
    {
        var outcome = await InTurnAsync(personId, WebhookEvent.PersonChanged, person => (person.Name, person.ExternalId, person.Email) = (details.Name, details.ExternalId, details.Email), cancellation);
        if (outcome is PersonOutcome.Done) { LogChanged(personId); }
        return outcome;
    }

    /// <summary>From the same second on the person neither matches nor punches.</summary>
    public async Task<PersonOutcome> DeactivateAsync(Guid personId, CancellationToken cancellation)
    {
        var outcome = await InTurnAsync(personId, WebhookEvent.PersonDeactivated, person => person.Deactivate(clock.GetUtcNow()), cancellation);
        if (outcome is PersonOutcome.Done) { LogDeactivated(personId); }
        return outcome;
    }

    public async Task<PersonOutcome> ReactivateAsync(Guid personId, CancellationToken cancellation)
    {
        var outcome = await InTurnAsync(personId, WebhookEvent.PersonReactivated, person => person.Reactivate(), cancellation);
        if (outcome is PersonOutcome.Done) { LogReactivated(personId); }
        return outcome;
    }

    /// <summary>Nobody who is being erased gets their name back from an edit that read it before.</summary>
    private async Task<PersonOutcome> InTurnAsync(Guid personId, string news, Action<Person> change, CancellationToken cancellation)
    {
        await using var turn = await db.TakeTurnAsync(personId, cancellation);
        if (await db.People.Known().SingleOrDefaultAsync(p => p.Id == personId, cancellation) is not { } person) { return new PersonOutcome.NotFound(); }
        change(person);
        if (db.Entry(person).State == EntityState.Modified) { await outbox.AddAsync(news, PersonNews.Of(person), cancellation); }
        if (!await SaveAsync(cancellation)) { return new PersonOutcome.ExternalIdTaken(); }
        await turn.CommitAsync(cancellation);
        return new PersonOutcome.Done(person);
    }

    /// <summary>The unique index decides, not a question asked before: two admins may add the same number in the same second.</summary>
    private async Task<bool> SaveAsync(CancellationToken cancellation)
    {
        try
        {
            _ = await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} was added")]
    private partial void LogAdded(Guid personId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} was changed")]
    private partial void LogChanged(Guid personId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} was deactivated")]
    private partial void LogDeactivated(Guid personId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} was reactivated")]
    private partial void LogReactivated(Guid personId);
}
