using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Management;

/// <summary>Adds people and changes what is known about them.</summary>
public sealed partial class PeopleDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    LookAlikes lookAlikes,
    TimeProvider clock,
    ILogger<PeopleDesk> logger
)
{
    public Task<PersonOutcome> AddAsync(PersonDetails details, CancellationToken cancellationToken) =>
        AddAsync(details, workplace: null, cancellationToken);

    /// <param name="workplace">Null for no particular workplace.</param>
    public Task<PersonOutcome> AddAsync(
        PersonDetails details,
        WorkplaceChoice? workplace,
        CancellationToken cancellationToken
    ) => AddAsync(details, workplace, metadata: null, cancellationToken);

    /// <param name="metadata">As <see cref="PersonMetadata.TryWrite"/> stores it.</param>
    public async Task<PersonOutcome> AddAsync(
        PersonDetails details,
        WorkplaceChoice? workplace,
        string? metadata,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await entitlement.ToAddPeopleAsync(1, cancellationToken) is { } obstacle)
        {
            return new PersonOutcome.NotEntitled(obstacle);
        }
        var person = new Person
        {
            OrganizationId = current.Organization.Id,
            Name = details.Name,
            ExternalId = details.ExternalId,
            Email = details.Email,
            Metadata = metadata,
            CreatedAt = clock.GetUtcNow(),
        };
        if (await PlaceAsync(person, workplace, cancellationToken) is { } nowhere)
        {
            return nowhere;
        }
        db.People.Add(person);
        if (!await SaveAsync(cancellationToken))
        {
            return new PersonOutcome.ExternalIdTaken();
        }
        await transaction.CommitAsync(cancellationToken);
        LogAdded(person.Id);
        return new PersonOutcome.Done(person);
    }

    public Task<PersonOutcome> ChangeAsync(Guid personId, PersonDetails details, CancellationToken cancellationToken) =>
        ChangeAsync(personId, details, workplace: null, cancellationToken);

    /// <param name="workplace">Null leaves the person's workplace unchanged. Another one applies from today on.</param>
    public async Task<PersonOutcome> ChangeAsync(
        Guid personId,
        PersonDetails details,
        WorkplaceChoice? workplace,
        CancellationToken cancellationToken
    )
    {
        var outcome = await InTurnAsync(
            personId,
            async person =>
            {
                (person.Name, person.ExternalId, person.Email) = (details.Name, details.ExternalId, details.Email);
                return await PlaceAsync(person, workplace, cancellationToken)
                    ?? await IfReadOnlyAsync(person, cancellationToken);
            },
            cancellationToken
        );
        if (outcome is PersonOutcome.Done)
        {
            LogChanged(personId);
        }
        return outcome;
    }

    /// <summary>Applies a change by a connected product, all of it or nothing; sites and departments are not changed.</summary>
    public async Task<PersonOutcome> ChangeAsync(
        Guid personId,
        PersonChange change,
        CancellationToken cancellationToken
    )
    {
        var outcome = await InTurnAsync(
            personId,
            async person =>
            {
                if (Apply(person, change) is { } other)
                {
                    return other;
                }
                if (await IfReadOnlyAsync(person, cancellationToken) is { } readOnly)
                {
                    return readOnly;
                }
                if (change.IsActive is not { } isActive || isActive == person.IsActive)
                {
                    return null;
                }
                if (isActive)
                {
                    return await ReactivateAsync(person, cancellationToken);
                }
                person.Deactivate(clock.GetUtcNow());
                return null;
            },
            cancellationToken
        );
        if (outcome is PersonOutcome.Done)
        {
            LogChanged(personId);
        }
        return outcome;
    }

    /// <summary>From this second on the person neither matches nor punches.</summary>
    public async Task<PersonOutcome> DeactivateAsync(Guid personId, CancellationToken cancellationToken)
    {
        var outcome = await InTurnAsync(
            personId,
            person => Done(() => person.Deactivate(clock.GetUtcNow())),
            cancellationToken
        );
        if (outcome is PersonOutcome.Done)
        {
            LogDeactivated(personId);
        }
        return outcome;
    }

    public async Task<PersonOutcome> ReactivateAsync(Guid personId, CancellationToken cancellationToken)
    {
        var outcome = await InTurnAsync(
            personId,
            person => ReactivateAsync(person, cancellationToken),
            cancellationToken
        );
        if (outcome is PersonOutcome.Done)
        {
            LogReactivated(personId);
        }
        return outcome;
    }

    private async Task<PersonOutcome?> ReactivateAsync(Person person, CancellationToken cancellationToken)
    {
        if (person.IsActive)
        {
            return null;
        }
        if (await entitlement.ToAddPeopleAsync(1, cancellationToken) is { } obstacle)
        {
            return new PersonOutcome.NotEntitled(obstacle);
        }
        RememberGap(person);
        person.Reactivate();
        await lookAlikes.NoteReturnAsync(person, cancellationToken);
        return null;
    }

    /// <summary>Makes sure that an edit that read the person before an erasure does not restore their name.</summary>
    /// <param name="change">Returns the reason for a refusal, or null.</param>
    private async Task<PersonOutcome> InTurnAsync(
        Guid personId,
        Func<Person, Task<PersonOutcome?>> change,
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
        if (await change(person) is { } obstacle)
        {
            db.ChangeTracker.Clear();
            return obstacle;
        }
        if (!await SaveAsync(cancellationToken))
        {
            return new PersonOutcome.ExternalIdTaken();
        }
        await transaction.CommitAsync(cancellationToken);
        return new PersonOutcome.Done(person);
    }

    /// <summary>Repeating known values changes nothing and needs no plan: a caller may send them along with a deactivation.</summary>
    private async Task<PersonOutcome?> IfReadOnlyAsync(Person person, CancellationToken cancellationToken) =>
        db.Entry(person).State == EntityState.Modified
        && await entitlement.ToChangeSettingsAsync(cancellationToken) is { } readOnly
            ? new PersonOutcome.NotEntitled(readOnly)
            : null;

    private static PersonOutcome.OtherRevision? Apply(Person person, PersonChange change)
    {
        if (change.Revision is not null && change.Revision != person.Revision)
        {
            return new PersonOutcome.OtherRevision(person.Revision);
        }
        var details = change.Details;
        (person.Name, person.ExternalId, person.Email, person.Metadata) = (
            details.Name,
            details.ExternalId,
            details.Email,
            change.Metadata
        );
        return null;
    }

    private static Task<PersonOutcome?> Done(Action change)
    {
        change();
        return Task.FromResult<PersonOutcome?>(null);
    }

    private DateOnly WallDay(DateTimeOffset at) => current.Organization.DayOf(at);

    /// <summary>A person at a site that was closed since may stay there.</summary>
    private async Task<PersonOutcome?> PlaceAsync(
        Person person,
        WorkplaceChoice? workplace,
        CancellationToken cancellationToken
    )
    {
        if (workplace is null)
        {
            return null;
        }
        var (siteId, departmentId) = workplace;
        if (
            siteId is not null
            && siteId != person.SiteId
            && !await db.Sites.AnyAsync(site => site.Id == siteId && site.ClosedAt == null, cancellationToken)
        )
        {
            return new PersonOutcome.NoSuchSite();
        }
        if (
            departmentId is not null
            && !await db.Departments.AnyAsync(department => department.Id == departmentId, cancellationToken)
        )
        {
            return new PersonOutcome.NoSuchDepartment();
        }
        if ((person.SiteId, person.DepartmentId) == (siteId, departmentId))
        {
            return null;
        }
        var now = clock.GetUtcNow();
        await RememberAsync(person, WallDay(now).AddDays(-1), cancellationToken);
        db.MarkStale(person.OrganizationId, WallDay(now), now, personId: person.Id);
        (person.SiteId, person.DepartmentId) = workplace;
        return null;
    }

    /// <summary>A move applies from today. Of several moves on one day only the last counts.</summary>
    private async Task RememberAsync(Person person, DateOnly until, CancellationToken cancellationToken)
    {
        if (
            WallDay(person.CreatedAt) > until
            || await db.FormerWorkplaces.AnyAsync(
                place => place.PersonId == person.Id && place.Until >= until,
                cancellationToken
            )
        )
        {
            return;
        }
        db.FormerWorkplaces.Add(
            new FormerWorkplace
            {
                OrganizationId = person.OrganizationId,
                PersonId = person.Id,
                Until = until,
                SiteId = person.SiteId,
                DepartmentId = person.DepartmentId,
            }
        );
    }

    /// <summary>From the day after the deactivation to the day before the reactivation.</summary>
    private void RememberGap(Person person)
    {
        if (person.DeactivatedAt is not { } left)
        {
            return;
        }
        var (from, until) = (WallDay(left).AddDays(1), WallDay(clock.GetUtcNow()).AddDays(-1));
        if (from <= until)
        {
            db.EmploymentGaps.Add(
                new EmploymentGap
                {
                    OrganizationId = person.OrganizationId,
                    PersonId = person.Id,
                    From = from,
                    Until = until,
                }
            );
        }
    }

    /// <summary>The unique index decides, not an earlier query: two admins may add the same number in the same second.</summary>
    private async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    [LoggerMessage(EventId = 1307, Level = LogLevel.Information, Message = "Person {PersonId} was added")]
    private partial void LogAdded(Guid personId);

    [LoggerMessage(EventId = 1308, Level = LogLevel.Information, Message = "Person {PersonId} was changed")]
    private partial void LogChanged(Guid personId);

    [LoggerMessage(EventId = 1309, Level = LogLevel.Information, Message = "Person {PersonId} was deactivated")]
    private partial void LogDeactivated(Guid personId);

    [LoggerMessage(EventId = 1310, Level = LogLevel.Information, Message = "Person {PersonId} was reactivated")]
    private partial void LogReactivated(Guid personId);
}

