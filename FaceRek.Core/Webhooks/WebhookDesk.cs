using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Webhooks;

/// <summary>Manages an organization's endpoints, and sends failed messages again.</summary>
public sealed partial class WebhookDesk(
    FaceRekDb db,
    CurrentOrganization current,
    WebhookAddressRule rule,
    WebhookSecrets secrets,
    TimeProvider clock,
    ILogger<WebhookDesk> logger
)
{
    public async Task<WebhookOutcome> AddAsync(
        string? url,
        IReadOnlyCollection<string> events,
        CancellationToken cancellationToken
    )
    {
        var (address, obstacle) = await ReadAsync(url, events, cancellationToken);
        if (obstacle is not null)
        {
            return obstacle;
        }
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await db.WebhookEndpoints.CountAsync(cancellationToken) >= WebhookEndpoint.MaxPerOrganization)
        {
            return new WebhookOutcome.Full();
        }
        var (shown, box) = secrets.Draw(current.Organization.Id);
        var endpoint = new WebhookEndpoint
        {
            OrganizationId = current.Organization.Id,
            Url = address!.AbsoluteUri,
            Events = Joined(events),
            SealedSecret = box,
            CreatedAt = clock.GetUtcNow(),
        };
        db.WebhookEndpoints.Add(endpoint);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogAdded(endpoint.Id);
        return new WebhookOutcome.Drawn(endpoint, shown);
    }

    public async Task<WebhookOutcome> ChangeAsync(
        Guid id,
        string? url,
        IReadOnlyCollection<string> events,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return new WebhookOutcome.NotFound();
        }
        var (address, obstacle) = await ReadAsync(url, events, cancellationToken);
        if (obstacle is not null)
        {
            return obstacle;
        }
        (endpoint.Url, endpoint.Events) = (address!.AbsoluteUri, Joined(events));
        return await SavedAsync(endpoint, cancellationToken);
    }

    /// <summary>The previous secret also signs for a day.</summary>
    public async Task<WebhookOutcome> RotateAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return new WebhookOutcome.NotFound();
        }
        var (shown, box) = secrets.Draw(current.Organization.Id);
        endpoint.Rotate(box, clock.GetUtcNow());
        await SavedAsync(endpoint, cancellationToken);
        return new WebhookOutcome.Drawn(endpoint, shown);
    }

    /// <summary>Messages for a stopped endpoint keep waiting.</summary>
    public async Task<WebhookOutcome> StopAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return new WebhookOutcome.NotFound();
        }
        endpoint.Stop(clock.GetUtcNow());
        return await SavedAsync(endpoint, cancellationToken);
    }

    public async Task<WebhookOutcome> ResumeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return new WebhookOutcome.NotFound();
        }
        endpoint.Resume();
        return await SavedAsync(endpoint, cancellationToken);
    }

    public async Task<WebhookOutcome> RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return new WebhookOutcome.NotFound();
        }
        db.Remove(endpoint);
        return await SavedAsync(endpoint, cancellationToken);
    }

    public async Task<WebhookOutcome> TestAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return new WebhookOutcome.NotFound();
        }
        // To this endpoint only, so that an admin sees whether it arrives.
        db.WebhookDeliveries.AddRange(
            WebhookDelivery.Of([endpoint], WebhookEvent.Test, new { EndpointId = endpoint.Id }, clock.GetUtcNow())
        );
        return await SavedAsync(endpoint, cancellationToken);
    }

    public async Task<WebhookOutcome> ResendAsync(Guid id, Guid deliveryId, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return new WebhookOutcome.NotFound();
        }
        if (
            await db
                .WebhookDeliveries.AsTracking()
                .SingleOrDefaultAsync(row => row.Id == deliveryId && row.EndpointId == id, cancellationToken)
            is not { } delivery
        )
        {
            return new WebhookOutcome.NotFound();
        }
        delivery.Resend(clock.GetUtcNow());
        return await SavedAsync(endpoint, cancellationToken);
    }

    private async Task<(Uri? Address, WebhookOutcome? Obstacle)> ReadAsync(
        string? url,
        IReadOnlyCollection<string> events,
        CancellationToken cancellationToken
    )
    {
        if (events.Count == 0)
        {
            return (null, new WebhookOutcome.NoEvents());
        }
        if (events.FirstOrDefault(name => !WebhookEvent.All.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            return (null, new WebhookOutcome.UnknownEvent(unknown));
        }
        return await rule.ReadAsync(url, cancellationToken) switch
        {
            WebhookAddressReading.Good good => (good.Url, null),
            WebhookAddressReading.Refused refused => (null, new WebhookOutcome.AddressRefused(refused.Error)),
            _ => throw new InvalidOperationException("An address is good or refused."),
        };
    }

    private Task<WebhookEndpoint?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.WebhookEndpoints.AsTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == id, cancellationToken);

    private async Task<WebhookOutcome> SavedAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        LogChanged(endpoint.Id);
        return new WebhookOutcome.Done(endpoint);
    }

    private static string Joined(IEnumerable<string> events) =>
        string.Join(' ', WebhookEvent.All.Intersect(events, StringComparer.Ordinal));

    [LoggerMessage(EventId = 1601, Level = LogLevel.Information, Message = "Webhook endpoint {EndpointId} was added")]
    private partial void LogAdded(Guid endpointId);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Information, Message = "Webhook endpoint {EndpointId} was changed")]
    private partial void LogChanged(Guid endpointId);
}

/// <summary>The outcome of a request about an endpoint.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome() { }

    public sealed record Done(WebhookEndpoint Endpoint) : WebhookOutcome;

    /// <param name="Secret">Shown only once.</param>
    public sealed record Drawn(WebhookEndpoint Endpoint, string Secret) : WebhookOutcome;

    public sealed record NotFound : WebhookOutcome;

    public sealed record AddressRefused(WebhookAddressError Error) : WebhookOutcome;

    public sealed record NoEvents : WebhookOutcome;

    public sealed record UnknownEvent(string Name) : WebhookOutcome;

    public sealed record Full : WebhookOutcome;
}
