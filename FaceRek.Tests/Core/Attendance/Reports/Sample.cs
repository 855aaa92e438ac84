using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Workplaces;

namespace FaceRek.Tests.Core.Attendance.Reports;

/// <summary>Two people and a week of days of every kind, the same each time.</summary>
internal static class Sample
{
    public const string London = "Europe/London";
    public static readonly DateOnly Monday = new(2026, 3, 23);

    /// <summary>Saturday noon: Saturday's shift is not settled yet.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);

    public static ReportContext Context(string? lockHash = null) =>
        new(new ReportScope(VisibilityScope.Everybody, Monday, Monday.AddDays(6)), PolicyHistory.Empty, Now, lockHash);

    public static IReadOnlyList<PersonDays> People =>
        [
            new(
                new ReportPerson(
                    Guid.Parse("0190aaaa-0000-7000-8000-000000000001"),
                    "Ada Baker",
                    "7",
                    "Shop",
                    "Mill Lane",
                    London
                ),
                [
                    Day(0, DayStatus.Present, from: 9, to: 17.5, worked: 28_800, deducted: 1_800),
                    Day(
                        1,
                        DayStatus.Present,
                        from: 9.25,
                        to: 19,
                        worked: 33_300,
                        late: 900,
                        overtime: 4_500,
                        accepted: 4_500
                    ),
                    Day(2, DayStatus.Leave, paidLeave: 27_000),
                    Day(3, DayStatus.HalfDay, from: 9, to: 11, worked: 7_200, early: 21_600),
                    Day(4, DayStatus.Absent),
                    Day(5, DayStatus.Present, from: 9, to: 17, worked: 28_800, settles: 48),
                ],
                []
            ),
            new(
                new ReportPerson(
                    Guid.Parse("0190aaaa-0000-7000-8000-000000000002"),
                    "=HYPERLINK(\"x\") \"Ben\"",
                    null,
                    null,
                    null,
                    "Asia/Tokyo"
                ),
                [
                    Day(0, DayStatus.Holiday, zone: "Asia/Tokyo"),
                    Day(
                        1,
                        DayStatus.Present,
                        from: 0,
                        to: 10.5,
                        worked: 37_800,
                        overtime: 9_000,
                        open: ExceptionKinds.Overtime,
                        zone: "Asia/Tokyo"
                    ),
                    Day(2, DayStatus.Incomplete, from: 0, open: ExceptionKinds.OddPunches, zone: "Asia/Tokyo"),
                ],
                []
            ),
        ];

    /// <summary>Ada's week, when it is over.</summary>
    public static PersonDays WithWeek(int accepted, bool waits) =>
        People[0] with
        {
            Weeks =
            [
                new AttendanceWeek
                {
                    OrganizationId = Guid.Empty,
                    PersonId = Guid.Empty,
                    From = Monday,
                    OrdinarySeconds = 42 * 3_600,
                    OvertimeSeconds = 7_200,
                    AcceptedSeconds = accepted,
                    NeedsDecision = waits,
                    SettlesAt = Now.AddDays(2),
                    PolicyVersion = 0,
                },
            ],
        };

    /// <summary>Hours are in UTC, which is London time until that Sunday.</summary>
    private static AttendanceDay Day(
        int day,
        DayStatus status,
        double? from = null,
        double? to = null,
        int worked = 0,
        int deducted = 0,
        int late = 0,
        int early = 0,
        int overtime = 0,
        int accepted = 0,
        int paidLeave = 0,
        ExceptionKinds open = ExceptionKinds.None,
        string zone = London,
        int settles = 22
    )
    {
        var midnight = new DateTimeOffset(Monday.AddDays(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new AttendanceDay
        {
            OrganizationId = Guid.Empty,
            PersonId = Guid.Empty,
            On = Monday.AddDays(day),
            Zone = zone,
            Status = status,
            PlannedFrom = midnight.AddHours(9),
            PlannedTo = midnight.AddHours(17),
            PlannedSeconds = 27_000,
            FirstInAt = from is { } came ? midnight.AddHours(came) : null,
            LastOutAt = to is { } left ? midnight.AddHours(left) : null,
            WorkedSeconds = worked,
            DeductedSeconds = deducted,
            LateSeconds = late,
            EarlySeconds = early,
            OvertimeSeconds = overtime,
            AcceptedOvertimeSeconds = accepted,
            PaidLeaveSeconds = paidLeave,
            OpenExceptions = open,
            Exceptions = open,
            NeedsDecision = open != ExceptionKinds.None,
            SettlesAt = midnight.AddHours(settles),
        };
    }
}
