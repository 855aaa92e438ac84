namespace FaceRek.Core.Attendance.Days;

/// <summary>Makes days of facts. It knows no clock and no database: the same facts make the same bytes, one day at a time or a year at once.</summary>
public static class DayMaker
{
    /// <summary>How many days more than those asked for a person's punches must reach on either side.</summary>
    public const int Margin = 2;

    /// <returns>Earliest first; days without shift, punch and leave are left out.</returns>
    public static IReadOnlyList<AttendanceDay> Make(PersonFacts facts, DateOnly from, DateOnly to)
    {
        var plan = new ShiftPlan(facts, from.AddDays(-Margin), to.AddDays(Margin));
        var buckets = new DayBuckets(facts, plan, from, to);
        var days = new List<AttendanceDay>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (buckets.On(day) is { } bucket) { days.Add(new DayReckoning(facts, plan, buckets, bucket, day).Day()); }
        }
        return days;
    }

    /// <summary>What somebody has to look at, with the marks a decision refers to.</summary>
    public static IReadOnlyList<DayException> ExceptionsOf(PersonFacts facts, DateOnly on)
    {
        var plan = new ShiftPlan(facts, on.AddDays(-Margin), on.AddDays(Margin));
        var buckets = new DayBuckets(facts, plan, on, on);
        if (buckets.On(on) is not { } bucket) { return []; }
        var reckoning = new DayReckoning(facts, plan, buckets, bucket, on);
        _ = reckoning.Day();
        return reckoning.Exceptions;
    }
}
