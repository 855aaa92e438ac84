using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Reports;

/// <summary>Which people and days a report reads. Each test has its own department.</summary>
public sealed class TeamDaysTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_list_is_read_to_its_end_each_person_once_whatever_their_names()
    {
        // More than two batches of two hundred, most with one name.
        var department = await NewDepartmentAsync("Crowd");
        var people = Enumerable
            .Range(0, 405)
            .Select(index => Hired(index % 9 == 0 ? $"Number {index:000}" : "Namesake", department))
            .ToList();
        await house.InAsync(
            async (FaceRekDb db) =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
                var written = await db.InsertAsync(people, Cancellation);
                await transaction.CommitAsync(Cancellation);
                return written;
            }
        );
        var scope = Scope(house.Today, house.Today, [department]);
        var read = await house.InAsync(
            async (TeamDays team) =>
            {
                var all = new List<PersonDays>();
                await foreach (var one in team.StreamAsync(scope, Cancellation))
                {
                    all.Add(one);
                }
                return all;
            }
        );
        Assert.Equal(people.Select(person => person.Id).Order(), read.Select(one => one.Person.Id).Order());
        Assert.Equal(
            people.Select(person => person.Name).Order(StringComparer.Ordinal),
            read.Select(one => one.Person.Name)
        );
        Assert.Equal(405, await house.InAsync((TeamDays team) => team.CountAsync(scope, Cancellation)));
        // A page is a part of the same list.
        Assert.Equal(
            read.Skip(7).Take(5).Select(one => one.Person.Id),
            (await house.InAsync((TeamDays team) => team.PageAsync(scope, 7, 5, Cancellation))).Select(one =>
                one.Person.Id
            )
        );
        Assert.Empty(await house.InAsync((TeamDays team) => team.PageAsync(scope, 405, 5, Cancellation)));
    }

    [Fact]
    public async Task A_person_who_was_here_on_one_of_the_days_is_in_it_with_those_days_and_the_weeks_that_end_in_them()
    {
        var department = await NewDepartmentAsync("Bench");
        var site = new Site
        {
            OrganizationId = house.World.Bakery.Id,
            Name = "Pier",
            Zone = "Asia/Tokyo",
            CreatedAt = house.At(-90, 9),
        };
        var (stays, left, leaving, erased) = (
            Hired("Stays", department, "N-1"),
            Hired("Left", department),
            Hired("Leaving", department),
            Hired("Erased", department)
        );
        stays.SiteId = site.Id;
        var (from, to) = (house.Today.AddDays(-20), house.Today.AddDays(-10));
        left.Deactivate(house.At(-20, 0).AddTicks(-1));
        leaving.Deactivate(house.At(-20, 0));
        erased.Erase(house.At(-15, 9));
        await house.SaveAsync(site, stays, left, leaving, erased);
        var monday = WeeklyOvertime.MondayOf(from);
        await house.SaveAsync(
            Day(stays, -9),
            Day(stays, -10),
            Day(stays, -15),
            Day(stays, -20),
            Day(stays, -21),
            Day(erased, -15),
            // The week that ends before, the one that ends in it, and the one that begins in it and ends after.
            Week(stays, monday.AddDays(-7)),
            Week(stays, monday),
            Week(stays, WeeklyOvertime.MondayOf(to.AddDays(1)))
        );
        var read = await house.InAsync(
            (TeamDays team) => team.PageAsync(Scope(from, to, [department]), 0, 50, Cancellation)
        );

        Assert.Equal([erased.Name, "Leaving", "Stays"], read.Select(one => one.Person.Name));
        var mine = read[2];
        Assert.Equal(new ReportPerson(stays.Id, "Stays", "N-1", "Bench", "Pier", "Asia/Tokyo"), mine.Person);
        Assert.Equal([-20, -15, -10], mine.Days.Select(day => day.On.DayNumber - house.Today.DayNumber));
        var sundays = new[] { monday.AddDays(-7), monday, WeeklyOvertime.MondayOf(to.AddDays(1)) }.Where(one =>
            from <= one.AddDays(6) && one.AddDays(6) <= to
        );
        Assert.Equal(sundays, mine.Weeks.Select(week => week.From));
        Assert.NotEmpty(mine.Weeks);
        Assert.Equal(
            ("Bench", null, "Europe/London"),
            (read[1].Person.Department, read[1].Person.Site, read[1].Person.Zone)
        );
        Assert.Single(read[0].Days);
    }

    [Fact]
    public async Task People_and_days_are_found_by_where_they_belonged_on_each_day()
    {
        var (first, second, third) = (
            await NewDepartmentAsync("First"),
            await NewDepartmentAsync("Second"),
            await NewDepartmentAsync("Third")
        );
        Site Named(string name) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                Name = name,
                Zone = "Europe/London",
                CreatedAt = house.At(-90, 9),
            };
        var (here, there) = (Named("Here"), Named("There"));
        var person = Hired("Moves Twice", third);
        FormerWorkplace Former(int until, Guid? department, Guid? at) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person.Id,
                Until = house.Today.AddDays(until),
                DepartmentId = department,
                SiteId = at,
            };
        person.SiteId = there.Id;
        FormerWorkplace[] former = [Former(-6, first, here.Id), Former(-3, second, null)];
        await house.SaveAsync(here, there, person, former[0], former[1]);
        await house.SaveAsync([.. Enumerable.Range(-8, 8).Select(day => (object)Day(person, day))]);
        var places = WorkplacePeriod.Of(former, person.SiteId, person.DepartmentId);

        var wrong = new List<string>();
        foreach (
            var scope in new Func<ReportScope, ReportScope>[]
            {
                scope => scope,
                scope => scope with { Departments = [first] },
                scope => scope with { Departments = [second] },
                scope => scope with { Departments = [third] },
                scope => scope with { Reach = new VisibilityScope([second, third]) },
                scope => scope with { Reach = new VisibilityScope([first, second]), Departments = [second, third] },
                scope => scope with { SiteId = here.Id },
                scope => scope with { SiteId = there.Id },
                scope => scope with { SiteId = there.Id, Departments = [first] },
            }
        )
        {
            for (var from = -8; from <= -1; from++)
            {
                for (var to = from; to <= -1; to++)
                {
                    var asked = scope(Scope(house.Today.AddDays(from), house.Today.AddDays(to), null));
                    var days = asked
                        .EachDay()
                        .Where(day => asked.Covers(places.First(place => place.Holds(day))))
                        .ToList();
                    var (isIn, found) = await house.InAsync(
                        async (FaceRekDb db) =>
                            (
                                await db.People.Within(db, asked).AnyAsync(one => one.Id == person.Id, Cancellation),
                                await db
                                    .AttendanceDays.OfPerson(person.Id)
                                    .Between(asked.From, asked.To)
                                    .Within(db, asked)
                                    .OrderBy(day => day.On)
                                    .Select(day => day.On)
                                    .ToListAsync(Cancellation)
                            )
                    );
                    if (isIn != days.Count > 0 || !found.SequenceEqual(days))
                    {
                        wrong.Add(
                            $"{from} to {to}: {isIn}, {string.Join(' ', found)} and not {string.Join(' ', days)}"
                        );
                    }
                }
            }
        }
        Assert.Empty(wrong);

        // Looking back shows people at their last workplace there.
        var read = Assert.Single(
            await house.InAsync(
                (TeamDays team) =>
                    team.PageAsync(
                        Scope(house.Today.AddDays(-8), house.Today.AddDays(-1), [first, second]),
                        0,
                        9,
                        Cancellation
                    )
            )
        );
        Assert.Equal(("Second", null, 6), (read.Person.Department, read.Person.Site, read.Days.Count));
        Assert.Equal(
            [(house.Today.AddDays(-6), "First", "Here")],
            read.Formerly.Select(place => (place.Until, place.Person.Department!, place.Person.Site!))
        );
    }

    [Fact]
    public async Task Charts_count_those_who_were_expected_those_of_them_who_came_and_those_of_these_who_were_late()
    {
        var department = await NewDepartmentAsync("Chart");
        var people = Enumerable.Range(0, 8).Select(index => Hired($"Counted {index}", department)).ToArray();
        await house.SaveAsync([.. people.Cast<object>()]);
        await house.SaveAsync(
            Day(people[0], -40),
            Day(people[1], -40, late: 60),
            Day(people[2], -40, came: false, status: DayStatus.Absent),
            Day(people[3], -40, status: DayStatus.Holiday),
            Day(people[4], -40, status: DayStatus.Leave),
            Day(people[5], -40, planned: 0, late: 60),
            Day(people[6], -40, came: false, late: 60, status: DayStatus.Absent),
            Day(people[7], -40, late: 60, status: DayStatus.HalfDay),
            Day(people[0], -39, planned: 0),
            Day(people[0], -42),
            Day(people[0], -37)
        );
        var counts = await house.InAsync(
            (TeamFigures figures) =>
                figures.ByDayAsync(
                    Scope(house.Today.AddDays(-41), house.Today.AddDays(-38), [department]),
                    Cancellation
                )
        );
        Assert.Equal(
            [new DayCount(house.Today.AddDays(-40), 5, 3, 2), new DayCount(house.Today.AddDays(-39), 0, 0, 0)],
            counts
        );
    }

    [Fact]
    public async Task Each_hour_counts_those_who_were_in_at_some_time_of_it()
    {
        var department = await NewDepartmentAsync("Hours");
        var people = Enumerable.Range(0, 6).Select(index => Hired($"Hourly {index}", department)).ToArray();
        await house.SaveAsync([.. people.Cast<object>()]);
        AttendanceDay Stay(
            int index,
            int day,
            int from,
            int? to,
            int settles,
            bool isInferred = false,
            bool hasShift = true
        ) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = people[index].Id,
                On = house.Today.AddDays(day),
                Zone = "Europe/London",
                Status = DayStatus.Present,
                FirstInAt = house.At(day, from),
                LastOutAt = to is { } left ? house.At(day + (left / 24), left % 24) : null,
                SettlesAt = house.At(day + (settles / 24), settles % 24),
                IsInferred = isInferred,
                ShiftId = null,
                PlannedSeconds = hasShift ? 1 : 0,
            };
        // Present from 8 to 10, from 9 to 9:59 and a bit, and from the night before until 2; and one person of the day before yesterday.
        await house.SaveAsync(
            Stay(0, -1, 8, 10, 12),
            Stay(1, -1, 9, 10, 12),
            Stay(2, -2, 22, 26, 30),
            Stay(3, -3, 8, 40, 40),
            Stay(4, -1, 20, null, 36)
        );
        var scope = Scope(house.Today.AddDays(-1), house.Today.AddDays(-1), [department]);
        var hours = await house.InAsync(
            (TeamFigures figures) => figures.ByHourAsync(scope, house.At(0, 12), Cancellation)
        );
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1], hours);
        // Hours that have not begun are left out; one that begins now is not.
        Assert.Equal(
            9,
            (
                await house.InAsync((TeamFigures figures) => figures.ByHourAsync(scope, house.At(-1, 8), Cancellation))
            ).Count
        );
        Assert.Equal(
            8,
            (
                await house.InAsync(
                    (TeamFigures figures) => figures.ByHourAsync(scope, house.At(-1, 8).AddTicks(-1), Cancellation)
                )
            ).Count
        );
    }

    [Fact]
    public async Task A_report_names_the_lock_that_holds_all_its_days()
    {
        PeriodLockOf(-60, -50, "aa");
        PeriodLockOf(-49, -40, "bb");
        await house.SaveAsync([.. locks]);
        foreach (
            var (from, to, hash) in new[]
            {
                (-60, -50, "aa"),
                (-55, -51, "aa"),
                (-61, -50, null),
                (-60, -49, null),
                (-49, -40, "bb"),
                (-39, -38, null),
            }
        )
        {
            var context = await house.InAsync(
                (ReportDesk desk) =>
                    desk.OpenAsync(Scope(house.Today.AddDays(from), house.Today.AddDays(to), null), Cancellation)
            );
            Assert.Equal((from, to, hash), (from, to, context.LockHash));
            Assert.Equal(house.At(0, 12), context.Now);
        }
        await house.InAsync((FaceRekDb db) => db.PeriodLocks.ExecuteDeleteAsync());
        Assert.Equal(
            "Every in and the out after it",
            (
                await house.InAsync(
                    (ReportDesk desk) => desk.OpenAsync(Scope(house.Today, house.Today, null), Cancellation)
                )
            ).CountingRule
        );
        await house.SaveAsync(
            new AttendancePolicy
            {
                OrganizationId = house.World.Bakery.Id,
                Version = 1,
                From = house.Today,
                Rules = new PolicyRules { Hours = HoursBy.FirstInLastOut },
                SavedAt = house.At(0, 9),
                SavedById = house.World.Ben.Id,
            }
        );
        Assert.Equal(
            ("First in to last out", 1),
            await house.InAsync(
                (ReportDesk desk) => desk.OpenAsync(Scope(house.Today, house.Today, null), Cancellation)
            )
                is var ruled
                ? (ruled.CountingRule, ruled.PolicyVersion)
                : default
        );
    }

    private readonly List<object> locks = [];

    private void PeriodLockOf(int from, int until, string hash) =>
        locks.Add(
            new FaceRek.Core.Attendance.Rules.PeriodLock
            {
                OrganizationId = house.World.Bakery.Id,
                From = house.Today.AddDays(from),
                Until = house.Today.AddDays(until),
                Hash = hash,
                Days = 0,
                OpenExceptions = 0,
                LockedAt = house.At(0, 9),
                LockedById = house.World.Ben.Id,
            }
        );

    private static ReportScope Scope(DateOnly from, DateOnly to, IReadOnlyList<Guid>? departments) =>
        new(VisibilityScope.Everybody, from, to, departments);

    private Person Hired(string name, Guid department, string? externalId = null) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            Name = name,
            ExternalId = externalId,
            DepartmentId = department,
            CreatedAt = house.At(-90, 9),
        };

    private AttendanceDay Day(
        Person person,
        int day,
        bool came = true,
        int late = 0,
        int planned = 27_000,
        DayStatus status = DayStatus.Present
    ) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            PersonId = person.Id,
            On = house.Today.AddDays(day),
            Zone = "Europe/London",
            Status = status,
            PlannedSeconds = planned,
            FirstInAt = came ? house.At(day, 9) : null,
            LateSeconds = late,
            SettlesAt = house.At(day, 22),
        };

    private AttendanceWeek Week(Person person, DateOnly from) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            PersonId = person.Id,
            From = from,
            OrdinarySeconds = 9,
            OvertimeSeconds = 5,
            AcceptedSeconds = 0,
            NeedsDecision = true,
            SettlesAt = house.At(0, 9),
            PolicyVersion = 0,
        };

    private async Task<Guid> NewDepartmentAsync(string name)
    {
        var department = new Department
        {
            OrganizationId = house.World.Bakery.Id,
            Name = name,
            CreatedAt = house.At(-90, 9),
        };
        await house.SaveAsync(department);
        return department.Id;
    }
}
