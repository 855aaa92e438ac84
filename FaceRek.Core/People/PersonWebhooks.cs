using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.People;

/// <summary>Tells webhooks of people who are added, changed, deactivated, reactivated and erased.</summary>
public sealed class PersonWebhooks : IWebhookSource
{
    public IEnumerable<WebhookNotice> Of(EntityEntry entry)
    {
        if (entry.Entity is not Person person || entry.State == EntityState.Deleted)
        {
            yield break;
        }
        if (entry.State == EntityState.Added)
        {
            yield return new WebhookNotice(WebhookEvent.PersonAdded, PersonPayload.Of(person));
            yield break;
        }
        var isOtherStatus = entry.IsChanged(nameof(Person.Status));
        if (isOtherStatus && person.Status == PersonStatus.Erased)
        {
            // The number by which the receiver knows the person is erased with them.
            var known = (string?)entry.OriginalValues[nameof(Person.ExternalId)];
            yield return new WebhookNotice(
                WebhookEvent.PersonErased,
                PersonPayload.Of(person) with
                {
                    ExternalId = known,
                }
            );
            yield break;
        }
        if (
            entry.IsNewOrChanged(
                nameof(Person.Name),
                nameof(Person.ExternalId),
                nameof(Person.Email),
                nameof(Person.Metadata),
                nameof(Person.SiteId),
                nameof(Person.DepartmentId)
            )
        )
        {
            yield return new WebhookNotice(WebhookEvent.PersonChanged, PersonPayload.Of(person));
        }
        if (isOtherStatus)
        {
            yield return new WebhookNotice(
                person.IsActive ? WebhookEvent.PersonReactivated : WebhookEvent.PersonDeactivated,
                PersonPayload.Of(person)
            );
        }
    }
}

/// <summary>A person in a webhook: by id and number, never by name.</summary>
public sealed record PersonPayload(Guid PersonId, string? ExternalId, string Status)
{
    public static PersonPayload Of(Person person) =>
        new(person.Id, person.ExternalId, person.Status.ToString().ToLowerInvariant());

    /// <summary>For what is saved about a person that is not itself at hand.</summary>
    public static async Task<PersonPayload> OfAsync(FaceRekDb db, Guid personId, CancellationToken cancellationToken) =>
        Of(await db.People.SingleAsync(person => person.Id == personId, cancellationToken));
}
