using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Components;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Demo;

/// <summary>Another policy, a locked week and decisions, all made by the real desks.</summary>
internal sealed class DemoAttendance(
    FaceRekDb db,
    PolicyDesk policies,
    PeriodDesk periods,
    ExceptionDesk exceptions,
    DayRebuild rebuild
)
{
    private const int PlannedDays = 35;

    public async Task AddAsync(
        Organization organization,
        Guid adminId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var today = WallClock.Of(organization.Zone).DayOf(now);
        await rebuild.RunAsync(today.AddDays(-PlannedDays), today.AddDays(1), cancellationToken);
        var first = PolicyRules.Default with { WeeklyOvertimeAfter = 42 * 60 };
        await policies.SaveAsync(first, today.AddDays(-PlannedDays), 0, adminId, cancellationToken);
        await policies.SaveAsync(
            first with
            {
                GraceLate = 8,
                PaidBreak = 10,
            },
            today.AddDays(-20),
            1,
            adminId,
            cancellationToken
        );
        await DecideAsync(today, adminId, now, cancellationToken);
        await periods.LockAsync(today.AddDays(-PlannedDays), today.AddDays(-28), adminId, cancellationToken);
    }

    /// <summary>
    /// Everything older than two weeks has been decided: most of it accepted, every third refused. The overtime of the
    /// first week is paid; the others wait.
    /// </summary>
    private async Task DecideAsync(
        DateOnly today,
        Guid adminId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var until = today.AddDays(-14);
        var days = await db
            .AttendanceDays.Where(day => day.NeedsDecision && day.On <= until)
            .OrderBy(day => day.On)
            .ThenBy(day => day.PersonId)
            .Select(day => new
            {
                day.PersonId,
                day.On,
                day.OpenExceptions,
            })
            .ToListAsync(cancellationToken);
        foreach (var (index, day) in days.Index())
        {
            foreach (var kind in DayText.Kinds.Where(kind => day.OpenExceptions.HasFlag(kind)))
            {
                await exceptions.DecideAsync(
                    day.PersonId,
                    day.On,
                    kind,
                    isAccepted: index % 3 != 2,
                    "Checked against the rota.",
                    adminId,
                    cancellationToken
                );
            }
        }
        if (
            await db
                .AttendanceWeeks.AwaitingDecision(now)
                .OrderBy(week => week.From)
                .FirstOrDefaultAsync(cancellationToken)
            is not { } first
        )
        {
            return;
        }
        await exceptions.DecideAsync(
            first.PersonId,
            first.Sunday,
            ExceptionKinds.WeeklyOvertime,
            isAccepted: true,
            "The ovens had to be cleaned.",
            adminId,
            cancellationToken
        );
    }
}
