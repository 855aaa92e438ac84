using System.Diagnostics;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Assigns sessions and shifts to days, as the policy attributes nights.</summary>
internal sealed class DayAllocation
{
    private readonly DayInputs inputs;
    private readonly ShiftPlan plan;
    private readonly Dictionary<DateOnly, DayBucket> days = [];
    private readonly List<Session> sessions;

    public DayAllocation(DayInputs inputs, ShiftPlan plan, DateOnly from, DateOnly to)
    {
        (this.inputs, this.plan) = (inputs, plan);
        (sessions, var lone) = PunchPairing.Of(inputs, plan);
        foreach (var session in sessions)
        {
            Lay(session);
        }
        foreach (var punch in lone)
        {
            At(DayOf(punch.Punch, punch.Shift)).Lone.Add(punch);
        }
        for (var day = from.AddDays(-1); day <= to.AddDays(1); day = day.AddDays(1))
        {
            foreach (var shift in plan.On(day))
            {
                Lay(shift);
            }
        }
    }

    public DayBucket? On(DateOnly day) => days.GetValueOrDefault(day);

    /// <summary>The earliest in and the latest session of a shift, to whichever days their hours belong.</summary>
    public (Session? First, Session? Last) Of(PlannedShift shift)
    {
        Session? first = null,
            last = null;
        foreach (var session in sessions)
        {
            if (session.Shift != shift)
            {
                continue;
            }
            first ??= session;
            last = session;
        }
        return (first, last);
    }

    private NightAttribution NightsOn(DateOnly day) => inputs.Policies.On(day).Rules.Nights;

    private DateOnly DayOf(CountingPunch punch, PlannedShift? shift) =>
        shift is not null && NightsOn(shift.On) == NightAttribution.ShiftDay
            ? shift.On
            : WallClock.Of(punch.Zone).DayOf(punch.Second);

    private void Lay(Session session)
    {
        var day = DayOf(session.In, session.Shift);
        if (NightsOn(session.Shift?.On ?? day) != NightAttribution.SplitAtMidnight)
        {
            At(day).Pieces.Add(new DayPiece(session, session.In.Second, session.EndsAt, true, true));
            return;
        }
        var clock = WallClock.Of(session.In.Zone);
        foreach (var (on, from, to) in Split(clock, session.In.Second, session.EndsAt))
        {
            var bucket = At(on);
            bucket.Pieces.Add(new DayPiece(session, from, to, from == session.In.Second, to == session.EndsAt));
            bucket.IsSplit |= from != session.In.Second || to != session.EndsAt;
        }
    }

    private void Lay(PlannedShift shift)
    {
        switch (NightsOn(shift.On))
        {
            case NightAttribution.SplitAtMidnight:
                foreach (var (on, from, to) in Split(plan.ClockOn(shift.On), shift.From, shift.To))
                {
                    At(on).Plan.Add(new PlannedPart(shift, from, to));
                }
                break;
            case NightAttribution.CheckInDay when Of(shift).First is { } first:
                At(DayOf(first.In, shift)).Plan.Add(new PlannedPart(shift, shift.From, shift.To));
                break;
            case NightAttribution.ShiftDay or NightAttribution.CheckInDay:
                At(shift.On).Plan.Add(new PlannedPart(shift, shift.From, shift.To));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static IEnumerable<(DateOnly On, Instant From, Instant To)> Split(WallClock clock, Instant from, Instant to)
    {
        var day = clock.DayOf(from);
        for (var at = from; at < to; day = day.AddDays(1))
        {
            var end = Instant.Min(clock.MidnightOf(day.AddDays(1)), to);
            yield return (day, at, end);
            at = end;
        }
    }

    private DayBucket At(DateOnly day) => days.TryGetValue(day, out var bucket) ? bucket : days[day] = new DayBucket();
}

/// <summary>What belongs to one day of one person.</summary>
internal sealed class DayBucket
{
    public List<PlannedPart> Plan { get; } = [];
    public List<DayPiece> Pieces { get; } = [];
    public List<UnpairedPunch> Lone { get; } = [];

    /// <summary>A night was split and part of it belongs to another day.</summary>
    public bool IsSplit { get; set; }

    /// <summary>The punches of this day; of a split night each end on its own day.</summary>
    public IEnumerable<CountingPunch> Punches => Pieces.SelectMany(PunchesOf).Concat(Lone.Select(one => one.Punch));

    /// <summary>Whether its hours, or its being unpaired, belong to this day.</summary>
    public bool Counts(Guid punchId) =>
        Pieces.Exists(piece => piece.Session.In.Id == punchId || piece.Session.Out?.Id == punchId)
        || Lone.Exists(one => one.Punch.Id == punchId);

    private static IEnumerable<CountingPunch> PunchesOf(DayPiece piece)
    {
        if (piece.HasIn)
        {
            yield return piece.Session.In;
        }
        if (piece.HasOut && piece.Session.Out is { } last)
        {
            yield return last;
        }
    }
}

/// <summary>A session, or the part of it that belongs to one day.</summary>
/// <param name="HasIn">The session begins here.</param>
/// <param name="HasOut">The session ends here.</param>
internal sealed record DayPiece(Session Session, Instant From, Instant To, bool HasIn, bool HasOut);
