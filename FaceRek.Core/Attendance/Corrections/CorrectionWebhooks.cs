using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>Tells webhooks of corrections that are requested, and of what became of them.</summary>
public sealed class CorrectionWebhooks : IWebhookSource
{
    public IEnumerable<WebhookNotice> Of(EntityEntry entry) =>
        entry.Entity switch
        {
            CorrectionRequest request when entry.State == EntityState.Added =>
            [
                new WebhookNotice(WebhookEvent.CorrectionRequested, CorrectionPayload.Of(request)),
            ],
            CorrectionRequest request when entry.IsChanged(nameof(CorrectionRequest.Status)) =>
            [
                new WebhookNotice(WebhookEvent.CorrectionDecided, CorrectionPayload.Of(request)),
            ],
            _ => [],
        };
}

/// <summary>A correction in a webhook: what is requested and its status, not the texts about it.</summary>
public sealed record CorrectionPayload(
    Guid CorrectionId,
    Guid PersonId,
    DateOnly On,
    string Kind,
    Guid? PunchId,
    DateTimeOffset? At,
    string? Direction,
    string Status
)
{
    public static CorrectionPayload Of(CorrectionRequest request) =>
        new(
            request.Id,
            request.PersonId,
            request.On,
            request.Kind.ToString().ToLowerInvariant(),
            request.PunchId,
            request.At,
            request.Direction?.ToString().ToLowerInvariant(),
            request.Status.ToString().ToLowerInvariant()
        );
}
