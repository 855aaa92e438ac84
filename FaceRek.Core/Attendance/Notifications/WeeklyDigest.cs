using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Notifications;

/// <summary>
/// What a manager is told about the previous week: the figures of their people, and what waits for a decision.
/// </summary>
internal sealed record WeeklyDigest(int Present, int Expected, int Late, int Waiting)
{
    /// <returns>Null for who leads no people, or none who were expected in that week.</returns>
    public static async Task<WeeklyDigest?> OfAsync(
        FaceRekDb db,
        TeamFigures figures,
        Guid userId,
        DateOnly monday,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var reach = await VisibilityScope.OfAsync(db, Role.Manager, userId, cancellationToken);
        if (reach.Departments is { Count: 0 })
        {
            return null;
        }
        var days = await figures.ByDayAsync(new ReportScope(reach, monday, monday.AddDays(6)), cancellationToken);
        if (days.Sum(day => day.Expected) == 0)
        {
            return null;
        }
        var mine = db.People.Within(reach);
        var waiting =
            await db
                .AttendanceDays.AwaitingDecision(now)
                .CountAsync(day => mine.Any(person => person.Id == day.PersonId), cancellationToken)
            + await db
                .AttendanceWeeks.AwaitingDecision(now)
                .CountAsync(one => mine.Any(person => person.Id == one.PersonId), cancellationToken);
        return new WeeklyDigest(
            days.Sum(day => day.Present),
            days.Sum(day => day.Expected),
            days.Sum(day => day.Late),
            waiting
        );
    }
}
