using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Calculates one day: the work, deductions, lateness and early leaving, overtime, the result and its reasons.</summary>
internal sealed class DayCalculation(
    DayInputs inputs,
    ShiftPlan plan,
    DayAllocation allocation,
    DayBucket bucket,
    DateOnly on
)
{
    private static readonly Duration MaxLength = Duration.FromTimeSpan(Punch.MaxSessionLength);

    private readonly (int Version, PolicyRules Rules) policy = inputs.Policies.On(on);
    private readonly WallClock clock = plan.ClockOn(on);
    private readonly string? holiday = inputs.Notes.Holidays.GetValueOrDefault(on);
    private readonly DayLeave? leave = inputs.Notes.Leave.GetValueOrDefault(on);
    private readonly List<DayReason> reasons = [];
    private readonly List<DayException> exceptions = [];
    private ExceptionKinds open;

    public IReadOnlyList<DayException> Exceptions => exceptions;

    private PolicyRules Rules => policy.Rules;
    private bool IsInTwo => bucket.Plan.Exists(part => part.Shift.Half is not null);
    private bool IsFree => holiday is not null || leave is { Part: LeavePart.WholeDay };

    /// <summary>A holiday takes no leave.</summary>
    private DayLeave? TakenLeave => holiday is null ? leave : null;

    public AttendanceDay Day()
    {
        var pieces = Counted();
        var (firstIn, lastOut) = Ends();
        var planned = bucket.Plan.Sum(part => Seconds(part.To - part.From));
        var expected = IsFree ? 0 : bucket.Plan.Sum(Expected);
        var (worked, breaks, deducted) = Work(pieces);
        var (late, early) = Punctuality();
        var night = Night(pieces);
        var (overtime, accepted) = Overtime(worked, expected);
        var (paidLeave, unpaidLeave) = Leave(planned);
        LookAtPunches();
        var status = Status(worked, AfterBreak(expected));
        return new AttendanceDay
        {
            OrganizationId = inputs.OrganizationId,
            PersonId = inputs.PersonId,
            On = on,
            Zone = plan.ZoneOn(on),
            Status = status,
            ShiftId = bucket.Plan.Count > 0 ? bucket.Plan[^1].Shift.ShiftId : null,
            PlannedFrom = bucket.Plan.Count > 0 ? bucket.Plan[0].From.ToDateTimeOffset() : null,
            PlannedTo = bucket.Plan.Count > 0 ? bucket.Plan[^1].To.ToDateTimeOffset() : null,
            PlannedSeconds = AfterBreak(expected),
            FirstInAt = firstIn?.ToDateTimeOffset(),
            LastOutAt = lastOut?.ToDateTimeOffset(),
            IsInferred = bucket.Pieces.Any(piece => piece.Session.IsInferred),
            WorkedSeconds = worked,
            BreakSeconds = breaks,
            DeductedSeconds = deducted,
            LateSeconds = late,
            EarlySeconds = early,
            OvertimeSeconds = overtime,
            AcceptedOvertimeSeconds = accepted,
            NightSeconds = night,
            HolidaySeconds = holiday is null ? 0 : worked,
            PaidLeaveSeconds = paidLeave,
            UnpaidLeaveSeconds = unpaidLeave,
            Exceptions = exceptions.Aggregate(ExceptionKinds.None, (all, one) => all | one.Kind),
            OpenExceptions = open,
            NeedsDecision = open != ExceptionKinds.None,
            SettlesAt = SettlesAt().ToDateTimeOffset(),
            PolicyVersion = policy.Version,
            LeavePart = TakenLeave?.Part,
            IsLeavePaid = TakenLeave is { IsPaid: true },
            Reasons = reasons,
        };
    }

    /// <summary>The pieces as they count: rounded, without time before the shift, without refused inferred check-outs.</summary>
    private List<(Instant From, Instant To, PlannedShift? Shift)> Counted()
    {
        var (counted, early) = (new List<(Instant, Instant, PlannedShift?)>(), 0);
        foreach (var piece in bucket.Pieces)
        {
            if (piece.Session.IsInferred && !IsBelieved(piece))
            {
                continue;
            }
            var (from, to) = (
                piece.HasIn ? Rounded(piece.From) : piece.From,
                piece.HasOut && !piece.Session.IsInferred ? Rounded(piece.To) : piece.To
            );
            var starts =
                piece.Session.Shift is { } shift && !Rules.CountsEarlyArrival && holiday is null
                    ? Instant.Max(from, Instant.Min(shift.From, to))
                    : from;
            early += Seconds(starts - from);
            if (starts < to)
            {
                counted.Add((starts, to, piece.Session.Shift));
            }
        }
        if (early > 0)
        {
            Say(ReasonKind.EarlyUnpaid, early);
        }
        if (Rules.RoundTo > 0 && bucket.Pieces.Count > 0)
        {
            Say(ReasonKind.Rounded, Rules.RoundTo);
        }
        if (bucket.IsSplit)
        {
            Say(ReasonKind.SplitAtMidnight);
        }
        return counted;
    }

    private bool IsBelieved(DayPiece piece)
    {
        var verdict = Decide(ExceptionKinds.ForgottenCheckOut, DecisionFingerprint.Of([piece.Session.In]));
        if (verdict == false)
        {
            Say(ReasonKind.InferredRefused);
        }
        else
        {
            Say(ReasonKind.Inferred, piece.To.ToUnixTimeSeconds(), Rules.ForgottenLimit);
        }
        return verdict != false;
    }

    private Instant Rounded(Instant at)
    {
        if (Rules.RoundTo == 0)
        {
            return at;
        }
        var (unit, ahead) = (Rules.RoundTo * 60L, (long)clock.Ahead(at).TotalSeconds);
        var local = at.ToUnixTimeSeconds() + ahead;
        return Instant.FromUnixTimeSeconds(((local + (unit / 2)) / unit * unit) - ahead);
    }

    private (Instant? FirstIn, Instant? LastOut) Ends()
    {
        Instant? first = null,
            last = null;
        foreach (var piece in bucket.Pieces)
        {
            first = first is { } f ? Instant.Min(f, piece.From) : piece.From;
            last = last is { } l ? Instant.Max(l, piece.To) : piece.To;
        }
        foreach (var lone in bucket.Lone)
        {
            if (lone.Punch.Direction == Direction.In)
            {
                first = first is { } f ? Instant.Min(f, lone.Punch.Second) : lone.Punch.Second;
            }
            else
            {
                last = last is { } l ? Instant.Max(l, lone.Punch.Second) : lone.Punch.Second;
            }
        }
        if (first is { } came)
        {
            Say(ReasonKind.FirstIn, came.ToUnixTimeSeconds());
        }
        if (last is { } went && !bucket.Pieces.Any(piece => piece.Session.IsInferred && piece.To == went))
        {
            Say(ReasonKind.LastOut, went.ToUnixTimeSeconds());
        }
        return (first, last);
    }

    private (int Worked, int Breaks, int Deducted) Work(List<(Instant From, Instant To, PlannedShift? Shift)> pieces)
    {
        if (pieces.Count == 0)
        {
            return (0, 0, 0);
        }
        var (worked, breaks, count) = (pieces.Sum(piece => Seconds(piece.To - piece.From)), 0, 0);
        for (var index = 1; index < pieces.Count; index++)
        {
            if (pieces[index].Shift != pieces[index - 1].Shift || pieces[index].From <= pieces[index - 1].To)
            {
                continue;
            }
            breaks += Seconds(pieces[index].From - pieces[index - 1].To);
            count++;
        }
        if (Rules.Hours == HoursBy.FirstInLastOut)
        {
            Say(ReasonKind.FirstInLastOut);
            (worked, breaks, count) = (Stretches(pieces).Sum(stretch => Seconds(stretch.To - stretch.From)), 0, 0);
        }
        if (breaks > 0)
        {
            Say(ReasonKind.BreakPunched, breaks, count);
        }
        var paid = Math.Min(breaks, Rules.PaidBreak * 60);
        if (paid > 0)
        {
            Say(ReasonKind.BreakPaid, paid);
        }
        worked += paid;
        var deducted = breaks == 0 ? worked - AfterBreak(worked) : 0;
        if (deducted > 0)
        {
            Say(ReasonKind.BreakDeducted, deducted, Rules.DeductedBreakOver);
        }
        return (worked - deducted, breaks, deducted);
    }

    /// <summary>The uninterrupted spans of work: each piece, or one from the first to the last.</summary>
    private IEnumerable<(Instant From, Instant To)> Stretches(
        List<(Instant From, Instant To, PlannedShift? Shift)> pieces
    ) =>
        Rules.Hours == HoursBy.FirstInLastOut
            ? pieces.GroupBy(piece => IsInTwo ? piece.Shift : null).Select(part => (part.First().From, part.Last().To))
            : pieces.Select(piece => (piece.From, piece.To));

    /// <summary>
    /// Never deducts so much that a minute more of work is paid less. The hours between two parts of a shift count as a
    /// break.
    /// </summary>
    private int AfterBreak(int seconds) =>
        IsInTwo
            ? seconds
            : seconds - Math.Min(Rules.DeductedBreak * 60, Math.Max(0, seconds - (Rules.DeductedBreakOver * 60)));

    private (int Late, int Early) Punctuality()
    {
        var (late, early) = (0, 0);
        if (IsFree)
        {
            return (0, 0);
        }
        foreach (var part in bucket.Plan)
        {
            var ((from, to), (first, last)) = (Awaited(part.Shift), allocation.Of(part.Shift));
            if (first is null)
            {
                continue;
            }
            if (part.HasStart)
            {
                late += Beyond(
                    Seconds(Instant.Min(Came(part.Shift, first), to) - from),
                    Rules.GraceLate,
                    ReasonKind.Late,
                    ReasonKind.GraceLate
                );
            }
            var goesOn =
                last!.IsInferred
                || bucket.Lone.Any(lone => lone.Shift == part.Shift && lone.Punch.Second > last.EndsAt);
            if (part.HasEnd && !goesOn)
            {
                early += Beyond(
                    Seconds(to - Instant.Max(last.EndsAt, from)),
                    Rules.GraceEarly,
                    ReasonKind.LeftEarly,
                    ReasonKind.GraceEarly
                );
            }
        }
        return (late, early);
    }

    /// <summary>An unpaired in is not work, but it shows that the person was there.</summary>
    private Instant Came(PlannedShift shift, Session first) =>
        bucket
            .Lone.Where(lone => lone.Shift == shift && lone.Punch.Direction == Direction.In)
            .Select(lone => lone.Punch.Second)
            .Append(first.In.Second)
            .Min();

    private int Beyond(int seconds, int graceMinutes, ReasonKind missed, ReasonKind forgiven)
    {
        if (seconds <= 0)
        {
            return 0;
        }
        var isMissed = seconds > graceMinutes * 60;
        Say(isMissed ? missed : forgiven, seconds, graceMinutes);
        return isMissed ? seconds : 0;
    }

    /// <summary>
    /// When the person should be there; half a day of leave ends or begins in the middle of the shift, or between its
    /// parts.
    /// </summary>
    private (Instant From, Instant To) Awaited(PlannedShift shift)
    {
        if (leave is not { Part: not LeavePart.WholeDay } half)
        {
            return (shift.From, shift.To);
        }
        if (shift.Half is { } part)
        {
            return part == half.Part ? (shift.To, shift.To) : (shift.From, shift.To);
        }
        var middle = shift.From + Duration.FromSeconds(Seconds(shift.To - shift.From) / 2);
        return half.Part == LeavePart.Morning ? (middle, shift.To) : (shift.From, middle);
    }

    private int Expected(PlannedPart part)
    {
        var (from, to) = Awaited(part.Shift);
        return Overlap(part.From, part.To, from, to);
    }

    private int Night(List<(Instant From, Instant To, PlannedShift? Shift)> pieces)
    {
        var seconds = 0;
        var length = Period
            .Between(
                LocalTime.FromTimeOnly(Rules.NightFrom),
                LocalTime.FromTimeOnly(Rules.NightTo),
                PeriodUnits.Minutes
            )
            .Minutes;
        if (length == 0)
        {
            return 0;
        }
        if (length < 0)
        {
            length += 24 * 60;
        }
        foreach (var (from, to) in Stretches(pieces))
        {
            for (var (day, last) = (clock.DayOf(from).AddDays(-1), clock.DayOf(to)); day <= last; day = day.AddDays(1))
            {
                var starts = LocalDate.FromDateOnly(day) + LocalTime.FromTimeOnly(Rules.NightFrom);
                seconds += Overlap(from, to, clock.InstantOf(starts), clock.InstantOf(starts.PlusMinutes(length)));
            }
        }
        if (seconds > 0)
        {
            Say(ReasonKind.Night, seconds);
        }
        return seconds;
    }

    /// <summary>On a holiday all work is overtime; otherwise the work above the planned time or the limit of the policy.</summary>
    private (int Overtime, int Accepted) Overtime(int worked, int expected)
    {
        int? limit = IsFree
            ? 0
            : Rules.DailyOvertimeAfter * 60 ?? (bucket.Plan.Count > 0 ? AfterBreak(expected) : null);
        if (limit is not { } after || worked <= after)
        {
            return (0, 0);
        }
        var overtime = worked - after;
        if (overtime < Rules.OvertimeAtLeast * 60)
        {
            Say(ReasonKind.OvertimeTooShort, overtime, Rules.OvertimeAtLeast);
            return (0, 0);
        }
        Say(ReasonKind.OvertimeAfter, after);
        if (!Rules.OvertimeNeedsApproval)
        {
            return (overtime, overtime);
        }
        var verdict = Decide(ExceptionKinds.Overtime, overtime);
        Say(
            verdict switch
            {
                true => ReasonKind.OvertimeAccepted,
                false => ReasonKind.OvertimeRefused,
                null => ReasonKind.OvertimeWaits,
            }
        );
        return (overtime, verdict == true ? overtime : 0);
    }

    private (int Paid, int Unpaid) Leave(int planned)
    {
        if (holiday is not null)
        {
            Say(new DayReason(ReasonKind.Holiday, Text: holiday));
            return (0, 0);
        }
        if (leave is null)
        {
            return (0, 0);
        }
        Say(DayReason.Of(leave));
        var seconds =
            leave.Part == LeavePart.WholeDay ? AfterBreak(planned)
            : IsInTwo ? planned - bucket.Plan.Sum(Expected)
            : AfterBreak(planned) / 2;
        return leave.IsPaid ? (seconds, 0) : (0, seconds);
    }

    private void LookAtPunches()
    {
        var lone = bucket.Lone.Select(one => one.Punch).ToList();
        if (lone.Count > 0)
        {
            Say(ReasonKind.Odd, lone.Count);
            Decide(ExceptionKinds.OddPunches, DecisionFingerprint.Of(lone));
        }
        var punches = bucket.Pieces.SelectMany(PunchesOf).Concat(lone).ToList();
        Look(ExceptionKinds.OutsideFence, punches.Where(punch => punch.IsOutside));
        Look(ExceptionKinds.LowConfidence, punches.Where(punch => punch.Closeness < Rules.LowConfidence));
        Look(
            ExceptionKinds.SeveralSites,
            bucket
                .Pieces.Where(piece => piece.HasIn && Differ(piece.Session.In, piece.Session.Out))
                .Select(piece => piece.Session.In)
                .Concat(
                    bucket
                        .Lone.Where(one =>
                            one.Next is { } next
                            && next.Second - one.Punch.Second < MaxLength
                            && Differ(one.Punch, next)
                        )
                        .Select(one => one.Punch)
                )
        );
    }

    private static bool Differ(CountingPunch punch, CountingPunch? next) =>
        punch.SiteId is { } here && next?.SiteId is { } there && here != there;

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

    private void Look(ExceptionKinds kind, IEnumerable<CountingPunch> punches)
    {
        var these = punches.ToList();
        if (these.Count > 0)
        {
            Decide(kind, DecisionFingerprint.Of(these));
        }
    }

    /// <returns>The decision; null while there is none.</returns>
    private bool? Decide(ExceptionKinds kind, long mark)
    {
        exceptions.Add(new DayException(kind, mark));
        DayDecision? holds = null;
        foreach (var decision in inputs.Decisions)
        {
            if (
                decision.On == on
                && decision.Kind == kind
                && decision.Fingerprint == mark
                && !(holds?.DecidedAt > decision.DecidedAt)
            )
            {
                holds = decision;
            }
        }
        if (holds is null)
        {
            open |= kind;
        }
        return holds?.IsAccepted;
    }

    private DayStatus Status(int worked, int expected)
    {
        if (holiday is not null)
        {
            return DayStatus.Holiday;
        }
        if (leave is { Part: LeavePart.WholeDay })
        {
            return DayStatus.Leave;
        }
        if (worked == 0 && bucket.Lone.Count > 0)
        {
            return DayStatus.Incomplete;
        }
        if (bucket.Plan.Count == 0)
        {
            return worked > 0 ? DayStatus.Present : DayStatus.Incomplete;
        }
        if (bucket.Pieces.Count == 0)
        {
            Say(ReasonKind.NoPunch);
            return DayStatus.Absent;
        }
        if (worked == 0 || worked * 100L < (long)expected * Rules.AbsentBelow)
        {
            Say(ReasonKind.BelowAbsent, Rules.AbsentBelow);
            return DayStatus.Absent;
        }
        if (worked * 100L >= (long)expected * Rules.HalfDayBelow)
        {
            return DayStatus.Present;
        }
        Say(ReasonKind.BelowHalf, Rules.HalfDayBelow);
        return DayStatus.HalfDay;
    }

    private Instant SettlesAt()
    {
        var at = Instant.MinValue;
        foreach (var part in bucket.Plan)
        {
            at = Instant.Max(at, part.Shift.WindowTo);
        }
        foreach (var piece in bucket.Pieces)
        {
            at = Instant.Max(at, piece.Session.Shift?.WindowTo ?? piece.To);
        }
        foreach (var lone in bucket.Lone)
        {
            at = Instant.Max(
                at,
                lone.Punch.Direction == Direction.In
                    ? Instant.Min(lone.Punch.Second + MaxLength, lone.Next?.Second ?? Instant.MaxValue)
                    : lone.Punch.Second
            );
        }
        return at;
    }

    private void Say(ReasonKind kind, long first = 0, long second = 0) =>
        reasons.Add(new DayReason(kind, first, second));

    private void Say(DayReason reason) => reasons.Add(reason);

    private static int Overlap(Instant from, Instant to, Instant start, Instant end) =>
        Math.Max(0, Seconds(Instant.Min(to, end) - Instant.Max(from, start)));

    private static int Seconds(Duration length) => (int)(length.BclCompatibleTicks / NodaConstants.TicksPerSecond);
}

/// <summary>A day with its parts, for display.</summary>
/// <param name="Plan">The shift, or the parts of it that belong to the day.</param>
/// <param name="Punches">Those that belong to the day, earliest first.</param>
public sealed record DayTimelineLayout(
    AttendanceDay Day,
    IReadOnlyList<DayTimelineLayout.Stretch> Plan,
    IReadOnlyList<DayTimelineLayout.Stretch> Sessions,
    IReadOnlyList<CountingPunch> Punches
)
{
    /// <param name="IsInferred">Its end was not punched.</param>
    public sealed record Stretch(Instant From, Instant To, bool IsInferred = false);
}

/// <param name="Kind">One kind.</param>
/// <param name="Fingerprint">Identifies the punches or the figure behind it: a decision applies as long as the
/// fingerprint is the same.</param>
public readonly record struct DayException(ExceptionKinds Kind, long Fingerprint);
