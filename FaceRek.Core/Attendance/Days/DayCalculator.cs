namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Calculates days from facts. It uses no clock and no database: the same facts give the same bytes, one day at a time
/// or a year at once.
/// </summary>
public static class DayCalculator
{
    /// <summary>By how many days a person's punches must extend beyond the calculated days on either side.</summary>
    public const int Margin = 2;

    /// <returns>Earliest first; days without shift, punch and leave are left out.</returns>
    public static IReadOnlyList<AttendanceDay> Make(DayInputs inputs, DateOnly from, DateOnly to)
    {
        var (plan, allocation) = Lay(inputs, from, to);
        var days = new List<AttendanceDay>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (allocation.On(day) is { } bucket)
            {
                days.Add(new DayCalculation(inputs, plan, allocation, bucket, day).Day());
            }
        }
        return days;
    }

    /// <summary>The exceptions of a day, with the fingerprints a decision refers to.</summary>
    public static IReadOnlyList<DayException> ExceptionsOf(DayInputs inputs, DateOnly on)
    {
        var (plan, allocation) = Lay(inputs, on, on);
        if (allocation.On(on) is not { } bucket)
        {
            return [];
        }
        var calculation = new DayCalculation(inputs, plan, allocation, bucket, on);
        calculation.Day();
        return calculation.Exceptions;
    }

    /// <summary>The days on which a punch counts: a night's punch belongs to the day before, or to both.</summary>
    public static IReadOnlyList<DateOnly> DaysOf(DayInputs inputs, Guid punchId, DateOnly from, DateOnly to)
    {
        var allocation = Lay(inputs, from, to).Buckets;
        return
        [
            .. Enumerable
                .Range(from.DayNumber, to.DayNumber - from.DayNumber + 1)
                .Select(DateOnly.FromDayNumber)
                .Where(day => allocation.On(day)?.Counts(punchId) == true),
        ];
    }

    /// <returns>Null for a day that has no row.</returns>
    public static DayTimelineLayout? LayoutOf(DayInputs inputs, DateOnly on)
    {
        var (plan, allocation) = Lay(inputs, on, on);
        return allocation.On(on) is not { } bucket
            ? null
            : new DayTimelineLayout(
                new DayCalculation(inputs, plan, allocation, bucket, on).Day(),
                [.. bucket.Plan.Select(part => new DayTimelineLayout.Stretch(part.From, part.To))],
                [
                    .. bucket.Pieces.Select(piece => new DayTimelineLayout.Stretch(
                        piece.From,
                        piece.To,
                        piece.Session.IsInferred
                    )),
                ],
                [.. bucket.Punches.OrderBy(punch => punch.Second).ThenBy(punch => punch.Number)]
            );
    }

    private static (ShiftPlan Plan, DayAllocation Buckets) Lay(DayInputs inputs, DateOnly from, DateOnly to)
    {
        var plan = new ShiftPlan(inputs, from.AddDays(-Margin), to.AddDays(Margin));
        return (plan, new DayAllocation(inputs, plan, from, to));
    }
}
