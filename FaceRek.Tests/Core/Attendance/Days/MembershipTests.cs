using System.Text;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>
/// Site and department apply from a day on: a move today does not change yesterday, its figures, its reports and who
/// could see it.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public class MembershipTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Someone_who_moves_today_stays_where_they_were_in_yesterdays_days_reports_and_views()
    {
        var (shop, kitchen) = (await NewDepartmentAsync("Shop"), await NewDepartmentAsync("Kitchen"));
        var tokyo = await NewSiteAsync("Tokyo", "Asia/Tokyo");
        var office = await house.NewShiftAsync(
            new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
        );
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync(
                (AssignmentDesk desk) =>
                    desk.AssignToDepartmentAsync(
                        shop,
                        office,
                        house.Today.AddDays(-5),
                        null,
                        house.World.Ben.Id,
                        Cancellation
                    )
            )
        );
        var person = await house.NewPersonAsync();
        await MoveAsync(person, null, shop);
        await BackdateAsync(person.Id);
        await house.PunchAsync(person.Id, -2, 9, Direction.In);
        await house.PunchAsync(person.Id, -2, 17, Direction.Out);
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-5), house.Today.AddDays(1), Cancellation)
        );
        var before = (await house.DaysOfAsync(person.Id))
            .Where(day => day.On < house.Today)
            .Select(day => day.Canonical())
            .ToList();
        Assert.Equal(5, before.Count);

        await MoveAsync(person, tokyo, kitchen);
        await house.InAsync(
            async (DayRebuild rebuild) =>
            {
                await rebuild.MendAsync(Cancellation);
                return 0;
            }
        );
        await AddHolidayAsync(tokyo, house.Today.AddDays(-2));
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-20), house.Today.AddDays(1), Cancellation)
        );
        Assert.Equal(before, (await house.DaysOfAsync(person.Id)).Select(day => day.Canonical()));

        // The morning after.
        await house.PunchAsync(person.Id, 0, 1, Direction.In);
        await house.PunchAsync(person.Id, 0, 3, Direction.Out);
        Assert.Equal("Asia/Tokyo", (await house.DaysOfAsync(person.Id))[^1].Zone);
        var (first, today) = (house.Today.AddDays(-5), house.Today);
        Assert.Equal(
            ["Shop", "Shop", "Shop", "Shop", "Shop", "Kitchen"],
            await DepartmentsAsync(VisibilityScope.Everybody, first, today, person)
        );
        Assert.Equal(
            ["Shop", "Shop", "Shop", "Shop", "Shop"],
            await DepartmentsAsync(new VisibilityScope([shop]), first, today, person)
        );
        Assert.Equal(["Kitchen"], await DepartmentsAsync(new VisibilityScope([kitchen]), first, today, person));
        Assert.Empty(await DepartmentsAsync(new VisibilityScope([kitchen]), first, today.AddDays(-1), person));
        Assert.Empty(await DepartmentsAsync(new VisibilityScope([shop]), today, today, person));
        Assert.Empty(
            await DepartmentsAsync(new VisibilityScope([shop, kitchen]), first, today.AddDays(-1), person, tokyo)
        );
        Assert.Contains(
            "\"Shop\",\"\"",
            await PayrollAsync(new VisibilityScope([shop]), first, today, person),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"Kitchen\",\"Tokyo\"",
            await PayrollAsync(VisibilityScope.Everybody, first, today, person),
            StringComparison.Ordinal
        );

        // Charts count each day at its workplace of that day.
        Assert.Equal(
            [1, 1, 1, 1, 1],
            (await CountsAsync(new VisibilityScope([shop]), first, today)).Select(day => day.Expected)
        );
        Assert.Equal(
            [0],
            (await CountsAsync(new VisibilityScope([kitchen]), first, today)).Select(day => day.Expected)
        );
        Assert.Equal(
            (today, today.AddDays(-5)),
            (
                (await CountsAsync(new VisibilityScope([kitchen]), first, today))[0].On,
                (await CountsAsync(new VisibilityScope([shop]), first, today))[0].On
            )
        );

        // Workplaces named in reports stay; another organization sees none of them.
        Assert.IsType<DepartmentOutcome.Remembered>(
            await house.InAsync((DepartmentDesk desk) => desk.RemoveAsync(shop, Cancellation))
        );
    }

    [Fact]
    public async Task Of_two_moves_on_one_day_the_last_counts_and_a_new_person_was_nowhere_before()
    {
        var (one, two) = (await NewDepartmentAsync("Depot"), await NewDepartmentAsync("Yard"));
        var person = await house.NewPersonAsync();
        await MoveAsync(person, null, one);
        await MoveAsync(person, null, two);
        Assert.Equal([(house.Today.AddDays(-1), (Guid?)null)], await FormerAsync(person.Id));

        var added = Assert
            .IsType<PersonOutcome.Done>(
                await house.InAsync(
                    (PeopleDesk desk) =>
                        desk.AddAsync(Details("New Today"), new WorkplaceChoice(null, one), Cancellation)
                )
            )
            .Person;
        await MoveAsync(added, null, two);
        Assert.Empty(await FormerAsync(added.Id));
        Assert.IsType<DepartmentOutcome.Done>(
            await house.InAsync((DepartmentDesk desk) => desk.RemoveAsync(one, Cancellation))
        );
    }

    [Fact]
    public async Task A_punch_that_is_added_to_a_day_before_a_move_is_made_where_the_person_belonged_then()
    {
        var (person, shift) = (
            await house.NewPersonAsync(),
            await house.NewShiftAsync(
                new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
            )
        );
        await house.InAsync(
            (AssignmentDesk desk) =>
                desk.AssignToPersonAsync(
                    person.Id,
                    shift,
                    house.Today.AddDays(-3),
                    null,
                    house.World.Ben.Id,
                    Cancellation
                )
        );
        var (before, now) = (
            await NewSiteAsync("Lane", "Europe/London"),
            await NewSiteAsync("Fifth Avenue", "America/New_York")
        );
        await MoveAsync(person, before, null);
        await BackdateAsync(person.Id);
        await MoveAsync(person, now, null);
        foreach (var (hour, direction) in new[] { (9, Direction.In), (17, Direction.Out) })
        {
            Assert.IsType<ManualPunchOutcome.Recorded>(
                await house.InAsync(
                    (ManualPunchDesk desk) =>
                        desk.RecordAsync(
                            person.Id,
                            house.World.Ben.Id,
                            house.At(-2, hour),
                            direction,
                            "The camera broke",
                            Cancellation
                        )
                )
            );
        }

        Assert.All(
            await house.PunchesOfAsync(person.Id),
            punch => Assert.Equal((before, "Europe/London"), (punch.SiteId, punch.Zone))
        );
        var day = (await house.DaysOfAsync(person.Id)).Single(day => day.FirstInAt is not null);
        Assert.Equal(
            (house.Today.AddDays(-2), "Europe/London", 0, 8 * 3600 - 1800),
            (day.On, day.Zone, day.LateSeconds, day.WorkedSeconds)
        );
    }

    [Fact]
    public async Task A_correction_is_weighed_on_the_clock_on_which_it_will_be_written()
    {
        var person = await house.NewPersonAsync();
        await MoveAsync(person, await NewSiteAsync("Harlem", "America/New_York"), null);
        await BackdateAsync(person.Id);
        var request = Assert
            .IsType<CorrectionOutcome.Done>(
                await house.InAsync(
                    (CorrectionDesk desk) =>
                        desk.AskAsync(
                            new CorrectionInput(
                                person.Id,
                                CorrectionKind.Add,
                                null,
                                house.At(-2, 2),
                                Direction.In,
                                "Forgot"
                            ),
                            house.World.Eve.Id,
                            Cancellation
                        )
                )
            )
            .Request;
        var effect = await house.InAsync((CorrectionPreview preview) => preview.OfAsync(request, Cancellation));
        Assert.IsType<CorrectionOutcome.Done>(
            await house.InAsync(
                (CorrectionApproval approval) =>
                    approval.ApproveAsync(request.Id, null, house.World.Ben.Id, Cancellation)
            )
        );
        Assert.Equal([(house.Today.AddDays(-3), "America/New_York")], effect.After.Select(day => (day.On, day.Zone)));
        Assert.Equal(
            effect.After.Select(day => (day.On, day.Zone)),
            (await house.DaysOfAsync(person.Id)).Select(day => (day.On, day.Zone))
        );
    }

    [Fact]
    public async Task A_person_who_comes_back_was_not_absent_while_they_were_gone()
    {
        var person = await house.NewPersonAsync();
        var office = await house.NewShiftAsync(
            new ShiftDetails("Early", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
        );
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync(
                (AssignmentDesk desk) =>
                    desk.AssignToPersonAsync(
                        person.Id,
                        office,
                        house.Today.AddDays(-6),
                        null,
                        house.World.Ben.Id,
                        Cancellation
                    )
            )
        );
        await house.InAsync(
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync(one => one.Id == person.Id)).Deactivate(house.At(-4, 12));
                return await db.SaveChangesAsync();
            }
        );
        Assert.IsType<PersonOutcome.Done>(
            await house.InAsync((PeopleDesk desk) => desk.ReactivateAsync(person.Id, Cancellation))
        );
        Assert.Equal(
            new { From = house.Today.AddDays(-3), Until = house.Today.AddDays(-1) },
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .EmploymentGaps.Where(gap => gap.PersonId == person.Id)
                        .Select(gap => new { gap.From, gap.Until })
                        .SingleAsync()
            )
        );

        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-6), house.Today, Cancellation)
        );
        Assert.Equal(
            [-6, -5, -4, 0],
            (await house.DaysOfAsync(person.Id))
                .Where(day => day.On <= house.Today)
                .Select(day => day.On.DayNumber - house.Today.DayNumber)
        );

        // Deactivated and reactivated on one day is not a gap.
        Assert.IsType<PersonOutcome.Done>(
            await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(person.Id, Cancellation))
        );
        Assert.IsType<PersonOutcome.Done>(
            await house.InAsync((PeopleDesk desk) => desk.ReactivateAsync(person.Id, Cancellation))
        );
        Assert.Single(
            await house.InAsync(
                (FaceRekDb db) => db.EmploymentGaps.Where(gap => gap.PersonId == person.Id).ToListAsync()
            )
        );
    }

    private Task<List<(DateOnly Until, Guid? Department)>> FormerAsync(Guid person) =>
        house.InAsync(
            async (FaceRekDb db) =>
                (await db.FormerWorkplaces.Where(place => place.PersonId == person).ToListAsync()).ConvertAll(place =>
                    (place.Until, place.DepartmentId)
                )
        );

    /// <summary>As if the person had always been there.</summary>
    private Task<int> BackdateAsync(Guid person) =>
        house.InAsync(
            (FaceRekDb db) => db.FormerWorkplaces.Where(place => place.PersonId == person).ExecuteDeleteAsync()
        );

    private async Task MoveAsync(Person person, Guid? site, Guid? department) =>
        Assert.IsType<PersonOutcome.Done>(
            await house.InAsync(
                (PeopleDesk desk) =>
                    desk.ChangeAsync(
                        person.Id,
                        Details(person.Name),
                        new WorkplaceChoice(site, department),
                        Cancellation
                    )
            )
        );

    private static PersonDetails Details(string name) =>
        Assert.IsType<PersonDetailsReading.Good>(PersonDetails.Read(name, null, null)).Details;

    private async Task<Guid> NewDepartmentAsync(string name) =>
        Assert
            .IsType<DepartmentOutcome.Done>(
                await house.InAsync((DepartmentDesk desk) => desk.AddAsync(name, null, [], Cancellation))
            )
            .Department.Id;

    private Task<Guid> NewSiteAsync(string name, string zone) =>
        house.InAsync(
            async (FaceRekDb db) =>
            {
                var site = new Site
                {
                    OrganizationId = house.World.Bakery.Id,
                    Name = name,
                    Zone = zone,
                    CreatedAt = house.At(-30, 9),
                };
                db.Sites.Add(site);
                await db.SaveChangesAsync();
                return site.Id;
            }
        );

    private async Task AddHolidayAsync(Guid site, DateOnly on) =>
        Assert.IsType<HolidayOutcome.Added>(
            await house.InAsync((HolidayDesk desk) => desk.AddAsync(site, on, "Lantern day", Cancellation))
        );

    /// <summary>The department in each line of the attendance report about the person.</summary>
    private async Task<List<string>> DepartmentsAsync(
        VisibilityScope reach,
        DateOnly from,
        DateOnly to,
        Person person,
        Guid? site = null
    ) =>
        [
            .. (await ReportAsync(ReportKind.Register, new ReportScope(reach, from, to, SiteId: site)))
                .Split("\r\n")
                .Where(line => line.Contains($"\"{person.Name}\"", StringComparison.Ordinal))
                .Select(line => line.Split("\",\"")[2]),
        ];

    private async Task<string> PayrollAsync(VisibilityScope reach, DateOnly from, DateOnly to, Person person) =>
        (await ReportAsync(ReportKind.Payroll, new ReportScope(reach, from, to)))
            .Split("\r\n")
            .Single(line => line.Contains($"\"{person.Name}\"", StringComparison.Ordinal));

    private Task<string> ReportAsync(ReportKind kind, ReportScope scope) =>
        house.InAsync(
            async (ReportDesk desk) =>
            {
                using var bytes = new MemoryStream();
                await desk.WriteAsync(
                    bytes,
                    kind,
                    isWorkbook: false,
                    await desk.OpenAsync(scope, Cancellation),
                    Cancellation
                );
                return Encoding.UTF8.GetString(bytes.ToArray());
            }
        );

    private Task<IReadOnlyList<DayCount>> CountsAsync(VisibilityScope reach, DateOnly from, DateOnly to) =>
        house.InAsync((TeamFigures figures) => figures.ByDayAsync(new ReportScope(reach, from, to), Cancellation));
}