/// <summary>The outcome of a request to add or change a person.</summary>
public abstract record PersonOutcome
{
    private PersonOutcome() { }

    public sealed record Done(Person Person) : PersonOutcome;

    public sealed record NotFound : PersonOutcome;

    /// <summary>Another person in the organization has this external id.</summary>
    public sealed record ExternalIdTaken : PersonOutcome;

    /// <summary>The site belongs to another organization, or is closed.</summary>
    public sealed record NoSuchSite : PersonOutcome;

    public sealed record NoSuchDepartment : PersonOutcome;

    /// <summary>Another user changed the person since the caller read it.</summary>
    public sealed record OtherRevision(int Revision) : PersonOutcome;

    /// <summary>The plan has no free seat, or the organization is read-only at the moment.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : PersonOutcome;

    /// <summary>The name typed to confirm is not the person's name.</summary>
    public sealed record OtherName : PersonOutcome;
}

/// <summary>Everything a connected product sends about a person in one request.</summary>
/// <param name="Metadata">As <see cref="PersonMetadata.TryWrite"/> stores it.</param>
/// <param name="Revision">The only revision this may change; null for any.</param>
/// <param name="IsActive">Null leaves it unchanged.</param>
public sealed record PersonChange(PersonDetails Details, string? Metadata, int? Revision = null, bool? IsActive = null);
