using System.Text.Json;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>Which days are read, reported and decided. A new person for each test.</summary>
public sealed class DayReadingTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_has_its_days_from_the_first_to_the_last_and_a_week_its_seven()
    {
        var (person, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        DateOnly On(int month, int day) => new(2024, month, day);
        await house.SaveAsync(
            Kept(person, On(2, 29)),
            Kept(person, On(1, 31)),
            Kept(person, On(2, 1)),
            Kept(person, On(3, 1)),
            Kept(person, On(2, 14)),
            Kept(other, On(2, 14)),
            Kept(person, On(2, 26)),
            Kept(person, On(3, 3)),
            Kept(person, On(3, 4)),
            Kept(person, On(2, 25))
        );
        Assert.Equal(
            [On(2, 1), On(2, 14), On(2, 25), On(2, 26), On(2, 29)],
            await house.InAsync(
                (FaceRekDb db) =>
                    db.AttendanceDays.MonthOf(person, On(2, 17)).Select(day => day.On).ToListAsync(Cancellation)
            )
        );
        Assert.Equal(
            [On(2, 26), On(2, 29), On(3, 1), On(3, 3)],
            await house.InAsync(
                (FaceRekDb db) => db.AttendanceDays.WeekFrom(On(2, 26)).Select(day => day.On).ToListAsync(Cancellation)
            )
        );
        await house.SaveAsync(Kept(other, On(2, 27)));
        Assert.Equal(
            new[] { person, other }.Order(),
            (
                await house.InAsync(
                    (FaceRekDb db) =>
                        db.AttendanceDays.WeekFrom(On(2, 26)).Select(day => day.PersonId).ToListAsync(Cancellation)
                )
            ).Distinct()
        );
    }

    [Fact]
    public async Task Of_holidays_on_one_day_that_of_the_site_is_named_first_and_each_place_has_its_own()
    {
        Site Named(string name, string zone) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                Name = name,
                Zone = zone,
                CreatedAt = house.At(-90, 9),
            };
        var (here, there) = (Named("Here", "Asia/Tokyo"), Named("There", "Asia/Kolkata"));
        var (now, moved, nowhere) = (Hired("Holiday One"), Hired("Holiday Two"), Hired("Holiday Three"));
        (now.SiteId, moved.SiteId) = (here.Id, there.Id);
        Holiday Fair(Site? site, int day, string name) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                SiteId = site?.Id,
                On = house.Today.AddDays(day),
                Name = name,
            };
        await house.SaveAsync(
            here,
            there,
            now,
            moved,
            nowhere,
            new FormerWorkplace
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = moved.Id,
                Until = house.Today.AddDays(-3),
                SiteId = here.Id,
                DepartmentId = null,
            },
            Fair(null, -4, "All"),
            Fair(here, -4, "Here B"),
            Fair(here, -2, "Here only"),
            Fair(there, -2, "There only"),
            Fair(null, -1, "Also all"),
            Fair(there, -3, "There early")
        );
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .Organizations.Where(one => one.Id == house.World.Bakery.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.RulesStamp, Guid.CreateVersion7()))
        );

        var facts = (
            await house.InAsync(
                (DayInputLoader reader) =>
                    reader.OfAsync([now.Id, moved.Id, nowhere.Id], house.Today, house.Today, Cancellation)
            )
        ).ToDictionary(one => one.PersonId);
        Assert.Equal(["-4 Here B", "-2 Here only", "-1 Also all"], Holidays(facts[now.Id]));
        Assert.Equal(["-4 Here B", "-2 There only", "-1 Also all"], Holidays(facts[moved.Id]));
        Assert.Equal(["-4 All", "-1 Also all"], Holidays(facts[nowhere.Id]));
        Assert.Equal(
            ("Asia/Tokyo", "Asia/Kolkata", "Europe/London"),
            (facts[now.Id].Zone, facts[moved.Id].Zone, facts[nowhere.Id].Zone)
        );
        Assert.Equal([(house.Today.AddDays(-3), "Asia/Tokyo")], facts[moved.Id].FormerZones);
        Assert.Equal((house.Today.AddDays(-90), null), (facts[now.Id].Since, facts[now.Id].Until));

        IEnumerable<string> Holidays(DayInputs person) =>
            person
                .Notes.Holidays.OrderBy(one => one.Key)
                .Select(one => $"{one.Key.DayNumber - house.Today.DayNumber} {one.Value}");
    }

    [Fact]
    public async Task Facts_reach_two_days_beyond_the_days_that_are_made_and_are_each_persons_own()
    {
        var (one, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        foreach (var day in new[] { -13, -12, -10, -8, -7 })
        {
            await house.PunchAsync(one, day, 9, Direction.In);
            await house.PunchAsync(other, day, 10, Direction.Out);
        }
        await house.SaveAsync(
            Decided(one, -13),
            Decided(one, -12),
            Decided(one, -8),
            Decided(one, -7),
            Decided(other, -10)
        );
        var day10 = house.Today.AddDays(-10);
        foreach (var people in new Guid[][] { [one], [one, other] })
        {
            var facts = (
                await house.InAsync((DayInputLoader reader) => reader.OfAsync(people, day10, day10, Cancellation))
            ).ToDictionary(person => person.PersonId);
            Assert.Superset(
                new[] { -12, -10, -8 }.ToHashSet(),
                facts[one]
                    .Punches.Select(punch =>
                        DateOnly.FromDateTime(punch.At.UtcDateTime).DayNumber - house.Today.DayNumber
                    )
                    .ToHashSet()
            );
            Assert.All(facts[one].Punches, punch => Assert.Equal(Direction.In, punch.Direction));
            Assert.Equal(
                [-12, -8],
                facts[one].Decisions.Select(decision => decision.On.DayNumber - house.Today.DayNumber).Order()
            );
            Assert.Equal(people.Length, facts.Count);
        }
        Assert.Empty(
            await house.InAsync(
                (DayInputLoader reader) => reader.OfAsync([house.World.HarbourPerson.Id], day10, day10, Cancellation)
            )
        );
    }

    [Fact]
    public async Task A_decision_needs_a_day_that_is_settled_and_keeps_who_when_and_why()
    {
        var (person, mia) = ((await house.NewPersonAsync()).Id, house.World.Mia.Id);
        await house.PunchAsync(person, -2, 8, Direction.In);
        await house.PunchAsync(person, -1, 9, Direction.Out);
        var settles = Assert
            .Single(await house.DaysOfAsync(person), day => day.On == house.Today.AddDays(-2))
            .SettlesAt;
        Assert.Equal(house.At(-1, 0), settles);
        Assert.IsType<DecisionOutcome.NotFound>(
            await DecideAsync(person, -2, ExceptionKinds.OddPunches, true, null, settles.AddTicks(-1))
        );
        Assert.IsType<DecisionOutcome.NoteTooLong>(
            await DecideAsync(person, -2, ExceptionKinds.OddPunches, true, new string('x', 301), settles)
        );
        foreach (
            var other in new[]
            {
                ExceptionKinds.Overtime,
                ExceptionKinds.LowConfidence,
                ExceptionKinds.WeeklyOvertime,
                ExceptionKinds.None,
            }
        )
        {
            Assert.IsType<DecisionOutcome.NotFound>(await DecideAsync(person, -2, other, true, null, house.At(0, 12)));
        }
        Assert.IsType<DecisionOutcome.NotFound>(
            await DecideAsync(person, -5, ExceptionKinds.OddPunches, true, null, house.At(0, 12))
        );
        Assert.IsType<DecisionOutcome.NotFound>(
            await DecideAsync(Guid.CreateVersion7(), -2, ExceptionKinds.OddPunches, true, null, house.At(0, 12))
        );
        Assert.IsType<DecisionOutcome.Decided>(
            await DecideAsync(person, -2, ExceptionKinds.OddPunches, true, $" {new string('x', 298)} ", settles)
        );
        var kept = Assert.Single(await DecisionsAsync(person));
        Assert.Equal(
            (house.Today.AddDays(-2), ExceptionKinds.OddPunches, true, new string('x', 298), mia, settles),
            (kept.On, kept.Kind, kept.IsAccepted, kept.Note, kept.DecidedById, kept.DecidedAt)
        );
        Assert.Equal(
            [(-2, false), (-1, true)],
            (await house.DaysOfAsync(person)).Select(day =>
                (day.On.DayNumber - house.Today.DayNumber, day.NeedsDecision)
            )
        );
        Assert.IsType<DecisionOutcome.Decided>(
            await DecideAsync(person, -1, ExceptionKinds.OddPunches, false, "  ", house.At(0, 12))
        );
        Assert.Equal(
            (null, false),
            (await DecisionsAsync(person))[1] is var second ? (second.Note, second.IsAccepted) : default
        );

        // A moved punch needs a new decision.
        var first = (await house.PunchesOfAsync(person))[0];
        await house.SaveAsync(
            new FaceRek.Core.Attendance.Punches.PunchAmendment
            {
                OrganizationId = first.OrganizationId,
                PersonId = person,
                PunchId = first.Id,
                PunchAt = first.At,
                Kind = FaceRek.Core.Attendance.Punches.AmendmentKind.Moved,
                At = first.At.AddHours(1),
                Reason = "x",
                RecordedById = mia,
                RecordedAt = house.At(0, 12),
            }
        );
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-2), house.Today.AddDays(-1), Cancellation)
        );
        Assert.Equal([true, false], (await house.DaysOfAsync(person)).Select(day => day.NeedsDecision));
    }

    [Fact]
    public async Task Of_two_decisions_about_a_forgotten_check_out_the_last_holds()
    {
        var person = (await house.NewPersonAsync()).Id;
        var shift = await house.NewShiftAsync(
            new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
        );
        await house.InAsync(
            (AssignmentDesk desk) =>
                desk.AssignToPersonAsync(
                    person,
                    shift,
                    house.Today.AddDays(-6),
                    house.Today.AddDays(-6),
                    house.World.Ben.Id,
                    Cancellation
                )
        );
        await house.PunchAsync(person, -6, 9, Direction.In);
        foreach (
            var (isAccepted, minute, worked) in new[]
            {
                (true, 0, 27_000),
                (false, 1, 0),
                (true, 2, 27_000),
                (false, 3, 0),
            }
        )
        {
            Assert.IsType<DecisionOutcome.Decided>(
                await DecideAsync(
                    person,
                    -6,
                    ExceptionKinds.ForgottenCheckOut,
                    isAccepted,
                    null,
                    house.At(0, 12).AddMinutes(minute)
                )
            );
            Assert.Equal(
                (worked, false),
                Assert.Single(await house.DaysOfAsync(person)) is var day
                    ? (day.WorkedSeconds, day.NeedsDecision)
                    : default
            );
        }
    }

    [Fact]
    public async Task A_day_that_closed_is_told_once_to_each_endpoint_that_listens_from_when_it_was_made()
    {
        WebhookEndpoint Endpoint(string url, string events, DateTimeOffset createdAt) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                Url = $"https://{url}.example.com/hooks",
                Events = events,
                SealedSecret = [0],
                CreatedAt = createdAt,
            };
        var now = house.At(0, 12);
        var (old, young, deaf, stopped) = (
            Endpoint("old", WebhookEvent.DayClosed, now.AddHours(-20)),
            Endpoint("young", $"{WebhookEvent.PunchRecorded} {WebhookEvent.DayClosed}", now.AddHours(-5)),
            Endpoint("deaf", WebhookEvent.PunchRecorded, now.AddHours(-20)),
            Endpoint("stopped", WebhookEvent.DayClosed, now.AddHours(-20))
        );
        stopped.Stop(now.AddHours(-1));
        await house.SaveAsync(old, young, deaf, stopped);
        // When each settles, in hours from now; a day may settle three days after it began.
        var hours = new[] { -20.0, -19.99, -14, -13.99, -5, -4.99, -1, 0, 0.01 };
        var people = hours.Select((_, index) => Hired($"Told {index}")).ToList();
        await house.SaveAsync([.. people.Cast<object>()]);
        await house.SaveAsync([
            .. hours.Select(
                (hour, index) =>
                    (object)Kept(
                        people[index].Id,
                        DateOnly.FromDateTime(now.AddHours(hour).UtcDateTime).AddDays(index % 2 == 0 ? -3 : 0),
                        now.AddHours(hour),
                        index
                    )
            ),
        ]);
        await house.InAsync(
            async (ClosedDayPublisher days) =>
            {
                await days.TellAsync(Cancellation);
                return 0;
            }
        );
        Assert.Equal(hours.Where(hour => hour is > -20 and <= 0).Order(), await ToldAsync(old));
        Assert.Equal(hours.Where(hour => hour is > -5 and <= 0).Order(), await ToldAsync(young));
        Assert.Empty(await ToldAsync(deaf));
        Assert.Empty(await ToldAsync(stopped));
        Assert.Equal(
            [now, now, null, null],
            await house.InAsync(
                async (FaceRekDb db) =>
                    new[] { old, young, deaf, stopped }
                        .Select(endpoint =>
                            db.WebhookEndpoints.Where(one => one.Id == endpoint.Id)
                                .Select(one => one.DaysToldUntil)
                                .Single()
                        )
                        .ToList()
            )
        );
        await house.InAsync(
            async (ClosedDayPublisher days) =>
            {
                await days.TellAsync(Cancellation);
                return 0;
            }
        );
        Assert.Equal(7, (await ToldAsync(old)).Count);

        async Task<List<double>> ToldAsync(WebhookEndpoint endpoint) =>
            [
                .. (
                    await house.InAsync(
                        (FaceRekDb db) =>
                            db.WebhookDeliveries.Where(one => one.EndpointId == endpoint.Id).ToListAsync(Cancellation)
                    )
                )
                    .Select(one => JsonDocument.Parse(one.Body).RootElement.GetProperty("data"))
                    .Select(data => hours[data.GetProperty("worked_seconds").GetInt32()])
                    .Order(),
            ];
    }

    private Task<DecisionOutcome> DecideAsync(
        Guid person,
        int day,
        ExceptionKinds kind,
        bool isAccepted,
        string? note,
        DateTimeOffset now
    ) =>
        house.InAsync(
            (IServiceProvider services) =>
                ActivatorUtilities
                    .CreateInstance<ExceptionDesk>(services, (TimeProvider)new FakeTimeProvider(now))
                    .DecideAsync(
                        person,
                        house.Today.AddDays(day),
                        kind,
                        isAccepted,
                        note,
                        house.World.Mia.Id,
                        Cancellation
                    )
        );

    private Task<List<DayDecision>> DecisionsAsync(Guid person) =>
        house.InAsync(
            (FaceRekDb db) =>
                db
                    .DayDecisions.Where(one => one.PersonId == person)
                    .OrderBy(one => one.DecidedAt)
                    .ToListAsync(Cancellation)
        );

    private DayDecision Decided(Guid person, int day) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            PersonId = person,
            On = house.Today.AddDays(day),
            Kind = ExceptionKinds.OddPunches,
            Fingerprint = 1,
            IsAccepted = true,
            DecidedById = house.World.Mia.Id,
            DecidedAt = house.At(0, 9),
        };

    private Person Hired(string name) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            Name = name,
            CreatedAt = house.At(-90, 9),
        };

    private AttendanceDay Kept(Guid person, DateOnly on, DateTimeOffset? settlesAt = null, int worked = 0) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            PersonId = person,
            On = on,
            Zone = "Europe/London",
            Status = DayStatus.Present,
            WorkedSeconds = worked,
            SettlesAt = settlesAt ?? house.At(-300, 9),
        };
}
