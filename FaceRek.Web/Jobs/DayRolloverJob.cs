using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Jobs;

/// <summary>
/// Calculates the next days of every organization with shifts, and completes what a crash interrupted. A calculated day
/// turns from expected to absent when its window closes, without any work at that moment.
/// </summary>
internal sealed class DayRolloverJob(OrganizationRounds rounds, TimeProvider clock) : IRecurringJob
{
    private static readonly TimeSpan BetweenLayings = TimeSpan.FromHours(1);

    private DateTimeOffset laidAt = DateTimeOffset.MinValue;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var isToLay = clock.GetUtcNow() - laidAt >= BetweenLayings;
        await rounds.ForEachOrganizationAsync(
            new OrganizationRound("Creating days"),
            db => WithWork(db, isToLay),
            services => services.GetRequiredService<DayRebuild>().CatchUpAsync(cancellationToken),
            cancellationToken
        );
        if (isToLay)
        {
            laidAt = clock.GetUtcNow();
        }
    }

    private static IQueryable<Guid> WithWork(FaceRekDb db, bool isToLay)
    {
        var stale = db.OfEveryOrganization<OutdatedDays>().Select(days => days.OrganizationId);
        return isToLay
            ? stale.Union(db.OfEveryOrganization<ShiftAssignment>().Select(assignment => assignment.OrganizationId))
            : stale;
    }
}
