using System.Globalization;
using System.Net;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.TimeOff;

/// <summary>Leave is requested by the person, decided by another user, and then applied to the days.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class LeaveTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    private DateOnly Today => DateOnly.FromDateTime(world.Bakery.InZone(app.Clock.GetUtcNow()).DateTime);

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_person_asks_a_manager_approves_and_the_days_are_leave()
    {
        using var eve = await world.ClientOfAsync(world.Eve);
        using var mia = await world.ClientOfAsync(world.Mia);
        await GiveShiftAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await eve.SubmitAsync("/bakery/me/time-off", Form(7, 8))).StatusCode);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Empty(await db.AttendanceDays.ToListAsync()));

        var leave = Assert.Single(await LeavesAsync());
        Assert.Equal((LeaveStatus.Requested, true), (leave.Status, leave.IsPaid));
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await mia.SubmitAsync("/bakery/time-off", Decision(leave, "approve", "Have a good time"))).StatusCode
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    [(Today.AddDays(7), DayStatus.Leave, 27_000), (Today.AddDays(8), DayStatus.Leave, 27_000)],
                    (await db.AttendanceDays.OrderBy(day => day.On).ToListAsync()).Select(day =>
                        (day.On, day.Status, day.PaidLeaveSeconds)
                    )
                )
        );
        Assert.Contains(
            "Have a good time",
            await eve.GetStringAsync(new Uri("/bakery/me/time-off", UriKind.Relative)),
            StringComparison.Ordinal
        );

        // Leave that has not begun can be withdrawn, and the days are workdays again.
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await eve.SubmitAsync("/bakery/me/time-off", new() { ["withdraw"] = leave.Id.ToString() })).StatusCode
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.DoesNotContain(await db.AttendanceDays.ToListAsync(), day => day.Status == DayStatus.Leave)
        );
    }

    [Fact]
    public async Task Half_a_day_unpaid_counts_as_that()
    {
        await GiveShiftAsync();
        Assert.IsType<LeaveOutcome.Done>(
            await DeskAsync(desk =>
                desk.RecordAsync(
                    world.EvePerson.Id,
                    world.Mia.Id,
                    new LeaveInput(Today.AddDays(3), Today.AddDays(3), LeavePart.Morning, IsPaid: false, null),
                    CancellationToken.None
                )
            )
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var day = await db.AttendanceDays.SingleAsync();
                Assert.Equal((0, 13_500), (day.PaidLeaveSeconds, day.UnpaidLeaveSeconds));
            }
        );
    }

    [Fact]
    public async Task A_holiday_of_the_site_is_a_holiday_of_its_people_only()
    {
        await GiveShiftAsync();
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var site = new Site
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Mill Lane",
                    Zone = "Europe/Paris",
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                db.AddRange(
                    site,
                    new Holiday
                    {
                        OrganizationId = world.Bakery.Id,
                        SiteId = site.Id,
                        On = Today,
                        Name = "Millers’ day",
                    }
                );
                (await db.People.AsTracking().SingleAsync()).SiteId = site.Id;
                var other = new Person
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Otto",
                    CreatedAt = app.Clock.GetUtcNow().AddDays(-9),
                };
                db.Add(other);
                await db.SaveChangesAsync();
            }
        );
        var facts = await app.InAsync(
            world.Bakery,
            async services =>
            {
                var people = await services
                    .GetRequiredService<FaceRekDb>()
                    .People.OrderBy(person => person.Name)
                    .Select(person => person.Id)
                    .ToListAsync();
                return await services
                    .GetRequiredService<DayInputLoader>()
                    .OfAsync(people, Today, Today, CancellationToken.None);
            }
        );
        var (eve, otto) = (
            facts.Single(one => one.PersonId == world.EvePerson.Id),
            facts.Single(one => one.PersonId != world.EvePerson.Id)
        );
        Assert.Equal(("Europe/Paris", "Millers’ day"), (eve.Zone, eve.Notes.Holidays[Today]));
        Assert.Equal(("Europe/London", 0), (otto.Zone, otto.Notes.Holidays.Count));
    }

    [Fact]
    public async Task No_one_decides_about_their_own_leave_or_about_someone_elsewhere()
    {
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new Person
                    {
                        OrganizationId = world.Bakery.Id,
                        Name = "Mia Manager",
                        UserId = world.Mia.Id,
                        CreatedAt = app.Clock.GetUtcNow(),
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        using var mia = await world.ClientOfAsync(world.Mia);
        Assert.Equal(HttpStatusCode.Redirect, (await mia.SubmitAsync("/bakery/me/time-off", Form(7, 8))).StatusCode);
        var own = Assert.Single(await LeavesAsync());
        await mia.SubmitAsync("/bakery/time-off/add", Decision(own, "approve"), "/bakery/time-off");
        Assert.Equal(LeaveStatus.Requested, Assert.Single(await LeavesAsync()).Status);
        Assert.Contains(
            "You cannot decide about your own leave",
            await mia.GetStringAsync(new Uri("/bakery/time-off", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.IsType<LeaveOutcome.OwnLeave>(
            await DeskAsync(desk => desk.RecordAsync(own.PersonId, world.Mia.Id, Good, CancellationToken.None))
        );

        using var olaf = await world.ClientOfAsync(world.Olaf);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await olaf.SubmitAsync("/harbour/time-off/add", Decision(own, "approve"), "/harbour/time-off")).StatusCode
        );
        using var ben = await world.ClientOfAsync(world.Ben);
        await ben.SubmitAsync("/bakery/time-off", Decision(own, "refuse", "Too many are away"));
        Assert.Equal(LeaveStatus.Refused, Assert.Single(await LeavesAsync()).Status);
    }

    [Fact]
    public async Task Invalid_requests_are_refused_each_in_its_own_words_and_change_nothing()
    {
        using var eve = await world.ClientOfAsync(world.Eve);
        Assert.Equal(HttpStatusCode.Redirect, (await eve.SubmitAsync("/bakery/me/time-off", Form(7, 9))).StatusCode);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new PeriodLock
                    {
                        OrganizationId = world.Bakery.Id,
                        From = Today.AddDays(-40),
                        Until = Today.AddDays(-10),
                        Hash = "x",
                        Days = 0,
                        OpenExceptions = 0,
                        LockedAt = app.Clock.GetUtcNow(),
                        LockedById = world.Ben.Id,
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        foreach (
            var (form, sentence) in new (Dictionary<string, string>, string)[]
            {
                (Form(5, 4), "The last day is before the first. Choose a later last day."),
                (Form(20, 400), "at most 366 days"),
                (Form(-400, -400), "from the last year"),
                (Form(740, 741), "the next two years"),
                (Form(20, 21, "Morning"), "is for one day only"),
                (Form(20, 21, "Midnight"), "is not valid"),
                (Form(9, 12), "There is already leave on these days"),
                (Form(-12, -9), "These days are locked for payroll"),
                (Form(20, 21, reason: new string('x', 301)), "at most 300 characters"),
                (new() { ["Input.From"] = "31/31/2026", ["Input.Part"] = "WholeDay" }, "is not valid"),
                (new() { ["Input.Part"] = "WholeDay" }, "Choose the first day."),
            }
        )
        {
            var answer = await eve.SubmitAsync("/bakery/me/time-off", form);
            Assert.True((int)answer.StatusCode is 400 or 409, sentence);
            Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Single(await LeavesAsync());
    }

    private LeaveInput Good => new(Today.AddDays(30), Today.AddDays(30), LeavePart.WholeDay, IsPaid: true, null);

    private Dictionary<string, string> Form(int from, int until, string part = "WholeDay", string reason = "") =>
        new()
        {
            ["Input.From"] = Today.AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Input.Until"] = Today.AddDays(until).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Input.Part"] = part,
            ["Input.IsPaid"] = "true",
            ["Input.Reason"] = reason,
        };

    private static Dictionary<string, string> Decision(Leave leave, string choice, string note = "") =>
        new()
        {
            ["leave"] = leave.Id.ToString(),
            ["choice"] = choice,
            ["note"] = note,
        };

    /// <summary>Every day from nine to five, with a break of half an hour.</summary>
    private Task GiveShiftAsync() =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var shift = new Shift
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Day",
                    StartsAt = new TimeOnly(9, 0),
                    Minutes = 480,
                    Days = (WeekDays)127,
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                db.AddRange(
                    shift,
                    new ShiftAssignment
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = world.EvePerson.Id,
                        ShiftId = shift.Id,
                        From = Today.AddDays(-9),
                        CreatedAt = app.Clock.GetUtcNow(),
                        CreatedById = world.Ben.Id,
                    }
                );
                await db.SaveChangesAsync();
            }
        );

    private async Task<List<Leave>> LeavesAsync()
    {
        List<Leave> leaves = [];
        await app.InAsync(world.Bakery, async (FaceRekDb db) => leaves = await db.Leaves.ToListAsync());
        return leaves;
    }

    private Task<LeaveOutcome> DeskAsync(Func<LeaveDesk, Task<LeaveOutcome>> work) =>
        app.InAsync(world.Bakery, services => work(services.GetRequiredService<LeaveDesk>()));
}
