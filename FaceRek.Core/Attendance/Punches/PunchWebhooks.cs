using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.Attendance.Punches;

/// <summary>Tells webhooks of punches that are recorded, voided and moved.</summary>
public sealed class PunchWebhooks : IWebhookSource
{
    public IEnumerable<WebhookNotice> Of(EntityEntry entry) =>
        (entry.State, entry.Entity) switch
        {
            (EntityState.Added, Punch punch) =>
            [
                new WebhookNotice(
                    WebhookEvent.PunchRecorded,
                    async (db, cancellationToken) =>
                        PunchPayload.Of(
                            punch,
                            await db
                                .People.Where(person => person.Id == punch.PersonId)
                                .Select(person => person.ExternalId)
                                .SingleOrDefaultAsync(cancellationToken)
                        )
                ),
            ],
            (EntityState.Added, PunchAmendment amendment) =>
            [
                new WebhookNotice(
                    amendment.Kind == AmendmentKind.Voided ? WebhookEvent.PunchVoided : WebhookEvent.PunchMoved,
                    AmendmentPayload.Of(amendment)
                ),
            ],
            _ => [],
        };
}

/// <summary>A punch in a webhook: who, when, in or out; nothing about the face.</summary>
public sealed record PunchPayload(
    Guid PunchId,
    Guid PersonId,
    string? ExternalId,
    int Number,
    DateTimeOffset At,
    string Zone,
    string Direction,
    string DirectionSource,
    string Way
)
{
    public static PunchPayload Of(Punch punch, string? externalId) =>
        new(
            punch.Id,
            punch.PersonId,
            externalId,
            punch.Number,
            punch.At,
            punch.Zone,
            punch.Direction.ToString().ToLowerInvariant(),
            punch.DirectionSource.ToString().ToLowerInvariant(),
            punch.Way.ToString().ToLowerInvariant()
        );
}
