using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Components;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Demo;

/// <summary>Another policy, a locked week, decisions and requests in every state, all made by the real desks.</summary>
internal sealed class DemoAttendance(
    FaceRekDb db,
    PolicyDesk policies,
    PeriodDesk periods,
    ExceptionDesk exceptions,
    CorrectionDesk corrections,
    CorrectionApproval approval,
    DayRebuild rebuild
)
{
    private const int PlannedDays = 35;

    public async Task AddAsync(
        Organization organization,
        IReadOnlyList<(Person Person, DemoPerson Part)> people,
        Guid adminId,
        Guid managerId,
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
        await AskAsync(people, today, organization.Zone, managerId, cancellationToken);
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
                    "Looked at with the rota.",
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

    /// <summary>Two pending, one approved, one refused; each about an existing punch.</summary>
    private async Task AskAsync(
        IReadOnlyList<(Person Person, DemoPerson Part)> people,
        DateOnly today,
        string zone,
        Guid managerId,
        CancellationToken cancellationToken
    )
    {
        await AskAsync(
            "Eve Nakamura",
            -2,
            Direction.Out,
            -95,
            "I left for the dentist and checked out only when I passed by again."
        );
        await AskAsync("Tomás Herrera", -3, Direction.Out, 25, "The last tray was still in the oven.");
        if (await AskAsync("Luca Conti", -5, Direction.In, -12, "The queue at the entrance was long.") is { } seen)
        {
            await approval.ApproveAsync(seen, "Seen on the rota.", managerId, cancellationToken);
        }
        if (await AskAsync("Mia Lindqvist", -8, Direction.In, -60, "I was there an hour earlier.") is { } doubted)
        {
            await approval.RefuseAsync(
                doubted,
                "The shop was still closed then.",
                people.First(one => one.Part.Name == "Ada Baker").Person.UserId!.Value,
                cancellationToken
            );
        }

        // The first arrival or the last departure of a workday is moved by some minutes.
        async Task<Guid?> AskAsync(string name, int back, Direction direction, int minutes, string reason)
        {
            var person = people.First(one => one.Part.Name == name).Person;
            var (clock, day) = (WallClock.Of(zone), LastWorkday(today.AddDays(back)));
            var punches = await db.CountingPunches()
                .OfPerson(person.Id)
                .Between(clock.StartOf(day), clock.StartOf(day.AddDays(1)))
                .Where(punch => punch.Direction == direction)
                .EarliestFirst()
                .ToListAsync(cancellationToken);
            if ((direction == Direction.In ? punches.FirstOrDefault() : punches.LastOrDefault()) is not { } about)
            {
                return null;
            }
            var wish = new CorrectionInput(
                person.Id,
                CorrectionKind.Move,
                about.Id,
                about.At.AddMinutes(minutes),
                null,
                reason
            );
            return
                await corrections.AskAsync(wish, person.UserId ?? person.Id, cancellationToken)
                    is CorrectionOutcome.Done done
                ? done.Request.Id
                : null;
        }
    }

    private static DateOnly LastWorkday(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(-2),
            _ => day,
        };
}
