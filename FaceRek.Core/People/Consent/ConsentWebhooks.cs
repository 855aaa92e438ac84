using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.People.Consent;

/// <summary>Tells webhooks of consent that is given and withdrawn. That of a person who is erased ends with them.</summary>
public sealed class ConsentWebhooks : IWebhookSource
{
    public IEnumerable<WebhookNotice> Of(EntityEntry entry)
    {
        if (entry.Entity is not FaceConsent consent)
        {
            yield break;
        }
        if (entry.State == EntityState.Added)
        {
            yield return Notice(WebhookEvent.FaceConsentGiven, consent.PersonId);
        }
        else if (
            entry.IsChanged(nameof(FaceConsent.WithdrawnAt))
            && IsFirst(entry, consent)
            && !IsErased(entry, consent)
        )
        {
            yield return Notice(WebhookEvent.FaceConsentWithdrawn, consent.PersonId);
        }
    }

    private static WebhookNotice Notice(string type, Guid personId) =>
        new(type, async (db, cancellationToken) => await PersonPayload.OfAsync(db, personId, cancellationToken));

    /// <summary>A person may have consented to several texts; all are withdrawn at once, and told once.</summary>
    private static bool IsFirst(EntityEntry entry, FaceConsent consent) =>
        entry
            .Context.ChangeTracker.Entries<FaceConsent>()
            .First(one => one.Entity.PersonId == consent.PersonId && one.IsChanged(nameof(FaceConsent.WithdrawnAt)))
            .Entity == consent;

    private static bool IsErased(EntityEntry entry, FaceConsent consent) =>
        entry
            .Context.ChangeTracker.Entries<Person>()
            .Any(one => one.Entity.Id == consent.PersonId && one.Entity.Status == PersonStatus.Erased);
}
