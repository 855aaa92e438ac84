using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A person's shifts on a stretch of days, their entry windows trimmed where neighbours come near each other.</summary>
internal sealed class ShiftPlan
{
    private readonly PersonFacts facts;
    private readonly DateOnly first;
    private readonly PlannedShift?[] shifts;
    private readonly Dictionary<DateOnly, string> zones;

    public ShiftPlan(PersonFacts facts, DateOnly from, DateOnly to)
    {
        (this.facts, first, zones) = (facts, from, ZonesOf(facts.Punches));
        shifts = [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(index => Untrimmed(from.AddDays(index)))];
        for (var index = 1; index < shifts.Length; index++) { Trim(index - 1, index); }
    }

    /// <summary>That of the day's first punch, for it is frozen there; else that of the person.</summary>
    public WallClock ClockOn(DateOnly day) => WallClock.Of(ZoneOn(day));

    public string ZoneOn(DateOnly day) => zones.TryGetValue(day, out var zone) ? zone : facts.ZoneOn(day);

    public PlannedShift? On(DateOnly day) => day.DayNumber - first.DayNumber is var index && index >= 0 && index < shifts.Length ? shifts[index] : null;

    /// <summary>The shift whose window takes the check-in; else the one of which the session is a part.</summary>
    public PlannedShift? Of(DayPunch comes, Instant? goesAt)
    {
        var day = WallClock.Of(comes.Zone).DayOf(comes.At);
        PlannedShift? touched = null;
        for (var near = day.AddDays(-1); near <= day.AddDays(1); near = near.AddDays(1))
        {
            if (On(near) is not { } shift) { continue; }
            if (shift.Takes(comes.At)) { return shift; }
            if (touched is null && goesAt > shift.From && comes.At < shift.To) { touched = shift; }
        }
        return touched;
    }

    private static Dictionary<DateOnly, string> ZonesOf(IReadOnlyList<DayPunch> punches)
    {
        var zones = new Dictionary<DateOnly, string>();
        foreach (var punch in punches) { _ = zones.TryAdd(WallClock.Of(punch.Zone).DayOf(punch.At), punch.Zone); }
        return zones;
    }

    private PlannedShift? Untrimmed(DateOnly day)
    {
        if (!facts.IsEmployedOn(day) || facts.Roster.On(day) is not { } shift) { return null; }
        var (clock, rules) = (ClockOn(day), facts.Policies.On(day).Rules);
        var starts = LocalDate.FromDateOnly(day) + LocalTime.FromTimeOnly(shift.StartsAt);
        var (from, to) = (clock.InstantOf(starts), clock.InstantOf(starts.PlusMinutes(shift.Minutes)));
        return new PlannedShift(shift.Id, day, from, to, from - Duration.FromMinutes(rules.WindowBefore), to + Duration.FromMinutes(rules.WindowAfter));
    }

    private void Trim(int earlier, int later)
    {
        if (shifts[earlier] is not { } before || shifts[later] is not { } after || before.WindowTo <= after.WindowFrom) { return; }
        var border = before.To < after.From ? before.To + ((after.From - before.To) / 2) : after.From;
        (shifts[earlier], shifts[later]) = (before with { WindowTo = border }, after with { WindowFrom = border });
    }
}
