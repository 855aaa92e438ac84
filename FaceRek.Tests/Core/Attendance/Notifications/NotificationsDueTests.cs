using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Attendance.Notifications;

/// <summary>Which emails are due and what they say, each limit from both sides.</summary>
public class LettersDueTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static readonly Uri Page = new("https://facerek.example/bakery/me"),
        Off = new("https://facerek.example/bakery/me/letters");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Monday of the fixture's week.</summary>
    private DateOnly Monday => WeeklyOvertime.MondayOf(house.Today);

    private string Eve => house.World.Eve.Email!;

    [Fact]
    public async Task People_are_told_what_was_decided_about_them_in_the_last_three_days()
    {
        // Thursday morning, when no weekly email is due.
        var (eve, mia, now) = (house.World.EvePerson.Id, house.World.Mia.Id, At(Monday.AddDays(3), 9));
        var (edge, old) = (now.AddDays(-3), now.AddDays(-3).AddSeconds(-1));
        var (stranger, gone) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync(house.World.Ben.Id)).Id);
        await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(gone, Cancellation));
        Leave Leave(Guid person, int day, LeaveStatus status, DateTimeOffset at, string? note = null)
        {
            var leave = new Leave
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                From = Monday.AddDays(day),
                Until = Monday.AddDays(day + 1),
                Part = LeavePart.WholeDay,
                IsPaid = true,
                RequestedAt = old,
                RequestedById = house.World.Eve.Id,
            };
            if (status != LeaveStatus.Requested)
            {
                leave.Decide(status, mia, note, at);
            }
            return leave;
        }

        CorrectionRequest Correction(
            Guid person,
            Guid by,
            int day,
            CorrectionStatus status,
            DateTimeOffset at,
            string? note = null
        )
        {
            var request = new CorrectionRequest
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                On = Monday.AddDays(day),
                Kind = CorrectionKind.Add,
                At = old,
                Direction = FaceRek.Core.Attendance.Punches.Direction.In,
                Reason = "x",
                RequestedById = by,
                RequestedAt = old,
            };
            if (status != CorrectionStatus.Pending)
            {
                request.Decide(status, mia, note, at);
            }
            return request;
        }

        DayDecision Decision(Guid person, int day, ExceptionKinds kind, bool isAccepted, DateTimeOffset at) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                On = Monday.AddDays(day),
                Kind = kind,
                Fingerprint = 1,
                IsAccepted = isAccepted,
                DecidedById = mia,
                DecidedAt = at,
            };

        AttendanceDay Kept(Guid person, int day, ExceptionKinds open, DateTimeOffset settlesAt) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                On = Monday.AddDays(day),
                Zone = "Europe/London",
                Status = DayStatus.Present,
                Exceptions = open,
                OpenExceptions = open,
                NeedsDecision = open != ExceptionKinds.None,
                SettlesAt = settlesAt,
            };

        await house.SaveAsync(
            Leave(eve, 30, LeaveStatus.Approved, edge, "Have a good time"),
            Leave(eve, 33, LeaveStatus.Refused, now),
            Leave(eve, 36, LeaveStatus.Withdrawn, now),
            Leave(eve, 39, LeaveStatus.Approved, old),
            Leave(eve, 42, LeaveStatus.Requested, now),
            Leave(stranger, 45, LeaveStatus.Approved, now),
            Leave(gone, 48, LeaveStatus.Approved, now)
        );
        var ask = house.World.Eve.Id;
        await house.SaveAsync(
            Correction(eve, ask, -10, CorrectionStatus.Approved, now, "Thanks"),
            Correction(eve, ask, -11, CorrectionStatus.Refused, edge),
            Correction(eve, mia, -12, CorrectionStatus.Approved, now),
            Correction(eve, ask, -13, CorrectionStatus.Withdrawn, now),
            Correction(eve, ask, -14, CorrectionStatus.Approved, old),
            Correction(eve, ask, -15, CorrectionStatus.Pending, now),
            Correction(stranger, ask, -16, CorrectionStatus.Approved, now)
        );
        await house.SaveAsync(
            Decision(eve, -20, ExceptionKinds.OddPunches, true, now),
            Decision(eve, -21, ExceptionKinds.Overtime, false, edge),
            Decision(eve, -1, ExceptionKinds.WeeklyOvertime, true, now),
            Decision(eve, -22, ExceptionKinds.OddPunches, true, old),
            Decision(stranger, -23, ExceptionKinds.OddPunches, true, now)
        );
        await house.SaveAsync(
            Kept(eve, 0, ExceptionKinds.ForgottenCheckOut | ExceptionKinds.LowConfidence, now),
            Kept(eve, -1, ExceptionKinds.ForgottenCheckOut, now.AddDays(-4)),
            Kept(eve, 1, ExceptionKinds.OddPunches, now.AddDays(-1)),
            Kept(eve, 2, ExceptionKinds.ForgottenCheckOut, now.AddDays(1)),
            Kept(stranger, 2, ExceptionKinds.ForgottenCheckOut, now.AddDays(-1))
        );

        var before = house.App.Mail.Emails.Count;
        Assert.Equal(8, await RoundAsync(now));
        string Day(int day) =>
            Monday.AddDays(day).ToString("dddd d MMMM", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
        var messages = house.App.Mail.Emails.Skip(before).ToList();
        Assert.Equal(
            new[]
            {
                $"Did you check out on {Day(0)}?",
                $"Your {Day(-20)} was decided",
                $"Your {Day(-21)} was decided",
                $"Your week to {Day(-1)} was decided",
                $"Your correction for {Day(-10)} was approved",
                $"Your correction for {Day(-11)} was refused",
                $"Your leave from {Day(30)} was approved",
                $"Your leave from {Day(33)} was refused",
            }.Order(StringComparer.Ordinal),
            messages.Select(message => message.Subject).Order(StringComparer.Ordinal)
        );
        Assert.All(messages, message => Assert.Equal((Eve, "Eve Employee"), (message.To, message.ToName)));
        string Body(string subject) => Assert.Single(messages, message => message.Subject == subject).Body;
        Assert.Contains(
            "The manager wrote: Have a good time",
            Body($"Your leave from {Day(30)} was approved"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The manager wrote: Thanks",
            Body($"Your correction for {Day(-10)} was approved"),
            StringComparison.Ordinal
        );
        Assert.Contains("it was accepted", Body($"Your week to {Day(-1)} was decided"), StringComparison.Ordinal);
        Assert.Contains("was accepted", Body($"Your {Day(-20)} was decided"), StringComparison.Ordinal);
        Assert.Contains("was not accepted", Body($"Your {Day(-21)} was decided"), StringComparison.Ordinal);
        Assert.Contains(
            "/bakery/me/time-off",
            Body($"Your leave from {Day(33)} was refused"),
            StringComparison.Ordinal
        );
        Assert.All(messages, message => Assert.Contains("/bakery/me/letters", message.Body, StringComparison.Ordinal));

        Assert.Equal(
            [
                (NotificationKind.CorrectionDecided, 2),
                (NotificationKind.DayDecided, 3),
                (NotificationKind.LeaveDecided, 2),
                (NotificationKind.MissedCheckOut, 1),
            ],
            (
                await house.InAsync(
                    (FaceRekDb db) =>
                        db.SentNotifications.Where(sent => sent.UserId == house.World.Eve.Id).ToListAsync()
                )
            )
                .GroupBy(sent => sent.Kind)
                .Select(kind => (kind.Key, kind.Count()))
                .OrderBy(kind => kind.Key.ToString(), StringComparer.Ordinal)
        );

        // Each once; a new decision is a new email.
        Assert.Equal(0, await RoundAsync(now.AddHours(1)));
        var leaves = await house.InAsync(
            (FaceRekDb db) =>
                db
                    .Leaves.Where(leave => leave.PersonId == eve && leave.From == Monday.AddDays(30))
                    .ExecuteUpdateAsync(set => set.SetProperty(leave => leave.Status, LeaveStatus.Refused))
        );
        Assert.Equal((1, 1, 0), (leaves, await RoundAsync(now), await RoundAsync(now)));
        Assert.Equal($"Your leave from {Day(30)} was refused", house.App.Mail.Emails[^1].Subject);

        // A failed email is tried again.
        await house.SaveAsync(Leave(eve, 60, LeaveStatus.Approved, now));
        house.App.Mail.IsDown = true;
        try
        {
            Assert.Equal(0, await RoundAsync(now));
        }
        finally
        {
            house.App.Mail.IsDown = false;
        }
        Assert.Equal((1, 0), (await RoundAsync(now), await RoundAsync(now)));

        // From eight in the morning to eight in the evening in the reader's zone: London is an hour ahead in summer.
        foreach (var (hour, expected) in new[] { (6, 0), (7, 1), (18, 1), (19, 0) })
        {
            await house.SaveAsync(Leave(eve, 70 + hour, LeaveStatus.Approved, now));
            before = house.App.Mail.Emails.Count;
            await RoundAsync(At(Monday.AddDays(3), hour));
            Assert.Equal(
                (hour, expected),
                (
                    hour,
                    house
                        .App.Mail.Emails.Skip(before)
                        .Count(message => message.Subject == $"Your leave from {Day(70 + hour)} was approved")
                )
            );
        }
    }

    [Fact]
    public async Task A_teams_week_is_sent_to_its_leaders_until_Wednesday()
    {
        Department Named(string name) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                Name = name,
                CreatedAt = house.At(-30, 9),
            };
        Person Hired(Department department, string name) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                Name = name,
                DepartmentId = department.Id,
                CreatedAt = house.At(-60, 9),
            };
        DepartmentManager Leads(Department department, Guid user) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                DepartmentId = department.Id,
                UserId = user,
            };
        var (shop, kitchen, yard) = (Named("Shop"), Named("Kitchen"), Named("Yard"));
        var (anna, bert, carl, dora) = (
            Hired(shop, "Anna"),
            Hired(shop, "Bert"),
            Hired(kitchen, "Carl"),
            Hired(yard, "Dora")
        );
        await house.SaveAsync(
            shop,
            kitchen,
            yard,
            anna,
            bert,
            carl,
            dora,
            Leads(shop, house.World.Mia.Id),
            Leads(kitchen, house.World.Ben.Id)
        );
        AttendanceDay Day(
            Person person,
            int day,
            bool came = true,
            int late = 0,
            bool waits = false,
            int planned = 1
        ) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person.Id,
                On = Monday.AddDays(day),
                Zone = "Europe/London",
                Status = came ? DayStatus.Present : DayStatus.Absent,
                PlannedSeconds = planned,
                FirstInAt = came ? At(Monday.AddDays(day), 9) : null,
                LateSeconds = late,
                Exceptions = waits ? ExceptionKinds.OddPunches : ExceptionKinds.None,
                OpenExceptions = waits ? ExceptionKinds.OddPunches : ExceptionKinds.None,
                NeedsDecision = waits,
                SettlesAt = At(Monday.AddDays(day), 23),
            };
        AttendanceWeek Week(Person person, bool waits, DateTimeOffset settlesAt) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person.Id,
                From = Monday.AddDays(-7),
                OrdinarySeconds = 9,
                OvertimeSeconds = 5,
                AcceptedSeconds = 0,
                NeedsDecision = waits,
                SettlesAt = settlesAt,
                PolicyVersion = 0,
            };
        await house.SaveAsync(
            Day(anna, -8),
            Day(anna, -7),
            Day(anna, -6, late: 60),
            Day(anna, -1, came: false),
            Day(bert, -1, late: 60),
            Day(bert, -2, waits: true),
            Day(bert, -3, planned: 0),
            Day(anna, 0),
            Day(anna, -30, waits: true),
            Day(carl, -7, waits: true),
            Day(dora, -7, waits: true),
            Week(anna, waits: true, At(Monday, 0)),
            Week(bert, waits: true, At(Monday.AddDays(4), 0)),
            Week(carl, waits: false, At(Monday, 0))
        );

        foreach (var (day, isTold) in new[] { (0, true), (1, true), (2, true), (3, false), (6, false) })
        {
            var before = house.App.Mail.Emails.Count;
            await RoundAsync(At(Monday.AddDays(day), 9));
            var messages = house
                .App.Mail.Emails.Skip(before)
                .Where(message => message.Subject.StartsWith("Your team", StringComparison.Ordinal))
                .OrderBy(message => message.To, StringComparer.Ordinal)
                .ToList();
            Assert.Equal(
                (day, isTold ? "ben@bakery.example mia@bakery.example" : ""),
                (day, string.Join(' ', messages.Select(message => message.To)))
            );
            if (!isTold)
            {
                continue;
            }
            Assert.Contains(
                "your team was present on 1 of 1 expected days,\nand late on 0 of them. 1 day or week needs your decision.",
                messages[0].Body.ReplaceLineEndings("\n"),
                StringComparison.Ordinal
            );
            // Of Anna's three and Bert's two expected days; the old day is still pending, and an unfinished week does not count.
            Assert.Contains(
                "your team was present on 4 of 5 expected days,\nand late on 2 of them. 3 days and weeks need your decision.",
                messages[1].Body.ReplaceLineEndings("\n"),
                StringComparison.Ordinal
            );
            Assert.Contains(
                $"/bakery/week?from={Monday.AddDays(-7):yyyy-MM-dd}",
                messages[1].Body,
                StringComparison.Ordinal
            );
            Assert.Equal("Mia Manager", messages[1].ToName);
            Assert.Equal(
                2,
                await house.InAsync(
                    (FaceRekDb db) =>
                        db
                            .SentNotifications.Where(sent =>
                                sent.Kind == NotificationKind.WeeklyDigest
                                && sent.About == $"{Monday.AddDays(-7):yyyy-MM-dd}"
                                && sent.SentAt == At(Monday.AddDays(day), 9)
                            )
                            .ExecuteDeleteAsync()
                )
            );
        }
        await house.InAsync(
            async (FaceRekDb db) =>
            {
                await db.People.ExecuteUpdateAsync(set => set.SetProperty(person => person.DepartmentId, (Guid?)null));
                await db.DepartmentManagers.ExecuteDeleteAsync();
                return await db.Departments.ExecuteDeleteAsync();
            }
        );
    }

    [Fact]
    public void Each_email_says_what_it_is_about()
    {
        var (reader, on) = (
            new NotificationRecipient(Guid.Empty, "eve@bakery.example", "Eve Employee", "Europe/London"),
            new DateOnly(2026, 3, 2)
        );
        foreach (
            var (message, subject, sentence) in new[]
            {
                (
                    NotificationText.MissedCheckOut(reader, on, Page, Off),
                    "Did you check out on Monday 2 March?",
                    "You checked in on Monday 2 March but did not check out."
                ),
                (
                    NotificationText.DayDecided(reader, on, true, Page, Off),
                    "Your Monday 2 March was decided",
                    "about your Monday 2 March: it was accepted."
                ),
                (
                    NotificationText.DayDecided(reader, on, false, Page, Off),
                    "Your Monday 2 March was decided",
                    "about your Monday 2 March: it was not accepted."
                ),
                (
                    NotificationText.WeekDecided(reader, on, true, Page, Off),
                    "Your week to Monday 2 March was decided",
                    "it was accepted."
                ),
                (
                    NotificationText.WeekDecided(reader, on, false, Page, Off),
                    "Your week to Monday 2 March was decided",
                    "it was not accepted."
                ),
                (
                    NotificationText.CorrectionDecided(reader, on, true, null, Page, Off),
                    "Your correction for Monday 2 March was approved",
                    "Monday 2 March was approved.\n\n"
                ),
                (
                    NotificationText.CorrectionDecided(reader, on, false, "No", Page, Off),
                    "Your correction for Monday 2 March was refused",
                    "Monday 2 March was refused.\nThe manager wrote: No\n\n"
                ),
                (
                    NotificationText.LeaveDecided(reader, on, on.AddDays(1), true, null, Page, Off),
                    "Your leave from Monday 2 March was approved",
                    "Your leave from Monday 2 March to Tuesday 3 March was approved.\n\n"
                ),
                (
                    NotificationText.LeaveDecided(reader, on, on.AddDays(1), false, "No", Page, Off),
                    "Your leave from Monday 2 March was refused",
                    "to Tuesday 3 March was refused.\nThe manager wrote: No\n\n"
                ),
                (
                    NotificationText.WeeklyDigest(reader, on, 3, 5, 2, 0, Page, Off),
                    "Your team in the week of Monday 2 March",
                    "was present on 3 of 5 expected days,\nand late on 2 of them. Nothing needs your decision."
                ),
                (
                    NotificationText.WeeklyDigest(reader, on, 3, 5, 2, 1, Page, Off),
                    "Your team in the week of Monday 2 March",
                    "1 day or week needs your decision."
                ),
                (
                    NotificationText.WeeklyDigest(reader, on, 3, 5, 2, 2, Page, Off),
                    "Your team in the week of Monday 2 March",
                    "2 days and weeks need your decision."
                ),
            }
        )
        {
            Assert.Equal(
                ("eve@bakery.example", "Eve Employee", subject),
                (message.To, message.ToName, message.Subject)
            );
            var body = message.Body.ReplaceLineEndings("\n");
            Assert.Contains(sentence, body, StringComparison.Ordinal);
            Assert.StartsWith("Hello Eve Employee,\n\n", body, StringComparison.Ordinal);
            Assert.EndsWith($"\n\n{Page}\n\nChoose which emails you get: {Off}", body, StringComparison.Ordinal);
        }
    }

    private static DateTimeOffset At(DateOnly day, int hourUtc) =>
        new(day.ToDateTime(new TimeOnly(hourUtc, 0)), TimeSpan.Zero);

    private Task<int> RoundAsync(DateTimeOffset now) =>
        house.InAsync(
            (IServiceProvider services) =>
                ActivatorUtilities
                    .CreateInstance<NotificationSender>(services, (TimeProvider)new FakeTimeProvider(now))
                    .RunAsync(Cancellation)
        );
}
