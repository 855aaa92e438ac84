using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Jobs;

/// <summary>Sends the due emails about attendance every quarter of an hour, one organization after the other.</summary>
internal sealed partial class NotificationJob(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<NotificationJob> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        RecurringWork.EveryAsync(Round, clock, GoRoundAsync, LogFailed, stoppingToken);

    internal async Task GoRoundAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (
            var organization in await scope
                .ServiceProvider.GetRequiredService<FaceRekDb>()
                .Organizations.AsNoTracking()
                .ToListAsync(cancellationToken)
        )
        {
            // A failure in one organization must not keep emails from the others.
            try
            {
                await WriteAsync(organization, cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(organization.Id, fault);
            }
        }
    }

    private async Task WriteAsync(Organization organization, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
        await scope.ServiceProvider.GetRequiredService<NotificationSender>().RunAsync(cancellationToken);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Letters about attendance could not be written and will be tried again"
    )]
    private partial void LogFailed(Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The letters of organization {OrganizationId} could not be written and will be tried again"
    )]
    private partial void LogFailed(Guid organizationId, Exception fault);
}
