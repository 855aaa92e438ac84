using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.People.Enrollment;

/// <summary>
/// Tells webhooks of faces that are enrolled and removed one by one. A template made later from a kept crop is no new
/// face, and all faces of a person are destroyed with their consent, which is an event of its own.
/// </summary>
public sealed class FaceWebhooks : IWebhookSource
{
    public IEnumerable<WebhookNotice> Of(EntityEntry entry) =>
        (entry.State, entry.Entity) switch
        {
            (EntityState.Added, FaceTemplate { Quality: not null } row) => [Notice(WebhookEvent.FaceEnrolled, row)],
            (EntityState.Deleted, FaceTemplate row) => [Notice(WebhookEvent.FaceRemoved, row)],
            _ => [],
        };

    private static WebhookNotice Notice(string type, FaceTemplate row) =>
        new(
            type,
            async (db, cancellationToken) =>
                new FacePayload(row.Id, await PersonPayload.OfAsync(db, row.PersonId, cancellationToken))
        );
}

/// <summary>A face in a webhook: that it exists, never what it looks like.</summary>
public sealed record FacePayload(Guid FaceId, PersonPayload Person);
