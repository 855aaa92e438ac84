using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

/// <summary>Writing punches: repeats, terminals, sites, and which of them count. A new person for each test.</summary>
public class PunchDesksTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => house.At(0, 12);

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-59, true)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task A_punch_less_than_a_minute_before_or_after_a_known_one_repeats_it(int seconds, bool repeats)
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, -2, 8, Direction.In);
        var known = Assert.Single(await house.PunchesOfAsync(person));
        var outcome = await house.PunchAtAsync(person, known.At.AddSeconds(seconds), Direction.Out);
        Assert.Equal(repeats ? known.Id : null, (outcome as PunchOutcome.Repeated)?.First.Id);
        Assert.Equal(repeats ? 1 : 2, (await house.PunchesOfAsync(person)).Count);
        // Another person's punch at that moment is separate.
        Assert.IsType<PunchOutcome.Recorded>(
            await house.PunchAtAsync((await house.NewPersonAsync()).Id, known.At, Direction.In)
        );
    }

    [Theory]
    [InlineData(null, 0, Direction.In)]
    [InlineData(Direction.In, 60, Direction.Out)]
    [InlineData(Direction.In, (16 * 60) - 1, Direction.Out)]
    [InlineData(Direction.In, 16 * 60, Direction.In)]
    [InlineData(Direction.Out, 60, Direction.In)]
    public async Task Without_a_chosen_direction_the_previous_punch_says_whether_it_is_in_or_out(
        Direction? before,
        int minutesLater,
        Direction expected
    )
    {
        var person = (await house.NewPersonAsync()).Id;
        if (before is { } direction)
        {
            await house.PunchAsync(person, -3, 8, direction);
        }
        await house.PunchAtAsync(person, house.At(-1, 8), Direction.In);
        var punch = Assert
            .IsType<PunchOutcome.Recorded>(
                await house.PunchAtAsync(person, house.At(-3, 8).AddMinutes(minutesLater), null)
            )
            .Punch;
        Assert.Equal((expected, DirectionSource.Alternation), (punch.Direction, punch.DirectionSource));
        Assert.Equal(
            DirectionSource.Choice,
            Assert
                .IsType<PunchOutcome.Recorded>(await house.PunchAtAsync(person, house.At(-5, 8), Direction.Out))
                .Punch.DirectionSource
        );
    }

    [Fact]
    public async Task A_punch_keeps_what_was_known_of_it()
    {
        var (person, site) = (
            (await house.NewPersonAsync()).Id,
            new Site
            {
                OrganizationId = house.World.Bakery.Id,
                Name = "Quay",
                Zone = "Asia/Tokyo",
                CreatedAt = Now,
            }
        );
        await house.SaveAsync(site);
        var entry = new NewPunch(
            person,
            Now,
            PunchWay.Device,
            Direction.Out,
            house.World.Mia.Id,
            Now.AddSeconds(3),
            "Because",
            new MatchResult(MatchDecision.Match, ModelId.Classic, person, null, 0.7f, 0.5f, 0.2f),
            new LocationDecision(site.Id, "Asia/Tokyo", LocationStatus.Inside, 11, 22)
        )
        {
            Device = new DeviceEventReference("gate", "e-1", Now.AddSeconds(-9)),
        };
        Assert.IsType<PunchOutcome.Recorded>(await WriteAsync(entry));
        var punch = Assert.Single(await house.PunchesOfAsync(person));
        Assert.Equal(
            (1, Now, "Asia/Tokyo", site.Id, LocationStatus.Inside, 11, 22),
            (
                punch.Number,
                punch.At,
                punch.Zone,
                punch.SiteId!.Value,
                punch.LocationStatus,
                punch.MetresAway!.Value,
                punch.MetresAccurate!.Value
            )
        );
        Assert.Equal(
            (Direction.Out, DirectionSource.Choice, PunchWay.Device, Now.AddSeconds(3), house.World.Mia.Id, "Because"),
            (punch.Direction, punch.DirectionSource, punch.Way, punch.RecordedAt, punch.RecordedById, punch.Reason)
        );
        Assert.Equal(("gate", "e-1", Now.AddSeconds(-9)), (punch.Device, punch.DeviceEventId, punch.DeviceAt!.Value));
        Assert.Equal(
            (ModelId.Classic.ToString(), 0.7f, 0.5f, 0.2f),
            (punch.Model, punch.Score!.Value, punch.Threshold!.Value, punch.Margin!.Value)
        );
    }

    [Fact]
    public async Task What_is_done_while_a_person_is_locked_is_saved_with_the_punch_or_without_one_once_it_is_committed()
    {
        var person = await house.NewPersonAsync();
        Assert.Equal((person.Name, 0), await WriteAsync("Not committed", punches: true, commits: false));
        Assert.Equal(("Renamed", 0), await WriteAsync("Renamed", punches: false, commits: true));
        Assert.Equal(("With a punch", 1), await WriteAsync("With a punch", punches: true, commits: true));
        Assert.Equal(("With a repeat", 1), await WriteAsync("With a repeat", punches: true, commits: true));

        async Task<(string, int)> WriteAsync(string name, bool punches, bool commits)
        {
            await house.InAsync(
                async (IServiceProvider services) =>
                {
                    var writer = services.GetRequiredService<PunchWriter>();
                    await using var writing = await writer.BeginAsync(person.Id, Cancellation);
                    var people = services.GetRequiredService<FaceRekDb>().People;
                    (await people.AsTracking().SingleAsync(one => one.Id == person.Id)).Name = name;
                    if (punches)
                    {
                        var entry = new NewPunch(person.Id, Now, PunchWay.Pin, null, house.World.Mia.Id, Now);
                        await writing.AddAsync(entry, Cancellation);
                    }
                    if (commits)
                    {
                        await writing.CommitAsync(Cancellation);
                    }
                    return true;
                }
            );
            return await house.InAsync(
                async (FaceRekDb db) =>
                    (
                        await db.People.Where(one => one.Id == person.Id).Select(one => one.Name).SingleAsync(),
                        await db.Punches.OfPerson(person.Id).CountAsync()
                    )
            );
        }
    }

    [Fact]
    public async Task A_punch_of_a_terminal_that_was_offline_waits_once_where_its_period_was_locked_meanwhile()
    {
        var worker = (await house.NewPersonAsync()).Id;
        var period = Assert
            .IsType<PeriodOutcome.Done>(
                await house.InAsync(
                    (PeriodDesk desk) =>
                        desk.LockAsync(
                            house.Today.AddDays(-2),
                            house.Today.AddDays(-2),
                            house.World.Ben.Id,
                            Cancellation
                        )
                )
            )
            .Period;
        try
        {
            for (var times = 0; times < 2; times++)
            {
                Assert.Equal(new DevicePunchOutcome.Waits(period.From, period.Until), await TellOfflineAsync("7", -2));
            }
            Assert.IsType<DevicePunchOutcome.Waits>(await TellOfflineAsync("8", -2));
            Assert.IsType<DevicePunchOutcome.Recorded>(await TellOfflineAsync("9", -1));
        }
        finally
        {
            await house.InAsync(
                (PeriodDesk desk) => desk.OpenAsync(period.Id, "A list came late", house.World.Ada.Id, Cancellation)
            );
        }
        var requests = await house.InAsync(
            (FaceRekDb db) => db.CorrectionRequests.Where(one => one.PersonId == worker).ToListAsync()
        );
        Assert.Equal(
            ["The door was offline (event 7).", "The door was offline (event 8)."],
            requests.Select(one => one.Reason).Order()
        );
        Assert.All(
            requests,
            one =>
                Assert.Equal(
                    (true, CorrectionKind.Add, (DateTimeOffset?)house.At(-2, 9), period.From, CorrectionStatus.Pending),
                    (one.IsLate, one.Kind, one.At, one.On, one.Status)
                )
        );

        Task<DevicePunchOutcome> TellOfflineAsync(string eventId, int day) =>
            TellAsync(new DeviceEvent(worker, "The door", eventId, house.At(day, 9), WasOffline: true, Direction.In));
    }

    [Theory]
    [InlineData(false, -10_000, true)]
    [InlineData(false, 10_000, true)]
    [InlineData(true, 120, true)]
    [InlineData(true, 121, false)]
    [InlineData(true, -72 * 3600, true)]
    [InlineData(true, (-72 * 3600) - 1, false)]
    public async Task A_terminal_without_a_line_is_believed_back_to_three_days_and_two_minutes_ahead(
        bool wasOffline,
        int seconds,
        bool isBelieved
    )
    {
        var person = (await house.NewPersonAsync()).Id;
        var happened = new DeviceEvent(
            person,
            "gate",
            $"bounds {wasOffline} {seconds}",
            Now.AddSeconds(seconds),
            wasOffline,
            Direction.In
        );
        var outcome = await TellAsync(happened);
        if (!isBelieved)
        {
            Assert.IsType<DevicePunchOutcome.TimeUnbelievable>(outcome);
            Assert.Empty(await house.PunchesOfAsync(person));
            return;
        }
        var punch = Assert.IsType<DevicePunchOutcome.Recorded>(outcome).Punch;
        // Our clock decides while the terminal is online, and never a future time.
        Assert.Equal(
            (wasOffline && seconds < 0 ? happened.At : Now, happened.At, PunchWay.Device, house.World.Ben.Id),
            (punch.At, punch.DeviceAt!.Value, punch.Way, punch.RecordedById)
        );
        Assert.Equal(punch.Id, Assert.IsType<DevicePunchOutcome.Known>(await TellAsync(happened)).Punch.Id);
        Assert.Equal(
            punch.Id,
            Assert.IsType<DevicePunchOutcome.Known>(await TellAsync(happened with { Direction = null })).Punch.Id
        );
        Assert.Equal(
            punch.Id,
            Assert
                .IsType<DevicePunchOutcome.Known>(await TellAsync(happened with { At = happened.At.AddTicks(9) }))
                .Punch.Id
        );
    }

    [Fact]
    public async Task An_event_that_is_another_one_under_a_known_number_is_refused()
    {
        var (person, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        var happened = new DeviceEvent(person, "door", "1", house.At(-1, 9), WasOffline: true, Direction.In);
        var punch = Assert.IsType<DevicePunchOutcome.Recorded>(await TellAsync(happened)).Punch;
        foreach (
            var another in new[]
            {
                happened with
                {
                    PersonId = other,
                },
                happened with
                {
                    At = happened.At.AddTicks(10),
                },
                happened with
                {
                    Direction = Direction.Out,
                },
            }
        )
        {
            Assert.IsType<DevicePunchOutcome.OtherEvent>(await TellAsync(another));
        }
        // Another number, or another terminal, is another event: within a minute it repeats the punch.
        foreach (var again in new[] { happened with { EventId = "2" }, happened with { Device = "gate" } })
        {
            Assert.Equal(punch.Id, Assert.IsType<DevicePunchOutcome.Repeated>(await TellAsync(again)).First.Id);
        }
        Assert.Single(await house.PunchesOfAsync(person));
        Assert.IsType<DevicePunchOutcome.NotFound>(
            await TellAsync(happened with { EventId = "3", PersonId = house.World.HarbourPerson.Id })
        );
        await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(other, Cancellation));
        Assert.IsType<DevicePunchOutcome.NotActive>(await TellAsync(happened with { EventId = "4", PersonId = other }));
    }

    [Fact]
    public async Task A_reason_for_a_punch_by_hand_has_three_hundred_characters_and_is_tidied()
    {
        var person = (await house.NewPersonAsync()).Id;
        Task<ManualPunchOutcome> Record(string reason) =>
            house.InAsync(
                (ManualPunchDesk desk) =>
                    desk.RecordAsync(person, house.World.Mia.Id, Now, Direction.Out, reason, Cancellation)
            );
        Assert.IsType<ManualPunchOutcome.ReasonMissing>(await Record(new string('x', 301)));
        var punch = Assert.IsType<ManualPunchOutcome.Recorded>(await Record($" {new string('x', 298)} ")).Punch;
        Assert.Equal(
            (new string('x', 298), Now, Direction.Out, PunchWay.Manual, house.World.Mia.Id, Now),
            (punch.Reason, punch.At, punch.Direction, punch.Way, punch.RecordedById, punch.RecordedAt)
        );
        Assert.Equal(punch.Id, Assert.IsType<ManualPunchOutcome.Repeated>(await Record("Again")).First.Id);
        await house.InAsync(
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync(one => one.Id == person)).Erase(Now);
                return await db.SaveChangesAsync();
            }
        );
        Assert.IsType<ManualPunchOutcome.NotFound>(await Record("Gone"));
    }

    [Fact]
    public async Task Punches_count_where_they_were_moved_to_from_a_moment_on_and_before_another()
    {
        var (person, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        var (from, to) = (house.At(-20, 8), house.At(-20, 18));
        foreach (
            var at in new[]
            {
                from.AddMinutes(-2),
                from,
                from.AddHours(2),
                from.AddHours(4),
                to.AddMinutes(-2),
                to,
                to.AddHours(3),
            }
        )
        {
            Assert.IsType<PunchOutcome.Recorded>(await house.PunchAtAsync(person, at, Direction.In));
        }
        var punches = await house.PunchesOfAsync(person);
        var minute = 0;
        // Out of the period, into it from either side, within it, to its end, voided, and moved there and back.
        await house.SaveAsync(
            Amended(punches[2], null),
            Amended(punches[3], to),
            Amended(punches[6], from.AddHours(1)),
            Amended(punches[4], from.AddHours(9)),
            Amended(punches[0], from.AddHours(5)),
            Amended(punches[0], from.AddMinutes(-5))
        );
        var expected = new[]
        {
            (punches[1].Id, from),
            (punches[6].Id, from.AddHours(1)),
            (punches[4].Id, from.AddHours(9)),
        };
        var people = new[] { person, other };
        foreach (
            var asked in new Func<FaceRekDb, IQueryable<CountingPunch>>[]
            {
                db => db.CountingPunches().OfPerson(person).Between(from, to),
                db => db.CountingPunches().Between(from, to).Where(punch => people.Contains(punch.PersonId)),
                db => db.CountingPunches().Where(punch => punch.PersonId == person).Between(from, to),
            }
        )
        {
            Assert.Equal(
                expected,
                (await house.InAsync((FaceRekDb db) => asked(db).EarliestFirst().ToListAsync(Cancellation))).Select(
                    one => (one.Id, one.At)
                )
            );
        }
        Assert.Equal(
            (punches[4].Id, from.AddHours(9)),
            await house.InAsync((FaceRekDb db) => db.LastCountingAsync(person, from.AddHours(9), Cancellation))
                is { } last
                ? (last.Id, last.At)
                : default
        );
        Assert.Null(
            await house.InAsync(
                (FaceRekDb db) => db.LastCountingAsync(person, from.AddMinutes(-5).AddTicks(-1), Cancellation)
            )
        );
        Assert.Equal(
            punches[0].Id,
            (await house.InAsync((FaceRekDb db) => db.LastCountingAsync(person, from.AddMinutes(-5), Cancellation)))!.Id
        );
        // No longer ago than a person can be present.
        Assert.NotNull(
            await house.InAsync((FaceRekDb db) => db.LastCountingAsync(person, to.AddHours(16), Cancellation))
        );
        Assert.Null(
            await house.InAsync(
                (FaceRekDb db) => db.LastCountingAsync(person, to.AddHours(16) + FaceRekApp.NextMoment, Cancellation)
            )
        );
        Assert.Equal(
            (punches[2].At, to, punches[1].At),
            (await CountsAtAsync(punches[2]), await CountsAtAsync(punches[3]), await CountsAtAsync(punches[1]))
        );

        PunchAmendment Amended(Punch punch, DateTimeOffset? at) =>
            new()
            {
                OrganizationId = punch.OrganizationId,
                PersonId = person,
                PunchId = punch.Id,
                PunchAt = punch.At,
                Kind = at is null ? AmendmentKind.Voided : AmendmentKind.Moved,
                At = at,
                Reason = "x",
                RecordedById = house.World.Mia.Id,
                RecordedAt = Now.AddMinutes(++minute),
            };
        Task<DateTimeOffset> CountsAtAsync(Punch punch) =>
            house.InAsync((FaceRekDb db) => db.CountsAtAsync(punch, Cancellation));
    }

    private Task<PunchOutcome> WriteAsync(NewPunch entry) =>
        house.InAsync((PunchWriter book) => book.WriteAsync(entry, Cancellation));

    private Task<DevicePunchOutcome> TellAsync(DeviceEvent happened) =>
        house.AsAsync(
            FaceRek.Core.Organizations.Role.Admin,
            (DevicePunchDesk desk) => desk.RecordAsync(happened, house.World.Ben.Id, Cancellation)
        );
}
