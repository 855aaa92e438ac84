using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A person's shifts on a range of days, their check-in windows trimmed where neighbours are close.</summary>
internal sealed class ShiftPlan
{
    private readonly DayInputs inputs;
    private readonly DateOnly first;
    private readonly PlannedShift[][] shifts;
    private readonly Dictionary<DateOnly, string> zones;

    public ShiftPlan(DayInputs inputs, DateOnly from, DateOnly to)
    {
        (this.inputs, first, zones) = (inputs, from, ZonesOf(inputs.Punches));
        shifts =
        [
            .. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(index => Untrimmed(from.AddDays(index))),
        ];
        var all = shifts.SelectMany((day, index) => day.Select((_, part) => (Day: index, Part: part))).ToList();
        for (var index = 1; index < all.Count; index++)
        {
            Trim(all[index - 1], all[index]);
        }
    }

    /// <summary>That of the day's first punch, where it is frozen; else that of the person.</summary>
    public WallClock ClockOn(DateOnly day) => WallClock.Of(ZoneOn(day));

    public string ZoneOn(DateOnly day) => zones.TryGetValue(day, out var zone) ? zone : inputs.ZoneOn(day);

    /// <summary>None on a day off; two for a split shift.</summary>
    public IReadOnlyList<PlannedShift> On(DateOnly day) =>
        day.DayNumber - first.DayNumber is var index && index >= 0 && index < shifts.Length ? shifts[index] : [];

    /// <summary>The shift whose window contains the check-in; else the one that contains the session.</summary>
    public PlannedShift? Of(CountingPunch comes, Instant? goesAt)
    {
        var day = WallClock.Of(comes.Zone).DayOf(comes.Second);
        PlannedShift? touched = null;
        for (var near = day.AddDays(-1); near <= day.AddDays(1); near = near.AddDays(1))
        {
            foreach (var shift in On(near))
            {
                if (shift.Takes(comes.Second))
                {
                    return shift;
                }
                if (touched is null && goesAt > shift.From && comes.Second < shift.To)
                {
                    touched = shift;
                }
            }
        }
        return touched;
    }

    private static Dictionary<DateOnly, string> ZonesOf(IReadOnlyList<CountingPunch> punches)
    {
        var zones = new Dictionary<DateOnly, string>();
        foreach (var punch in punches)
        {
            zones.TryAdd(WallClock.Of(punch.Zone).DayOf(punch.Second), punch.Zone);
        }
        return zones;
    }

    private PlannedShift[] Untrimmed(DateOnly day)
    {
        if (!inputs.IsEmployedOn(day) || inputs.Roster.On(day) is not { } shift)
        {
            return [];
        }
        var (clock, rules) = (ClockOn(day), inputs.Policies.On(day).Rules);
        var starts = LocalDate.FromDateOnly(day) + LocalTime.FromTimeOnly(shift.StartsAt);
        return
        [
            .. shift.Parts.Select(
                (part, index) =>
                {
                    var (from, to) = (
                        clock.InstantOf(starts.PlusMinutes(part.From)),
                        clock.InstantOf(starts.PlusMinutes(part.To))
                    );
                    return new PlannedShift(
                        shift.Id,
                        day,
                        from,
                        to,
                        from - Duration.FromMinutes(rules.WindowBefore),
                        to + Duration.FromMinutes(rules.WindowAfter)
                    )
                    {
                        Half =
                            shift.Parts.Count == 1 ? null
                            : index == 0 ? LeavePart.Morning
                            : LeavePart.Afternoon,
                    };
                }
            ),
        ];
    }

    private void Trim((int Day, int Part) earlier, (int Day, int Part) later)
    {
        var (before, after) = (shifts[earlier.Day][earlier.Part], shifts[later.Day][later.Part]);
        if (before.WindowTo <= after.WindowFrom)
        {
            return;
        }
        var border = before.To < after.From ? before.To + ((after.From - before.To) / 2) : after.From;
        (shifts[earlier.Day][earlier.Part], shifts[later.Day][later.Part]) = (
            before with
            {
                WindowTo = border,
            },
            after with
            {
                WindowFrom = border,
            }
        );
    }
}

/// <summary>A shift on one day, or one part of a split shift, as instants.</summary>
/// <param name="On">The day on which it begins.</param>
/// <param name="WindowFrom">From here on a check-in belongs to it …</param>
/// <param name="WindowTo">… and before here.</param>
public sealed record PlannedShift(
    Guid ShiftId,
    DateOnly On,
    Instant From,
    Instant To,
    Instant WindowFrom,
    Instant WindowTo
)
{
    /// <summary>For a split shift whether it is the morning or the afternoon part; null for a shift in one part.</summary>
    public LeavePart? Half { get; init; }

    public bool Takes(Instant at) => WindowFrom <= at && at < WindowTo;
}

/// <summary>A shift, or the part of it that belongs to one day.</summary>
internal sealed record PlannedPart(PlannedShift Shift, Instant From, Instant To)
{
    public bool HasStart => From == Shift.From;
    public bool HasEnd => To == Shift.To;
}
