using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Jobs;

/// <summary>
/// Calculates the next days of every organization with shifts, and completes what a crash interrupted. A calculated day
/// turns from expected to absent by itself when its window closes, so no job has to run at that moment.
/// </summary>
internal sealed partial class DayRolloverJob(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<DayRolloverJob> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLayings = TimeSpan.FromHours(1);

    private DateTimeOffset laidAt = DateTimeOffset.MinValue;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        RecurringWork.EveryAsync(Round, clock, GoRoundAsync, LogFailed, stoppingToken);

    internal async Task GoRoundAsync(CancellationToken cancellationToken)
    {
        var isToLay = clock.GetUtcNow() - laidAt >= BetweenLayings;
        foreach (var organization in await OrganizationsAsync(isToLay, cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<DayRebuild>().CatchUpAsync(cancellationToken);
        }
        if (isToLay)
        {
            laidAt = clock.GetUtcNow();
        }
    }

    private async Task<List<Organization>> OrganizationsAsync(bool isToLay, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var stale = db.OfEveryOrganization<OutdatedDays>().Select(days => days.OrganizationId);
        var wanted = isToLay
            ? stale.Union(db.OfEveryOrganization<ShiftAssignment>().Select(assignment => assignment.OrganizationId))
            : stale;
        return await db
            .Organizations.Where(organization => wanted.Contains(organization.Id))
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Days could not be laid out and will be in a minute")]
    private partial void LogFailed(Exception fault);
}
