using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Jobs;

/// <summary>Sends webhooks about days that have closed.</summary>
internal sealed partial class ClosedDayJob(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<ClosedDayJob> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        RecurringWork.EveryAsync(Round, clock, TellAsync, LogFailed, stoppingToken);

    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var organization in await ListenersAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<ClosedDayPublisher>().TellAsync(cancellationToken);
        }
    }

    private async Task<List<Organization>> ListenersAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var listening = db.OfEveryOrganization<WebhookEndpoint>()
            .Where(endpoint => endpoint.StoppedAt == null && endpoint.Events.Contains(WebhookEvent.DayClosed))
            .Select(endpoint => endpoint.OrganizationId);
        return await db
            .Organizations.AsNoTracking()
            .Where(organization => listening.Contains(organization.Id))
            .ToListAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Closed days could not be told and will be in a few minutes")]
    private partial void LogFailed(Exception fault);
}
