using FaceRek.Core.Attendance;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Periods;
using FaceRek.Core.Attendance.Policies;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Demo;

/// <summary>Another policy, a locked week, a decided week of overtime and requests in every state, all through the real desks.</summary>
internal sealed class DemoAttendance(
    FaceRekDb db, PolicyDesk policies, PeriodDesk periods, ExceptionDesk exceptions, CorrectionDesk corrections, CorrectionJudge judge, DayRecompute recompute)
{
    private const int PlannedDays = 35;
    private const int ShiftMinutes = 9 * 60;

    public async Task AddAsync(Organization organization, IReadOnlyList<(Person Person, DemoPerson Part)> people, Guid adminId, Guid managerId, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = WallClock.Of(organization.Zone).DayOf(now);
        _ = await recompute.RunAsync(today.AddDays(-PlannedDays), today.AddDays(1), cancellation);
        _ = await policies.SaveAsync(PolicyRules.Default with { GraceLate = 8, PaidBreak = 10 }, today.AddDays(-20), 0, adminId, cancellation);
        _ = await periods.LockAsync(today.AddDays(-PlannedDays), today.AddDays(-28), adminId, cancellation);
        await DecideWeeksAsync(adminId, now, cancellation);
        await AskAsync(people, today, organization.Zone, managerId, cancellation);
    }

    /// <summary>The first is paid; the others wait.</summary>
    private async Task DecideWeeksAsync(Guid adminId, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.AttendanceWeeks.Where(week => week.NeedsDecision && week.SettlesAt <= now).OrderBy(week => week.From).AsNoTracking().FirstOrDefaultAsync(cancellation) is not { } first) { return; }
        _ = await exceptions.DecideAsync(first.PersonId, first.Sunday, ExceptionKinds.WeeklyOvertime, isAccepted: true, "The ovens had to be cleaned.", adminId, cancellation);
    }

    /// <summary>One that waits, one approved, one refused.</summary>
    private async Task AskAsync(IReadOnlyList<(Person Person, DemoPerson Part)> people, DateOnly today, string zone, Guid managerId, CancellationToken cancellation)
    {
        var days = new[] { (-2, "I forgot to check out; the last tray was still in the oven."), (-5, "The queue at the entrance was long."), (-8, "I was there an hour earlier.") };
        foreach (var (index, (person, part)) in people.Where(one => one.Part is { Enrols: true, HasLeft: false } && one.Part.Starts.Hour < 12).Skip(2).Take(days.Length).Index())
        {
            var (back, reason) = days[index];
            var at = WallClock.Of(zone).At(LastWorkday(today.AddDays(back)).ToDateTime(part.Starts.AddMinutes(ShiftMinutes + 35)));
            var asked = await corrections.AskAsync(new CorrectionWish(person.Id, CorrectionKind.Add, null, at, Direction.Out, reason), person.UserId ?? person.Id, cancellation);
            if (asked is not CorrectionOutcome.Done done || index == 0) { continue; }
            _ = index == 1 ? await judge.ApproveAsync(done.Request.Id, "Seen on the rota.", managerId, cancellation) : await judge.RefuseAsync(done.Request.Id, "The shop was still closed then.", managerId, cancellation);
        }
    }

    private static DateOnly LastWorkday(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(-2), _ => day };
}
