using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Attendance.Notifications;

/// <summary>Emails about attendance: to which people, when, once, and not to people who opted out.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class NotificationSenderTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    /// <summary>Monday of the current week of the clock.</summary>
    private DateOnly Monday => Day.AddDays(-(((int)Day.DayOfWeek + 6) % 7));

    private DateOnly Day => DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_person_who_forgot_to_check_out_is_told_once()
    {
        await SaveAsync(Forgotten(Day.AddDays(-1)));
        await RoundAsync(Day, 9);
        await RoundAsync(Day, 10);
        var message = Assert.Single(To(world.Eve.Email!));
        Assert.Contains("Did you check out", message.Subject, StringComparison.Ordinal);
        Assert.Contains("/bakery/me", message.Body, StringComparison.Ordinal);
        Assert.Contains("/bakery/me/letters", message.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/London", 7, 0)]
    [InlineData("Europe/London", 12, 1)]
    [InlineData("Europe/London", 20, 0)]
    [InlineData("Asia/Tokyo", 12, 0)]
    [InlineData("Asia/Tokyo", 1, 1)]
    public async Task Emails_wait_for_the_day_of_their_reader(string zone, int hourUtc, int expected)
    {
        var site = new Site
        {
            OrganizationId = world.Bakery.Id,
            Name = "Site",
            Zone = zone,
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await SaveAsync(site, Forgotten(new DateOnly(2026, 1, 13)));
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync()).SiteId = site.Id;
                await db.SaveChangesAsync();
            }
        );
        Assert.Equal(expected, await RoundAsync(new DateOnly(2026, 1, 14), hourUtc));
    }

    [Fact]
    public async Task Users_who_turned_an_email_off_get_only_the_others()
    {
        using var eve = await world.ClientOfAsync(world.Eve);
        await eve.SubmitAsync("/bakery/me/letters", new() { ["wanted"] = "LeaveDecided" });
        var leave = new Leave
        {
            OrganizationId = world.Bakery.Id,
            PersonId = world.EvePerson.Id,
            From = Day,
            Until = Day,
            Part = LeavePart.WholeDay,
            IsPaid = true,
            RequestedAt = app.Clock.GetUtcNow(),
            RequestedById = world.Eve.Id,
        };
        leave.Decide(LeaveStatus.Refused, world.Mia.Id, "Too many are away", app.Clock.GetUtcNow());
        await SaveAsync(Forgotten(Day.AddDays(-1)), leave);
        await RoundAsync(Day, 9);
        Assert.Contains("Too many are away", Assert.Single(To(world.Eve.Email!)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "WeeklyDigest",
            await eve.GetStringAsync(new Uri("/bakery/me/letters", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_days_old_is_no_news()
    {
        await SaveAsync(Forgotten(Day.AddDays(-9)));
        await RoundAsync(Day, 9);
        Assert.Empty(To(world.Eve.Email!));
    }

    [Fact]
    public async Task Managers_read_on_Monday_how_their_own_people_did_and_no_others()
    {
        var last = Monday.AddDays(-7);
        var shop = new Department
        {
            OrganizationId = world.Bakery.Id,
            Name = "Shop",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await SaveAsync(shop, Worked(last, late: 600), Worked(last.AddDays(1), late: 0));
        Assert.Equal(0, await RoundAsync(Monday, 9));

        await LeadAsync(shop);
        Assert.Equal(1, await RoundAsync(Monday, 9));
        Assert.Equal(0, await RoundAsync(Monday.AddDays(1), 9));
        Assert.Equal(0, await RoundAsync(Monday.AddDays(4), 9));
        Assert.Contains(
            "was present on 2 of 2 expected days",
            Assert.Single(To(world.Mia.Email!)).Body,
            StringComparison.Ordinal
        );
        Assert.Contains("late on 1 of them", To(world.Mia.Email!)[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_still_runs_on_Monday_morning_waits_for_no_decision()
    {
        var shop = new Department
        {
            OrganizationId = world.Bakery.Id,
            Name = "Shop",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await SaveAsync(shop, Worked(Monday.AddDays(-7), late: 0), Forgotten(Monday.AddDays(-6)), Forgotten(Monday));
        await LeadAsync(shop);
        await RoundAsync(Monday, 9);
        Assert.Contains(
            "1 day or week needs your decision.",
            Assert.Single(To(world.Mia.Email!)).Body,
            StringComparison.Ordinal
        );
    }

    /// <summary>Eve belongs to it and Mia leads it.</summary>
    private Task LeadAsync(Department shop) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync()).DepartmentId = shop.Id;
                db.Add(
                    new DepartmentManager
                    {
                        OrganizationId = world.Bakery.Id,
                        DepartmentId = shop.Id,
                        UserId = world.Mia.Id,
                    }
                );
                await db.SaveChangesAsync();
            }
        );

    private List<FaceRek.Core.Mail.EmailMessage> To(string email) =>
        [.. app.Mail.Emails.Where(message => message.To == email)];

    private Task<int> RoundAsync(DateOnly day, int hourUtc) =>
        app.InAsync(
            world.Bakery,
            services =>
                ActivatorUtilities
                    .CreateInstance<NotificationSender>(
                        services,
                        (TimeProvider)
                            new FakeTimeProvider(
                                new DateTimeOffset(day.ToDateTime(new TimeOnly(hourUtc, 0)), TimeSpan.Zero)
                            )
                    )
                    .RunAsync(CancellationToken.None)
        );

    private Task SaveAsync(params object[] rows) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.AddRange(rows);
                await db.SaveChangesAsync();
            }
        );

    private AttendanceDay Forgotten(DateOnly on) => New(on, 0, ExceptionKinds.ForgottenCheckOut);

    private AttendanceDay Worked(DateOnly on, int late) => New(on, late, ExceptionKinds.None);

    private AttendanceDay New(DateOnly on, int late, ExceptionKinds open)
    {
        var midnight = new DateTimeOffset(on.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new AttendanceDay
        {
            OrganizationId = world.Bakery.Id,
            PersonId = world.EvePerson.Id,
            On = on,
            Zone = "Europe/London",
            Status = DayStatus.Present,
            PlannedFrom = midnight.AddHours(9),
            PlannedSeconds = 27_000,
            FirstInAt = midnight.AddHours(9),
            LateSeconds = late,
            Exceptions = open,
            OpenExceptions = open,
            NeedsDecision = open != ExceptionKinds.None,
            IsInferred = open != ExceptionKinds.None,
            SettlesAt = midnight.AddHours(22),
        };
    }
}
