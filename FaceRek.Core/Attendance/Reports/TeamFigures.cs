using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>Counts of many people's days for charts, computed by the database from the days of the chart alone.</summary>
public sealed class TeamFigures(FaceRekDb db, CurrentOrganization current)
{
    public const int Hours = 24;

    /// <returns>Earliest first; days without expected people are left out.</returns>
    public async Task<IReadOnlyList<DayCount>> ByDayAsync(ReportScope scope, CancellationToken cancellationToken) =>
        await DaysOf(scope)
            .GroupBy(day => day.On)
            .OrderBy(group => group.Key)
            .Select(group => new DayCount(
                group.Key,
                group.Count(day =>
                    day.PlannedSeconds > 0 && day.Status != DayStatus.Holiday && day.Status != DayStatus.Leave
                ),
                group.Count(day =>
                    day.PlannedSeconds > 0
                    && day.Status != DayStatus.Holiday
                    && day.Status != DayStatus.Leave
                    && day.FirstInAt != null
                ),
                group.Count(day =>
                    day.PlannedSeconds > 0
                    && day.Status != DayStatus.Holiday
                    && day.Status != DayStatus.Leave
                    && day.FirstInAt != null
                    && day.LateSeconds > 0
                )
            ))
            .ToListAsync(cancellationToken);

    /// <summary>
    /// How many people were present at some time of each hour of the first day of the scope, in the organization's time
    /// zone.
    /// </summary>
    /// <returns>One figure an hour; hours that have not begun are left out.</returns>
    public async Task<IReadOnlyList<int>> ByHourAsync(
        ReportScope scope,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // A night may have begun on the day before. Where no shift closes an in, it stays open as long as its out can come.
        var stays = await DaysOf(scope with { From = scope.From.AddDays(-1), To = scope.From })
            .Where(day => day.FirstInAt != null)
            .Select(day => new
            {
                In = day.FirstInAt!.Value,
                day.LastOutAt,
                day.SettlesAt,
                IsOpen = day.SettlesAt > now && (day.IsInferred || day.ShiftId == null),
            })
            .ToListAsync(cancellationToken);
        var clock = WallClock.Of(current.Organization.Zone);
        var hours = new List<int>();
        for (var hour = 0; hour < Hours; hour++)
        {
            var (from, to) = (
                clock.At(scope.From.ToDateTime(new TimeOnly(hour, 0))),
                clock.At(scope.From.ToDateTime(new TimeOnly(hour, 0)).AddHours(1))
            );
            if (from > now)
            {
                break;
            }
            hours.Add(
                stays.Count(stay =>
                    stay.In < to
                    && (
                        stay.LastOutAt is { } left && !stay.IsOpen ? left
                        : now < stay.SettlesAt ? now
                        : stay.SettlesAt
                    ) > from
                )
            );
        }
        return hours;
    }

    private IQueryable<AttendanceDay> DaysOf(ReportScope scope) =>
        db.AttendanceDays.Between(scope.From, scope.To).Within(db, scope);
}

/// <summary>One day of many people in figures.</summary>
/// <param name="Expected">With a shift, and neither a holiday nor leave.</param>
/// <param name="Present">How many of them came.</param>
/// <param name="Late">How many of those who came were late.</param>
public sealed record DayCount(DateOnly On, int Expected, int Present, int Late)
{
    /// <summary>Whole percent; null where no one was expected.</summary>
    public int? PercentPresent => Expected == 0 ? null : (int)Math.Round(100.0 * Present / Expected);

    /// <inheritdoc cref="PercentPresent"/>
    public int? PercentLate => Present == 0 ? null : (int)Math.Round(100.0 * Late / Present);
}
