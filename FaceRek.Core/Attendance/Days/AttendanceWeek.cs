using System.Globalization;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// One person's week, Monday to Sunday, with overtime above the week's limit: a projection of its days, maintained only
/// by <see cref="WeekUpdater"/>. A week without overtime has no row.
/// </summary>
public sealed class AttendanceWeek : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Its Monday.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Work of its days that is not daily overtime.</summary>
    public required int OrdinarySeconds { get; init; }

    /// <summary>Work above the limit.</summary>
    public required int OvertimeSeconds { get; init; }

    /// <summary>The part of the overtime that is paid.</summary>
    public required int AcceptedSeconds { get; init; }

    public required bool NeedsDecision { get; init; }

    /// <summary>The week is over and its days are settled: from here on it counts.</summary>
    public required DateTimeOffset SettlesAt { get; init; }

    public required int PolicyVersion { get; init; }

    /// <summary>The week belongs to this day, also for locked periods.</summary>
    public DateOnly Sunday => From.AddDays(6);

    /// <summary>The part of the week's work that is not paid: pending or refused overtime.</summary>
    public int UnpaidSeconds => OvertimeSeconds - AcceptedSeconds;

    /// <summary>Every figure in one line, for comparison and for the hash of a locked period.</summary>
    public string Canonical() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PersonId:N};week;{From:yyyy-MM-dd};{OrdinarySeconds};{OvertimeSeconds};{AcceptedSeconds};{(NeedsDecision ? 1 : 0)};{SettlesAt.ToUnixTimeSeconds()};{PolicyVersion}\n"
        );
}

/// <summary>Work of a week, Monday to Sunday, above the week's limit. Daily overtime is not counted again.</summary>
public static class WeeklyOvertime
{
    /// <param name="week">The days of one person in one week.</param>
    /// <returns>Seconds.</returns>
    public static int Of(IEnumerable<AttendanceDay> week, PolicyRules rules) =>
        Of(week.Sum(day => day.WorkedSeconds - day.OvertimeSeconds), rules);

    /// <param name="ordinarySeconds">Work of the week that is not daily overtime.</param>
    /// <returns>Seconds; zero below the minimum that counts.</returns>
    public static int Of(int ordinarySeconds, PolicyRules rules) =>
        rules.WeeklyOvertimeAfter is { } after
        && ordinarySeconds - (after * 60) is var beyond
        && beyond > 0
        && beyond >= rules.OvertimeAtLeast * 60
            ? beyond
            : 0;

    /// <summary>The Monday of the week; a week belongs to the year of its Thursday, so some years have 53.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
