using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Calculates a week from its days, as <see cref="DayCalculator"/> calculates days from facts: without a clock and a
/// database.
/// </summary>
internal static class WeekCalculator
{
    /// <param name="days">The days of one person in one week on which they worked.</param>
    /// <param name="decisions">Of two about the same overtime the later applies; one about another figure does not.</param>
    /// <param name="clock">The time zone in which the week ends.</param>
    /// <returns>Null for a week without weekly overtime.</returns>
    public static AttendanceWeek? Make(
        Guid organizationId,
        IReadOnlyCollection<WorkedDay> days,
        PolicyHistory policies,
        IEnumerable<DayDecision> decisions,
        WallClock clock
    )
    {
        var (personId, monday) = (days.First().PersonId, WeeklyOvertime.MondayOf(days.First().On));
        var (version, rules) = policies.On(monday.AddDays(6));
        var ordinary = days.Sum(day => day.OrdinarySeconds);
        var overtime = WeeklyOvertime.Of(ordinary, rules);
        if (overtime == 0)
        {
            return null;
        }
        var verdict = rules.OvertimeNeedsApproval ? Verdict(decisions, personId, monday.AddDays(6), overtime) : true;
        var (over, settled) = (clock.StartOf(monday.AddDays(7)), days.Max(day => day.SettlesAt));
        return new AttendanceWeek
        {
            OrganizationId = organizationId,
            PersonId = personId,
            From = monday,
            OrdinarySeconds = ordinary,
            OvertimeSeconds = overtime,
            AcceptedSeconds = verdict == true ? overtime : 0,
            NeedsDecision = verdict is null,
            SettlesAt = settled > over ? settled : over,
            PolicyVersion = version,
        };
    }

    private static bool? Verdict(IEnumerable<DayDecision> decisions, Guid personId, DateOnly sunday, long mark) =>
        decisions
            .Where(decision =>
                decision.PersonId == personId
                && decision.On == sunday
                && decision.Kind == ExceptionKinds.WeeklyOvertime
                && decision.Fingerprint == mark
            )
            .OrderBy(decision => decision.DecidedAt)
            .ThenBy(decision => decision.Id)
            .LastOrDefault()
            ?.IsAccepted;
}

/// <summary>What a day adds to its week.</summary>
/// <param name="OrdinarySeconds">Work that is not overtime of the day.</param>
internal readonly record struct WorkedDay(Guid PersonId, DateOnly On, int OrdinarySeconds, DateTimeOffset SettlesAt);
