using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Shifts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Setup;

/// <summary>
/// Lays out the next days of every organization that plans shifts, and does what a crash left undone. A day that is laid out turns from expected to absent by itself
/// when its window closes, so nobody has to be awake at that moment.
/// </summary>
internal sealed partial class DayWatch(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DayWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await GoRoundAsync(stoppingToken); }
                catch (Exception fault) when (fault is not OperationCanceledException) { LogFailed(fault); }
            }
        }
        catch (OperationCanceledException) { } // the application stops
    }

    internal async Task GoRoundAsync(CancellationToken cancellation)
    {
        foreach (var organization in await OrganizationsAsync(cancellation))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<DayRecompute>().CatchUpAsync(cancellation);
        }
    }

    private async Task<List<Organization>> OrganizationsAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var planning = db.OfEveryOrganization<ShiftAssignment>().Select(assignment => assignment.OrganizationId).Union(db.OfEveryOrganization<StaleDays>().Select(days => days.OrganizationId));
        return await db.Organizations.Where(organization => planning.Contains(organization.Id)).AsNoTracking().ToListAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Days could not be laid out and will be in an hour")]
    private partial void LogFailed(Exception fault);
}
