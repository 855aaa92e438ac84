using System.Globalization;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Workplaces;

namespace FaceRek.Tests.Core.Attendance.Reports;

/// <summary>Which days and weeks a report contains, and its totals compared with figures calculated by hand.</summary>
public sealed class ReportLinesTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Payroll_sums_what_is_settled_at_this_moment_and_nothing_that_is_not()
    {
        // 1+2+4 worked on settled days; 8 settles a moment later.
        var person = Person(
            [
                Day(
                    0,
                    DayStatus.Present,
                    Now,
                    worked: 3600,
                    overtime: 600,
                    accepted: 300,
                    night: 60,
                    holiday: 0,
                    paidLeave: 0,
                    unpaidLeave: 0,
                    open: true
                ),
                Day(
                    1,
                    DayStatus.HalfDay,
                    Now.AddDays(-1),
                    worked: 7200,
                    overtime: 0,
                    accepted: 0,
                    night: 120,
                    holiday: 0,
                    paidLeave: 900,
                    unpaidLeave: 0
                ),
                Day(
                    2,
                    DayStatus.Holiday,
                    Now.AddDays(-1),
                    worked: 14400,
                    overtime: 14400,
                    accepted: 14400,
                    night: 0,
                    holiday: 14400,
                    paidLeave: 0,
                    unpaidLeave: 1800
                ),
                Day(3, DayStatus.Absent, Now.AddDays(-1)),
                Day(
                    4,
                    DayStatus.Present,
                    Now.AddTicks(1),
                    worked: 28800,
                    overtime: 7200,
                    accepted: 7200,
                    night: 240,
                    holiday: 360,
                    paidLeave: 480,
                    unpaidLeave: 600,
                    open: true
                ),
                Day(5, DayStatus.Absent, Now.AddTicks(1)),
            ],
            [Week(-7, Now, 3000, 1000, waits: true), Week(0, Now.AddTicks(1), 5000, 5000, waits: true)]
        );
        var line = Assert.Single(Report.Of(ReportKind.Payroll).Lines(person, Context()));
        Assert.Equal(
            [
                new ReportCell.Text("Ada"),
                new ReportCell.Text("7"),
                new ReportCell.Text("Shop"),
                new ReportCell.Text("Mill"),
                new ReportCell.Count(2),
                new ReportCell.Length(25200),
                // Paid: 3600-600+300, 7200+900, 14400; without the 2000 of the week that are not paid.
                new ReportCell.Length(3300 + 8100 + 14400 - 2000),
                new ReportCell.Length(15000),
                new ReportCell.Length(14700),
                new ReportCell.Length(3000),
                new ReportCell.Length(1000),
                new ReportCell.Length(180),
                new ReportCell.Length(14400),
                new ReportCell.Length(900),
                new ReportCell.Length(1800),
                new ReportCell.Count(1),
                new ReportCell.Count(2),
                new ReportCell.Day(Monday),
                new ReportCell.Day(Monday.AddDays(6)),
                new ReportCell.Text("Europe/London"),
                new ReportCell.Word("Every in and the out after it; policy version 0"),
                new ReportCell.Text("not locked"),
            ],
            line
        );
        Assert.Equal(line.Count, Report.Of(ReportKind.Payroll).Columns(Context()).Count);
    }

    [Fact]
    public void A_muster_counts_days_by_what_they_came_to_and_leaves_a_gap_where_there_is_no_day()
    {
        var person = Person(
            [
                Day(0, DayStatus.Present, Now),
                Day(1, DayStatus.HalfDay, Now),
                Day(2, DayStatus.Absent, Now),
                Day(3, DayStatus.Leave, Now),
                Day(5, DayStatus.HalfDay, Now.AddTicks(1)),
                Day(6, DayStatus.Absent, Now.AddTicks(1)),
            ],
            []
        );
        var line = Assert.Single(Report.Of(ReportKind.Muster).Lines(person, Context()));
        Assert.Equal(
            ["P", "½", "A", "L", null, "•", "·"],
            line.Skip(2).Take(7).Select(cell => (cell as ReportCell.Word)?.Value)
        );
        Assert.Equal(
            [
                new ReportCell.Count(3),
                new ReportCell.Count(1),
                new ReportCell.Count(1),
                new ReportCell.Text("Europe/London"),
            ],
            line.Skip(9)
        );
        Assert.Equal(
            ["2026-03-02", "2026-03-08"],
            Report
                .Of(ReportKind.Muster)
                .Columns(Context())
                .Select(column => column.Title)
                .Where(title => title.StartsWith("2026", StringComparison.Ordinal))
                .Where((_, index) => index is 0 or 6)
        );
    }

    [Fact]
    public void Late_shows_at_once_and_early_once_the_day_is_settled()
    {
        var person = Person(
            [
                Day(0, DayStatus.Present, Now.AddTicks(1), late: 1),
                Day(1, DayStatus.Present, Now.AddTicks(1), early: 1),
                Day(2, DayStatus.Present, Now, early: 1),
                Day(3, DayStatus.Present, Now),
            ],
            []
        );
        Assert.Equal([Monday, Monday.AddDays(2)], DaysOf(ReportKind.Late, person, 3));
    }

    [Fact]
    public void Absence_shows_absence_half_days_and_leave_once_they_are_so()
    {
        var person = Person(
            [
                Day(0, DayStatus.Absent, Now),
                Day(1, DayStatus.Leave, Now),
                Day(2, DayStatus.HalfDay, Now),
                Day(3, DayStatus.Present, Now, unpaidLeave: 1),
                Day(4, DayStatus.Present, Now),
                Day(5, DayStatus.Absent, Now.AddTicks(1)),
                Day(6, DayStatus.Holiday, Now, paidLeave: 1),
            ],
            []
        );
        Assert.Equal(new[] { 0, 1, 2, 3, 6 }.Select(Monday.AddDays), DaysOf(ReportKind.Absence, person, 3));
    }

    [Fact]
    public void Overtime_has_a_line_for_each_day_and_each_settled_week_by_its_Sunday()
    {
        var person = Person(
            [
                Day(0, DayStatus.Present, Now, worked: 9, overtime: 3, accepted: 2),
                Day(1, DayStatus.Holiday, Now, worked: 8, overtime: 8, holiday: 8, open: true),
                Day(2, DayStatus.Present, Now, worked: 7),
                Day(6, DayStatus.Present, Now, worked: 5, overtime: 4),
            ],
            [Week(-7, Now, 30, 0, waits: false), Week(0, Now.AddTicks(1), 50, 50, waits: true)]
        );
        Assert.Equal(
            [
                ("2026-03-01", "Week", 40, 30, 0, "Refused"),
                ("2026-03-02", "Day", 9, 3, 2, "Accepted"),
                ("2026-03-03", "Holiday", 8, 8, 0, "Waiting"),
                ("2026-03-08", "Day", 5, 4, 0, "Refused"),
            ],
            Report
                .Of(ReportKind.Overtime)
                .Lines(person, Context())
                .Select(line =>
                    (
                        ((ReportCell.Day)line[3]).Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        ((ReportCell.Word)line[4]).Value,
                        ((ReportCell.Length)line[5]).Seconds,
                        ((ReportCell.Length)line[6]).Seconds,
                        ((ReportCell.Length)line[7]).Seconds,
                        ((ReportCell.Word)line[8]).Value
                    )
                )
        );
    }

    [Fact]
    public void A_line_of_the_register_adds_both_kinds_of_breaks_and_shows_clocks_of_the_day()
    {
        var day = Day(0, DayStatus.Present, Now, worked: 60, late: 5, early: 6, overtime: 7, zone: "Asia/Tokyo");
        var line = Assert.Single(Report.Of(ReportKind.Register).Lines(Person([day], []), Context()));
        Assert.Equal(
            [
                new ReportCell.Word("Present"),
                new ReportCell.Clock(new TimeOnly(18, 0)),
                new ReportCell.Clock(new TimeOnly(2, 0)),
                new ReportCell.Clock(new TimeOnly(18, 5)),
                new ReportCell.Clock(new TimeOnly(1, 55)),
                new ReportCell.Length(60),
                new ReportCell.Length(30),
                new ReportCell.Length(5),
                new ReportCell.Length(6),
                new ReportCell.Length(7),
                new ReportCell.Text("Asia/Tokyo"),
            ],
            line.Skip(5)
        );
    }

    [Fact]
    public void A_person_who_moved_is_shown_on_each_day_as_they_were_known()
    {
        var (now, before) = (Known("Shop", "Mill"), Known("Kitchen", "Lane"));
        var person = new PersonDays(now, [Day(0, DayStatus.Present, Now), Day(1, DayStatus.Present, Now)], [])
        {
            Formerly = [(Monday.AddDays(-3), Known("Depot", "Yard")), (Monday, before)],
        };
        Assert.Equal(
            ["Depot", "Kitchen", "Kitchen", "Shop"],
            new[] { -3, -2, 0, 1 }.Select(day => person.On(Monday.AddDays(day)).Department)
        );
        Assert.Equal(
            [("Kitchen", "Lane"), ("Shop", "Mill")],
            Report
                .Of(ReportKind.Register)
                .Lines(person, Context())
                .Select(line => (((ReportCell.Text)line[2]).Value, ((ReportCell.Text)line[3]).Value))
        );
    }

    [Theory]
    [InlineData(ReportKind.Register, "Site, Time zone", "", "Worked, Break, Late, Early, Overtime")]
    [InlineData(ReportKind.Muster, "External id, Time zone", "Days present, Days absent, Days of leave", "")]
    [InlineData(ReportKind.Late, "Time zone", "", "Late, Early")]
    [InlineData(ReportKind.Overtime, "Time zone", "", "Worked, Overtime, Of it paid")]
    [InlineData(ReportKind.Absence, "Time zone", "", "Planned, Worked, Paid leave, Unpaid leave")]
    [InlineData(
        ReportKind.Payroll,
        "Site, From, To, Time zone, Counted by, Period lock",
        "Days present, Days absent, Open decisions",
        "Worked, Paid, Overtime, Of it paid, Weekly overtime, Weekly paid, Night, On holidays, Paid leave, Unpaid leave"
    )]
    public void A_page_leaves_out_what_each_line_of_a_file_says_and_lengths_and_numbers_are_told_apart(
        ReportKind kind,
        string inFileOnly,
        string numbers,
        string lengths
    )
    {
        var columns = Report.Of(kind).Columns(Context());
        string Titles(Func<ReportColumn, bool> which) =>
            string.Join(", ", columns.Where(which).Select(column => column.Title));
        Assert.Equal(
            (inFileOnly, numbers, lengths),
            (
                Titles(column => column.InFileOnly),
                Titles(column => column.Kind == ReportColumnKind.Number),
                Titles(column => column.Kind == ReportColumnKind.Length)
            )
        );
        Assert.Equal(kind, Report.Of(kind).Kind);
        Assert.Equal(columns.Count, columns.Select(column => column.Title).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 0, 0, null, null)]
    [InlineData(9, 0, 0, 0, null)]
    [InlineData(9, 5, 1, 56, 20)]
    [InlineData(3, 2, 2, 67, 100)]
    public void Parts_are_whole_percents_of_those_expected_and_of_those_present(
        int expected,
        int present,
        int late,
        int? percentPresent,
        int? percentLate
    ) =>
        Assert.Equal(
            (percentPresent, percentLate),
            new DayCount(Monday, expected, present, late) is var count
                ? (count.PercentPresent, count.PercentLate)
                : default
        );

    [Fact]
    public void A_scope_covers_places_of_its_reach_departments_and_site()
    {
        var (shop, kitchen, mill, lane) = (
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            Guid.CreateVersion7()
        );
        var everything = new ReportScope(VisibilityScope.Everybody, Monday, Monday.AddDays(6));
        Assert.True(everything.IsEverywhere && everything.Covers(Place(null, null)));
        Assert.Equal(
            (7, Monday, Monday.AddDays(6)),
            (everything.Days, everything.EachDay().First(), everything.EachDay().Last())
        );
        foreach (
            var scope in new[]
            {
                everything with
                {
                    Reach = new VisibilityScope([shop]),
                },
                everything with
                {
                    Departments = [shop],
                },
            }
        )
        {
            Assert.Equal(
                (false, true, false, false),
                (
                    scope.IsEverywhere,
                    scope.Covers(Place(shop, null)),
                    scope.Covers(Place(kitchen, null)),
                    scope.Covers(Place(null, null))
                )
            );
        }
        var here = everything with { SiteId = mill };
        Assert.Equal(
            (false, true, false, false),
            (
                here.IsEverywhere,
                here.Covers(Place(null, mill)),
                here.Covers(Place(null, lane)),
                here.Covers(Place(null, null))
            )
        );
        var both = everything with
        {
            Reach = new VisibilityScope([shop, kitchen]),
            Departments = [shop],
            SiteId = mill,
        };
        Assert.Equal(
            (true, false, false),
            (both.Covers(Place(shop, mill)), both.Covers(Place(kitchen, mill)), both.Covers(Place(shop, lane)))
        );
        Assert.False((both with { Reach = VisibilityScope.Nobody }).Covers(Place(shop, mill)));

        static WorkplacePeriod Place(Guid? department, Guid? site) => new(Monday, Monday, site, department);
    }

    [Fact]
    public void Places_follow_each_other_without_a_gap()
    {
        var (first, second, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var spans = WorkplacePeriod.Of([Former(3, second), Former(0, first)], null, now);
        Assert.Equal(
            [
                (DateOnly.MinValue, Monday, first),
                (Monday.AddDays(1), Monday.AddDays(3), second),
                (Monday.AddDays(4), DateOnly.MaxValue, now),
            ],
            spans.Select(span => (span.From, span.Until, span.DepartmentId!.Value))
        );
        Assert.Equal(
            [false, true, true, false],
            new[] { 0, 1, 3, 4 }.Select(day => spans[1].Holds(Monday.AddDays(day)))
        );

        static FormerWorkplace Former(int until, Guid department) =>
            new()
            {
                OrganizationId = default,
                PersonId = default,
                Until = Monday.AddDays(until),
                SiteId = null,
                DepartmentId = department,
            };
    }

    [Fact]
    public void A_report_names_the_rule_of_its_last_day()
    {
        var policies = new PolicyHistory([
            new AttendancePolicy
            {
                OrganizationId = default,
                Version = 3,
                From = Monday.AddDays(6),
                Rules = new PolicyRules { Hours = HoursBy.FirstInLastOut },
                SavedAt = default,
                SavedById = default,
            },
        ]);
        Assert.Equal(
            ("First in to last out", 3),
            (Context() with { Policies = policies }) is var last ? (last.CountingRule, last.PolicyVersion) : default
        );
        var before = Context() with
        {
            Policies = policies,
            Scope = new ReportScope(VisibilityScope.Everybody, Monday, Monday.AddDays(5)),
        };
        Assert.Equal(("Every in and the out after it", 0), (before.CountingRule, before.PolicyVersion));
    }

    [Theory]
    [InlineData(18, 0.01)]
    [InlineData(17, 0)]
    [InlineData(-18, -0.01)]
    [InlineData(5400, 1.5)]
    public void Decimal_hours_have_two_places_and_half_of_the_last_is_rounded_away_from_nothing(
        int seconds,
        double hours
    )
    {
        IReadOnlyList<ReportColumn> columns =
        [
            new("Worked", ReportColumnKind.Length),
            new("Day"),
            new("Late", ReportColumnKind.Length),
            new("Days", ReportColumnKind.Number),
            new("In"),
            new("Name"),
        ];
        Assert.Equal(
            ["Worked (hh:mm)", "Worked (hours)", "Day", "Late (hh:mm)", "Late (hours)", "Days", "In", "Name"],
            ReportSheet.Header(columns)
        );
        Assert.Equal(
            [ReportSheet.HoursAndMinutes(seconds), (decimal)hours, "2026-03-02", null, null, 3, "07:05", null],
            ReportSheet.Cells(
                columns,
                [
                    new ReportCell.Length(seconds),
                    new ReportCell.Day(Monday),
                    ReportCell.None,
                    new ReportCell.Count(3),
                    new ReportCell.Clock(new TimeOnly(7, 5, 59)),
                    ReportCell.None,
                ]
            )
        );
    }

    [Fact]
    public void Each_status_has_its_own_word_and_sign()
    {
        Assert.Equal(
            ["Present", "Half day", "Absent", "Holiday", "Leave", "Incomplete", "Expected", "At work"],
            Enum.GetValues<DayStatus>().Select(DayStatusText.Of)
        );
        Assert.Equal(
            ["P", "½", "A", "H", "L", "?", "·", "•"],
            Enum.GetValues<DayStatus>().Select(DayStatusText.LetterOf)
        );
    }

    private static IEnumerable<DateOnly> DaysOf(ReportKind kind, PersonDays person, int column) =>
        Report.Of(kind).Lines(person, Context()).Select(line => ((ReportCell.Day)line[column]).Value);

    private static ReportContext Context() =>
        new(new ReportScope(VisibilityScope.Everybody, Monday, Monday.AddDays(6)), PolicyHistory.Empty, Now, null);

    private static ReportPerson Known(string department, string site) =>
        new(Guid.Empty, "Ada", "7", department, site, "Europe/London");

    private static PersonDays Person(IReadOnlyList<AttendanceDay> days, IReadOnlyList<AttendanceWeek> weeks) =>
        new(Known("Shop", "Mill"), days, weeks);

    private static AttendanceWeek Week(int from, DateTimeOffset settlesAt, int overtime, int accepted, bool waits) =>
        new()
        {
            OrganizationId = default,
            PersonId = default,
            From = Monday.AddDays(from),
            OrdinarySeconds = overtime + 10,
            OvertimeSeconds = overtime,
            AcceptedSeconds = accepted,
            NeedsDecision = waits,
            SettlesAt = settlesAt,
            PolicyVersion = 0,
        };

    private static AttendanceDay Day(
        int day,
        DayStatus status,
        DateTimeOffset settlesAt,
        int worked = 0,
        int overtime = 0,
        int accepted = 0,
        int night = 0,
        int holiday = 0,
        int paidLeave = 0,
        int unpaidLeave = 0,
        int late = 0,
        int early = 0,
        bool open = false,
        string zone = "Europe/London"
    )
    {
        var nine = new DateTimeOffset(Monday.AddDays(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
        return new AttendanceDay
        {
            OrganizationId = default,
            PersonId = default,
            On = Monday.AddDays(day),
            Zone = zone,
            Status = status,
            PlannedFrom = nine,
            PlannedTo = nine.AddHours(8),
            PlannedSeconds = 27_000,
            SettlesAt = settlesAt,
            FirstInAt = status is DayStatus.Absent or DayStatus.Leave ? null : nine.AddMinutes(5),
            LastOutAt = status is DayStatus.Absent or DayStatus.Leave ? null : nine.AddHours(8).AddMinutes(-5),
            WorkedSeconds = worked,
            BreakSeconds = worked > 0 ? 10 : 0,
            DeductedSeconds = worked > 0 ? 20 : 0,
            OvertimeSeconds = overtime,
            AcceptedOvertimeSeconds = accepted,
            NightSeconds = night,
            HolidaySeconds = holiday,
            PaidLeaveSeconds = paidLeave,
            UnpaidLeaveSeconds = unpaidLeave,
            LateSeconds = late,
            EarlySeconds = early,
            OpenExceptions = open ? ExceptionKinds.Overtime : ExceptionKinds.None,
            Exceptions = open ? ExceptionKinds.Overtime : ExceptionKinds.None,
            NeedsDecision = open,
        };
    }
}
