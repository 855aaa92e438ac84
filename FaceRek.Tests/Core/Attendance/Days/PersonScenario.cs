using System.Globalization;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using NodaTime;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>Facts about one person, one line each.</summary>
internal sealed class PersonScenario(string zone = "Europe/London")
{
    private static readonly Guid Organization = Guid.CreateVersion7();

    private readonly List<CountingPunch> punches = [];
    private readonly List<ShiftAssignment> assignments = [];
    private readonly Dictionary<Guid, Shift> shifts = [];
    private readonly Dictionary<Guid, Rotation> rotations = [];
    private readonly List<AttendancePolicy> policies = [];
    private readonly Dictionary<DateOnly, string> holidays = [];
    private readonly Dictionary<DateOnly, DayLeave> leave = [];
    private readonly List<DayDecision> decisions = [];
    private readonly List<(DateOnly From, DateOnly Until)> gaps = [];
    private (DateOnly Since, DateOnly? Until) employed = (new DateOnly(1990, 1, 1), null);
    private int number;

    public Guid PersonId { get; } = Guid.CreateVersion7();

    /// <summary>Always on this shift, on the given weekdays, without a start date.</summary>
    public PersonScenario Works(string from, int minutes, WeekDays days = WeekDays.All)
    {
        var shift = NewShift(from, minutes, days);
        assignments.Add(Assigned(shift.Id, null));
        return this;
    }

    /// <summary>A shift in two parts, every day.</summary>
    public PersonScenario WorksInTwo(string from, int firstPartMinutes, int secondPartAfter, int minutes)
    {
        var shift = new Shift
        {
            OrganizationId = Organization,
            Name = from,
            StartsAt = TimeOnly.Parse(from, CultureInfo.InvariantCulture),
            Minutes = minutes,
            FirstPartMinutes = firstPartMinutes,
            SecondPartAfter = secondPartAfter,
            Days = WeekDays.All,
            CreatedAt = default,
        };
        shifts.Add(shift.Id, shift);
        assignments.Add(Assigned(shift.Id, null));
        return this;
    }

    public PersonScenario Rotates(
        DateOnly startsOn,
        int length,
        params (int Position, string From, int Minutes)[] cells
    )
    {
        var rotation = new Rotation
        {
            OrganizationId = Organization,
            Name = "Rotation",
            StartsOn = startsOn,
            Length = length,
            CreatedAt = default,
        };
        rotation.Days.AddRange(
            cells.Select(cell => new RotationDay
            {
                OrganizationId = Organization,
                RotationId = rotation.Id,
                Position = cell.Position,
                ShiftId = NewShift(cell.From, cell.Minutes, WeekDays.All).Id,
            })
        );
        rotations.Add(rotation.Id, rotation);
        assignments.Add(Assigned(null, rotation.Id));
        return this;
    }

    public PersonScenario Under(PolicyRules rules, DateOnly? from = null)
    {
        policies.Add(
            new AttendancePolicy
            {
                OrganizationId = Organization,
                Version = policies.Count + 1,
                From = from ?? DateOnly.MinValue,
                Rules = rules,
                SavedAt = default,
                SavedById = default,
            }
        );
        return this;
    }

    /// <param name="wall">Such as 2026-03-02 08:00; of a time that occurs twice, the first.</param>
    public PersonScenario In(string wall, Guid? site = null, double? closeness = null, bool isOutside = false) =>
        Punch(Direction.In, wall, site, closeness, isOutside);

    public PersonScenario Out(string wall, Guid? site = null) => Punch(Direction.Out, wall, site, null, false);

    public PersonScenario PunchAt(Direction direction, Instant at)
    {
        punches.Add(NewPunch(direction, at));
        return this;
    }

    public PersonScenario Holiday(string day, string name)
    {
        holidays[Day(day)] = name;
        return this;
    }

    public PersonScenario OnLeave(string day, LeavePart part = LeavePart.WholeDay, bool isPaid = true)
    {
        leave[Day(day)] = new DayLeave(part, isPaid);
        return this;
    }

    public PersonScenario Employed(string since, string? until)
    {
        employed = (Day(since), until is null ? null : Day(until));
        return this;
    }

    public PersonScenario Gone(string from, string until)
    {
        gaps.Add((Day(from), Day(until)));
        return this;
    }

    /// <summary>Decides the open exceptions of that kind on that day.</summary>
    /// <param name="minute">When, in minutes after a fixed midnight.</param>
    public PersonScenario Decided(string day, ExceptionKinds kind, bool isAccepted, int minute = 0)
    {
        var exception = DayCalculator.ExceptionsOf(Facts(), Day(day)).Single(one => one.Kind == kind);
        decisions.Add(
            new DayDecision
            {
                OrganizationId = Organization,
                PersonId = PersonId,
                On = Day(day),
                Kind = kind,
                Fingerprint = exception.Fingerprint,
                IsAccepted = isAccepted,
                DecidedById = default,
                DecidedAt = DateTimeOffset.UnixEpoch.AddMinutes(minute),
            }
        );
        return this;
    }

    public AttendanceDay On(string day) => Assert.Single(Between(day, day));

    public AttendanceDay? MaybeOn(string day) => Between(day, day).SingleOrDefault();

    public IReadOnlyList<AttendanceDay> Between(string from, string to) =>
        DayCalculator.Make(Facts(), Day(from), Day(to));

    public DayInputs Facts() =>
        new(
            Organization,
            PersonId,
            zone,
            employed.Since,
            employed.Until,
            [.. punches.OrderBy(punch => punch.At).ThenBy(punch => punch.Number)],
            new Roster(assignments, [], shifts, rotations),
            new PolicyHistory(policies),
            new DayCalendar(holidays, leave),
            decisions
        )
        {
            Gaps = gaps,
        };

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Shift NewShift(string from, int minutes, WeekDays days)
    {
        var shift = new Shift
        {
            OrganizationId = Organization,
            Name = from,
            StartsAt = TimeOnly.Parse(from, CultureInfo.InvariantCulture),
            Minutes = minutes,
            Days = days,
            CreatedAt = default,
        };
        shifts.Add(shift.Id, shift);
        return shift;
    }

    private ShiftAssignment Assigned(Guid? shiftId, Guid? rotationId) =>
        new()
        {
            OrganizationId = Organization,
            PersonId = PersonId,
            ShiftId = shiftId,
            RotationId = rotationId,
            From = new DateOnly(1990, 1, 1),
            CreatedAt = default,
            CreatedById = default,
        };

    private PersonScenario Punch(Direction direction, string wall, Guid? site, double? closeness, bool isOutside)
    {
        var at = Instant.FromDateTimeOffset(WallClock.Of(zone).At(DateTime.Parse(wall, CultureInfo.InvariantCulture)));
        punches.Add(
            NewPunch(direction, at) with
            {
                SiteId = site,
                Score = (float?)(100 + closeness),
                Threshold = 100,
                LocationStatus = isOutside ? LocationStatus.Outside : LocationStatus.NotAsked,
            }
        );
        return this;
    }

    private CountingPunch NewPunch(Direction direction, Instant at) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = PersonId,
            At = at.ToDateTimeOffset(),
            MadeAt = at.ToDateTimeOffset(),
            Number = ++number,
            Direction = direction,
            Way = PunchWay.Face,
            Zone = zone,
        };
}
