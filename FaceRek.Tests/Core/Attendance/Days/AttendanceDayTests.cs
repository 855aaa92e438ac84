using System.Reflection;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Tests.Core.Attendance.Days;

public sealed class AttendanceDayTests
{
    private static readonly PropertyInfo[] Properties =
    [
        .. typeof(AttendanceDay).GetProperties().Where(property => property.CanWrite),
    ];

    public static TheoryData<string> Names => [.. Properties.Select(property => property.Name)];

    /// <summary>Identity of the row, and flags that only say that something is open.</summary>
    private static readonly string[] NotCompared =
    [
        nameof(AttendanceDay.OrganizationId),
        nameof(AttendanceDay.NeedsDecision),
    ];

    /// <summary>A line says them by their reason, so that the seals of before these columns hold.</summary>
    private static readonly string[] NotInTheLine =
    [
        .. NotCompared,
        nameof(AttendanceDay.LeavePart),
        nameof(AttendanceDay.IsLeavePaid),
    ];

    public static TheoryData<string> WeekNames =>
        [
            .. typeof(AttendanceWeek)
                .GetProperties()
                .Where(property => property.CanWrite && property.Name != nameof(AttendanceWeek.OrganizationId))
                .Select(property => property.Name),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_figure_is_another_day_to_the_line_and_to_the_comparison(string name)
    {
        // Whether leave is paid is said of leave only.
        var part = name == nameof(AttendanceDay.IsLeavePaid) ? LeavePart.WholeDay : (LeavePart?)null;
        var (one, other) = (Day(part), Day(part));
        Assert.True(one.IsSameAs(other));
        Assert.Equal(one.Canonical(), other.Canonical());
        Change(other, name);
        Assert.Equal(
            (NotInTheLine.Contains(name), NotCompared.Contains(name)),
            (one.Canonical() == other.Canonical(), one.IsSameAs(other))
        );
    }

    /// <summary>Pairs of similar figures: a test must fail when one is used for the other.</summary>
    public static TheoryData<string, string> Neighbours
    {
        get
        {
            var compared = Properties.Where(property => !NotInTheLine.Contains(property.Name)).ToList();
            var pairs = new TheoryData<string, string>();
            foreach (
                var (one, other) in compared.Select(
                    (property, index) =>
                        (
                            property,
                            compared
                                .Skip(index + 1)
                                .FirstOrDefault(later => later.PropertyType == property.PropertyType)
                        )
                )
            )
            {
                if (other is not null)
                {
                    pairs.Add(one.Name, other.Name);
                }
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Neighbours))]
    public void Figures_that_changed_places_are_another_day(string name, string next)
    {
        var (one, other) = (Day(), Day());
        Change(one, name);
        Change(other, next);
        Assert.NotEqual(one.Canonical(), other.Canonical());
        Assert.False(one.IsSameAs(other));
    }

    [Fact]
    public void A_line_is_written_as_it_always_was()
    {
        var at = DateTimeOffset.UnixEpoch;
        var day = new AttendanceDay
        {
            OrganizationId = Guid.Empty,
            PersonId = Guid.Parse("0190aaaa-0000-7000-8000-000000000001"),
            On = new DateOnly(2026, 3, 2),
            Zone = "Europe/London",
            Status = DayStatus.HalfDay,
            ShiftId = Guid.Parse("0190aaaa-0000-7000-8000-000000000002"),
            PlannedFrom = at.AddSeconds(1),
            PlannedTo = at.AddSeconds(2),
            PlannedSeconds = 3,
            FirstInAt = at.AddSeconds(4),
            LastOutAt = at.AddSeconds(5),
            IsInferred = true,
            WorkedSeconds = 6,
            BreakSeconds = 7,
            DeductedSeconds = 8,
            LateSeconds = 9,
            EarlySeconds = 10,
            OvertimeSeconds = 11,
            AcceptedOvertimeSeconds = 12,
            NightSeconds = 13,
            HolidaySeconds = 14,
            PaidLeaveSeconds = 15,
            UnpaidLeaveSeconds = 16,
            Exceptions = (ExceptionKinds)17,
            OpenExceptions = (ExceptionKinds)18,
            NeedsDecision = true,
            SettlesAt = at.AddSeconds(19),
            PolicyVersion = 20,
            Reasons = [new DayReason(ReasonKind.Night, 1), new DayReason(ReasonKind.Odd, 2)],
        };
        Assert.Equal(
            "0190aaaa000070008000000000000001;2026-03-02;Europe/London;HalfDay;0190aaaa000070008000000000000002;1;2;3;4;5;1;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;Night|1|0|/Odd|2|0|\n",
            day.Canonical()
        );
        Assert.Equal(
            "00000000000000000000000000000000;2026-03-01;Europe/London;Present;;;;0;;;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;\n",
            Day().Canonical()
        );
        Assert.Equal("00000000000000000000000000000000;week;2026-03-02;1;2;3;1;4;5\n", Week().Canonical());
    }

    [Theory]
    [MemberData(nameof(WeekNames))]
    public void Another_figure_is_another_week(string name)
    {
        var (one, other) = (Week(), Week());
        Assert.Equal(one.Canonical(), other.Canonical());
        Change(other, name);
        Assert.NotEqual(one.Canonical(), other.Canonical());
    }

    [Fact]
    public void What_a_week_does_not_pay_is_its_overtime_without_what_was_accepted()
    {
        Assert.Equal((new DateOnly(2026, 3, 8), -1), (Week().Sunday, Week().UnpaidSeconds));
        Assert.Equal(
            100 - 30 + 20 + 7,
            new AttendanceDay
            {
                OrganizationId = default,
                PersonId = default,
                On = default,
                Zone = "",
                Status = default,
                SettlesAt = default,
                WorkedSeconds = 100,
                OvertimeSeconds = 30,
                AcceptedOvertimeSeconds = 20,
                PaidLeaveSeconds = 7,
                UnpaidLeaveSeconds = 1000,
            }.PaidSeconds
        );
    }

    [Theory]
    [InlineData(DayStatus.Absent, false, false, DayStatus.Expected)]
    [InlineData(DayStatus.Absent, true, false, DayStatus.AtWork)]
    [InlineData(DayStatus.Incomplete, true, false, DayStatus.AtWork)]
    [InlineData(DayStatus.HalfDay, true, false, DayStatus.AtWork)]
    [InlineData(DayStatus.Present, true, false, DayStatus.Present)]
    [InlineData(DayStatus.Present, true, true, DayStatus.AtWork)]
    [InlineData(DayStatus.Holiday, false, false, DayStatus.Holiday)]
    [InlineData(DayStatus.Holiday, true, true, DayStatus.AtWork)]
    [InlineData(DayStatus.Leave, false, false, DayStatus.Leave)]
    public void Until_it_is_settled_a_day_says_who_is_expected_and_who_is_at_work(
        DayStatus status,
        bool hasCome,
        bool isInferred,
        DayStatus shown
    )
    {
        var day = new AttendanceDay
        {
            OrganizationId = default,
            PersonId = default,
            On = default,
            Zone = "",
            Status = status,
            SettlesAt = DateTimeOffset.UnixEpoch,
            FirstInAt = hasCome ? DateTimeOffset.UnixEpoch.AddHours(-8) : null,
            IsInferred = isInferred,
        };
        Assert.Equal(
            (shown, status, status),
            (
                day.StatusAt(DateTimeOffset.UnixEpoch.AddTicks(-1)),
                day.StatusAt(DateTimeOffset.UnixEpoch),
                day.StatusAt(DateTimeOffset.UnixEpoch.AddTicks(1))
            )
        );
    }

    [Fact]
    public void Parts_of_a_second_make_no_other_day()
    {
        var (one, other) = (Day(), Day());
        typeof(AttendanceDay).GetProperty(nameof(AttendanceDay.FirstInAt))!.SetValue(one, DateTimeOffset.UnixEpoch);
        typeof(AttendanceDay)
            .GetProperty(nameof(AttendanceDay.FirstInAt))!
            .SetValue(other, DateTimeOffset.UnixEpoch.AddMilliseconds(400));
        Assert.Equal(one.Canonical(), other.Canonical());
        Assert.True(one.IsSameAs(other));
    }

    private static AttendanceDay Day(LeavePart? part = null) =>
        new()
        {
            OrganizationId = Guid.Empty,
            PersonId = Guid.Empty,
            On = new DateOnly(2026, 3, 1),
            Zone = "Europe/London",
            Status = DayStatus.Present,
            SettlesAt = DateTimeOffset.UnixEpoch,
            LeavePart = part,
        };

    private static AttendanceWeek Week() =>
        new()
        {
            OrganizationId = Guid.Empty,
            PersonId = Guid.Empty,
            From = new DateOnly(2026, 3, 2),
            OrdinarySeconds = 1,
            OvertimeSeconds = 2,
            AcceptedSeconds = 3,
            NeedsDecision = true,
            SettlesAt = DateTimeOffset.UnixEpoch.AddSeconds(4),
            PolicyVersion = 5,
        };

    private static void Change(object row, string name)
    {
        var property = row.GetType().GetProperty(name)!;
        var before = property.GetValue(row);
        property.SetValue(
            row,
            Another(before, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
        );
        Assert.NotEqual(before, property.GetValue(row));
    }

    private static object Another(object? value, Type type) =>
        type == typeof(Guid) ? Guid.CreateVersion7()
        : type == typeof(DateOnly) ? ((DateOnly)value!).AddDays(1)
        : type == typeof(DateTimeOffset) ? ((DateTimeOffset?)value ?? DateTimeOffset.UnixEpoch).AddSeconds(1)
        : type == typeof(string) ? $"{value}x"
        : type == typeof(bool) ? !(bool)value!
        : type == typeof(IReadOnlyList<DayReason>) ? new[] { new DayReason(ReasonKind.NoPunch) }
        : type.IsEnum
            ? Enum.ToObject(type, Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) + 1)
        : (int)value! + 1;
}
