using System.Runtime.CompilerServices;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Core.Webhooks;

/// <summary>
/// Adds the messages to webhooks that follow from what is saved, to the same save: none is sent for what did not happen,
/// and none is lost.
/// </summary>
internal sealed class WebhookInterceptor(IEnumerable<IWebhookSource> sources, TimeProvider clock)
    : SaveChangesInterceptor
{
    private readonly IReadOnlyList<IWebhookSource> sources = [.. sources];
    private readonly ConditionalWeakTable<DbContext, List<WebhookDelivery>> adding = [];

    public override InterceptionResult<int> SavingChanges(
        DbContextEventData eventData,
        InterceptionResult<int> result
    ) =>
        Notices(eventData.Context!).Count == 0
            ? result
            : throw new InvalidOperationException("What webhooks are told of is saved by SaveChangesAsync.");

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        var db = (FaceRekDb)eventData.Context!;
        foreach (var notices in Notices(db).ToLookup(one => one.OrganizationId, one => one.Notice))
        {
            await AddAsync(db, notices.Key, [.. notices], cancellationToken);
        }
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        adding.Remove(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    /// <summary>A second attempt to save finds the same changes, and adds its messages itself.</summary>
    public override Task SaveChangesFailedAsync(
        DbContextErrorEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (adding.TryGetValue(eventData.Context!, out var failed))
        {
            failed.ForEach(delivery => eventData.Context!.Entry(delivery).State = EntityState.Detached);
            adding.Remove(eventData.Context!);
        }
        return Task.CompletedTask;
    }

    private List<(Guid OrganizationId, WebhookNotice Notice)> Notices(DbContext db)
    {
        // The context has just detected its changes.
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return
            [
                .. from entry in db.ChangeTracker.Entries<IOrganizationOwned>()
                where entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                from source in sources
                from notice in source.Of(entry)
                select (entry.Entity.OrganizationId, notice),
            ];
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    private async Task AddAsync(
        FaceRekDb db,
        Guid organizationId,
        IReadOnlyList<WebhookNotice> notices,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var held = now - WebhookEndpoint.HeldFor;
        var endpoints = await db
            .WebhookEndpoints.Where(endpoint =>
                endpoint.OrganizationId == organizationId && (endpoint.StoppedAt == null || endpoint.StoppedAt > held)
            )
            .ToListAsync(cancellationToken);
        foreach (var notice in notices)
        {
            if (endpoints.FindAll(endpoint => endpoint.Wants(notice.Type)) is { Count: > 0 } wanting)
            {
                var data = await notice.Data(db, cancellationToken);
                var deliveries = WebhookDelivery.Of(wanting, notice.Type, data, now);
                db.WebhookDeliveries.AddRange(deliveries);
                adding.GetOrCreateValue(db).AddRange(deliveries);
            }
        }
    }
}
