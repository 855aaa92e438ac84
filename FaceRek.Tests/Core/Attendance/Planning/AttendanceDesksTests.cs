using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Attendance.Planning;

/// <summary>
/// Shifts, policies, corrections, decisions and locks on the real database. A new person for each test, in one
/// organization.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public class AttendanceDesksTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static readonly ShiftDetails Office = new(
        "Office",
        new TimeOnly(9, 0),
        new TimeOnly(17, 0),
        false,
        WeekDays.All
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(9, 9, false, ShiftError.NoLength)]
    [InlineData(17, 9, false, ShiftError.NoLength)]
    [InlineData(8, 9, true, ShiftError.TooLong)]
    [InlineData(8, 8, true, ShiftError.TooLong)]
    public async Task A_shift_of_no_hours_or_of_twenty_five_is_refused(
        int starts,
        int ends,
        bool nextDay,
        ShiftError error
    )
    {
        var refused = Assert.IsType<ShiftOutcome.Refused>(
            await house.InAsync(
                (ShiftDesk desk) =>
                    desk.AddAsync(
                        Office with
                        {
                            StartsAt = new TimeOnly(starts, 0),
                            EndsAt = new TimeOnly(ends, 0),
                            EndsNextDay = nextDay,
                        },
                        Cancellation
                    )
            )
        );
        Assert.Equal([error], refused.Errors);
        var nameless = Assert.IsType<ShiftOutcome.Refused>(
            await house.InAsync(
                (ShiftDesk desk) =>
                    desk.AddAsync(
                        new ShiftDetails(" ", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.None),
                        Cancellation
                    )
            )
        );
        Assert.Equal([ShiftError.NameMissing, ShiftError.NoDays], nameless.Errors);
    }

    [Fact]
    public async Task Assignments_do_not_overlap_and_days_follow_them()
    {
        var (person, shift) = (await house.NewPersonAsync(), await house.NewShiftAsync(Office));
        var (from, until) = (house.Today.AddDays(-5), house.Today.AddDays(-3));
        Assert.IsType<AssignmentOutcome.Saved>(await AssignAsync(person.Id, shift, from, until));
        foreach (
            var (first, last) in new (DateOnly, DateOnly?)[]
            {
                (until, null),
                (from.AddDays(-2), from),
                (from, until),
                (from.AddDays(-9), null),
                (from.AddDays(1), from.AddDays(1)),
            }
        )
        {
            Assert.Equal(
                from,
                Assert.IsType<AssignmentOutcome.Overlaps>(await AssignAsync(person.Id, shift, first, last)).Other.From
            );
        }
        Assert.Equal([from, from.AddDays(1), until], (await house.DaysOfAsync(person.Id)).Select(day => day.On));
        Assert.All(await house.DaysOfAsync(person.Id), day => Assert.Equal(DayStatus.Absent, day.Status));

        var next = Assert.IsType<AssignmentOutcome.Saved>(await AssignAsync(person.Id, shift, until.AddDays(1), null));
        Assert.Equal(house.Today.AddDays(1), (await house.DaysOfAsync(person.Id))[^1].On);
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync((AssignmentDesk desk) => desk.EndAsync(next.Id, house.Today, Cancellation))
        );
        Assert.Equal(house.Today, (await house.DaysOfAsync(person.Id))[^1].On);
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync((AssignmentDesk desk) => desk.EndAsync(next.Id, until, Cancellation))
        );
        Assert.Equal(until, (await house.DaysOfAsync(person.Id))[^1].On);

        var forever = Assert.IsType<AssignmentOutcome.Saved>(await AssignAsync(person.Id, shift, house.Today, null));
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync((AssignmentDesk desk) => desk.EndAsync(forever.Id, DateOnly.MaxValue, Cancellation))
        );
        Assert.Equal(house.Today.AddDays(1), (await house.DaysOfAsync(person.Id))[^1].On);
    }

    [Fact]
    public async Task What_is_not_ones_own_or_makes_no_sense_is_not_assigned()
    {
        var (person, shift) = (await house.NewPersonAsync(), await house.NewShiftAsync(Office));
        Assert.IsType<AssignmentOutcome.EndsBeforeItBegins>(
            await AssignAsync(person.Id, shift, house.Today, house.Today.AddDays(-1))
        );
        Assert.IsType<AssignmentOutcome.TooLongAgo>(
            await AssignAsync(person.Id, shift, house.Today.AddDays(-500), null)
        );
        Assert.IsType<AssignmentOutcome.NotFound>(
            await AssignAsync(house.World.HarbourPerson.Id, shift, house.Today, null)
        );
        Assert.IsType<AssignmentOutcome.NotFound>(
            await AssignAsync(person.Id, Guid.CreateVersion7(), house.Today, null)
        );
        Assert.Empty(await house.DaysOfAsync(person.Id));
    }

    [Fact]
    public async Task Of_assignments_at_once_one_is_saved()
    {
        var (person, shift) = (await house.NewPersonAsync(), await house.NewShiftAsync(Office));
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => AssignAsync(person.Id, shift, house.Today, null))
        );
        Assert.Single(outcomes.OfType<AssignmentOutcome.Saved>());
    }

    [Fact]
    public async Task A_shift_stays_as_long_as_someone_works_it()
    {
        var (person, shift) = (await house.NewPersonAsync(), await house.NewShiftAsync(Office));
        var saved = Assert.IsType<AssignmentOutcome.Saved>(
            await AssignAsync(person.Id, shift, house.Today.AddDays(-2), null)
        );
        Assert.IsType<ShiftOutcome.InUse>(
            await house.InAsync((ShiftDesk desk) => desk.ArchiveAsync(shift, Cancellation))
        );
        await house.InAsync((AssignmentDesk desk) => desk.EndAsync(saved.Id, house.Today.AddDays(-1), Cancellation));
        Assert.IsType<ShiftOutcome.Saved>(
            await house.InAsync((ShiftDesk desk) => desk.ArchiveAsync(shift, Cancellation))
        );
        Assert.IsType<ShiftOutcome.NotFound>(
            await house.InAsync((ShiftDesk desk) => desk.ArchiveAsync(shift, Cancellation))
        );
        Assert.NotEmpty(await house.DaysOfAsync(person.Id));
    }

    [Fact]
    public async Task A_day_is_there_with_its_punch_and_follows_a_punch_in_the_past()
    {
        var person = await house.NewPersonAsync();
        await house.PunchAsync(person.Id, -2, 8, Direction.In);
        Assert.True(Assert.Single(await house.DaysOfAsync(person.Id)).NeedsDecision);
        await house.PunchAsync(person.Id, -2, 12, Direction.Out);
        Assert.Equal(
            (4 * 3600, false),
            Assert.Single(await house.DaysOfAsync(person.Id)) is var day
                ? (day.WorkedSeconds, day.NeedsDecision)
                : default
        );
    }

    [Fact]
    public async Task A_correction_changes_nothing_until_someone_else_approves_and_never_the_punch_itself()
    {
        var person = await house.NewPersonAsync(house.World.Ben.Id);
        await house.PunchAsync(person.Id, -2, 8, Direction.In);
        var asked = await AskAsync(
            new CorrectionInput(person.Id, CorrectionKind.Add, null, house.At(-2, 16), Direction.Out, "Forgot"),
            house.World.Ben.Id
        );
        var request = Assert.IsType<CorrectionOutcome.Done>(asked).Request;
        Assert.Equal(0, Assert.Single(await house.DaysOfAsync(person.Id)).WorkedSeconds);

        var effect = await house.InAsync((CorrectionPreview preview) => preview.OfAsync(request, Cancellation));
        Assert.Equal(
            (1, 2, 0, 8 * 3600 - 1800),
            (
                effect.PunchesBefore.Count,
                effect.PunchesAfter.Count,
                effect.Before.Sum(day => day.WorkedSeconds),
                effect.After.Sum(day => day.WorkedSeconds)
            )
        );
        Assert.IsType<CorrectionOutcome.OwnRequest>(await ApproveAsync(request.Id, house.World.Ben.Id));
        Assert.IsType<CorrectionOutcome.Done>(await ApproveAsync(request.Id, house.World.Mia.Id));
        Assert.Equal(effect.After[0].WorkedSeconds, Assert.Single(await house.DaysOfAsync(person.Id)).WorkedSeconds);
        Assert.Equal(
            CorrectionStatus.Approved,
            Assert.IsType<CorrectionOutcome.Decided>(await ApproveAsync(request.Id, house.World.Mia.Id)).Status
        );

        var punch = (await house.PunchesOfAsync(person.Id))[1];
        Assert.Equal((PunchWay.Manual, house.World.Mia.Id, "Forgot"), (punch.Way, punch.RecordedById, punch.Reason));
        var moved = Request(
            await AskAsync(
                new CorrectionInput(person.Id, CorrectionKind.Move, punch.Id, house.At(-2, 15), null, "It was three"),
                house.World.Ben.Id
            )
        );
        Assert.IsType<CorrectionOutcome.Done>(await ApproveAsync(moved.Id, house.World.Mia.Id));
        Assert.Equal(7 * 3600 - 1800, Assert.Single(await house.DaysOfAsync(person.Id)).WorkedSeconds);
        var voided = Request(
            await AskAsync(
                new CorrectionInput(person.Id, CorrectionKind.Void, punch.Id, null, null, "Not mine"),
                house.World.Ben.Id
            )
        );
        Assert.IsType<CorrectionOutcome.Done>(await ApproveAsync(voided.Id, house.World.Mia.Id));
        Assert.Equal(0, Assert.Single(await house.DaysOfAsync(person.Id)).WorkedSeconds);
        Assert.Equal(house.At(-2, 16), (await house.PunchesOfAsync(person.Id))[1].At);
        Assert.Equal(
            [(AmendmentKind.Moved, house.World.Mia.Id), (AmendmentKind.Voided, house.World.Mia.Id)],
            await house.InAsync(
                async (FaceRekDb db) =>
                    (
                        await db
                            .PunchAmendments.Where(one => one.PunchId == punch.Id)
                            .OrderBy(one => one.Id)
                            .ToListAsync()
                    )
                        .Select(one => (one.Kind, one.RecordedById))
                        .ToList()
            )
        );
    }

    [Fact]
    public async Task A_punch_moved_far_away_leaves_its_old_day_and_comes_to_its_new_one()
    {
        var person = await house.NewPersonAsync();
        await house.PunchAsync(person.Id, -9, 8, Direction.In);
        await house.PunchAsync(person.Id, -9, 12, Direction.Out);
        await house.PunchAsync(person.Id, -4, 8, Direction.In);
        var last = (await house.PunchesOfAsync(person.Id))[1];
        var request = Request(
            await AskAsync(
                new CorrectionInput(person.Id, CorrectionKind.Move, last.Id, house.At(-4, 10), null, "Another day"),
                house.World.Eve.Id
            )
        );
        Assert.IsType<CorrectionOutcome.Done>(await ApproveAsync(request.Id, house.World.Mia.Id));
        Assert.Equal(
            [(house.Today.AddDays(-9), 0), (house.Today.AddDays(-4), 2 * 3600)],
            (await house.DaysOfAsync(person.Id)).Select(day => (day.On, day.WorkedSeconds))
        );
    }

    [Fact]
    public async Task Corrections_without_sense_are_refused_in_words_and_nothing_is_kept()
    {
        var person = await house.NewPersonAsync();
        await house.PunchAsync(person.Id, -2, 8, Direction.In);
        var theirs = (await house.PunchesOfAsync(person.Id))[0].Id;
        var other = await house.NewPersonAsync();
        var input = new CorrectionInput(other.Id, CorrectionKind.Add, null, house.At(-1, 8), Direction.In, "Reason");

        Assert.IsType<CorrectionOutcome.ReasonMissing>(
            await AskAsync(input with { Reason = "  " }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.InTheFuture>(
            await AskAsync(input with { At = house.At(2, 8) }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.TooLongAgo>(
            await AskAsync(input with { At = house.At(-90, 8) }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.Incomplete>(await AskAsync(input with { At = null }, house.World.Eve.Id));
        Assert.IsType<CorrectionOutcome.Incomplete>(
            await AskAsync(input with { Direction = null }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.Incomplete>(
            await AskAsync(input with { Kind = CorrectionKind.Void }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.NotFound>(
            await AskAsync(input with { Kind = CorrectionKind.Void, PunchId = theirs }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.NotFound>(
            await AskAsync(input with { PersonId = house.World.HarbourPerson.Id }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.UnfitAttachment>(
            await AskAsync(input with { Attachment = ("page.pdf", "<html>"u8.ToArray()) }, house.World.Eve.Id)
        );
        Assert.IsType<CorrectionOutcome.UnfitAttachment>(
            await AskAsync(
                input with
                {
                    Attachment = ("big.pdf", [.. "%PDF-"u8, .. new byte[CorrectionAttachment.MaxBytes]]),
                },
                house.World.Eve.Id
            )
        );
        Assert.False(
            await house.InAsync(
                (FaceRekDb db) => db.CorrectionRequests.AnyAsync(request => request.PersonId == other.Id)
            )
        );
        Assert.IsType<CorrectionOutcome.NotFound>(await ApproveAsync(Guid.CreateVersion7(), house.World.Mia.Id));
    }

    [Fact]
    public async Task A_decision_about_an_exception_is_kept_and_no_one_decides_about_themselves()
    {
        var person = await house.NewPersonAsync(house.World.Ada.Id);
        var shift = await house.NewShiftAsync(Office);
        await AssignAsync(person.Id, shift, house.Today.AddDays(-3), house.Today.AddDays(-3));
        await house.PunchAsync(person.Id, -3, 9, Direction.In);
        var forgotten = Assert.Single(await house.DaysOfAsync(person.Id));
        Assert.Equal((ExceptionKinds.ForgottenCheckOut, true), (forgotten.OpenExceptions, forgotten.IsInferred));

        Assert.IsType<DecisionOutcome.OwnDay>(
            await DecideAsync(person.Id, forgotten.On, ExceptionKinds.ForgottenCheckOut, house.World.Ada.Id)
        );
        Assert.IsType<DecisionOutcome.NotFound>(
            await DecideAsync(person.Id, forgotten.On, ExceptionKinds.Overtime, house.World.Mia.Id)
        );
        Assert.IsType<DecisionOutcome.NotFound>(
            await DecideAsync(
                house.World.HarbourPerson.Id,
                forgotten.On,
                ExceptionKinds.ForgottenCheckOut,
                house.World.Mia.Id
            )
        );
        Assert.IsType<DecisionOutcome.Decided>(
            await DecideAsync(person.Id, forgotten.On, ExceptionKinds.ForgottenCheckOut, house.World.Mia.Id)
        );
        var decided = Assert.Single(await house.DaysOfAsync(person.Id));
        Assert.Equal(
            (ExceptionKinds.ForgottenCheckOut, ExceptionKinds.None, forgotten.WorkedSeconds),
            (decided.Exceptions, decided.OpenExceptions, decided.WorkedSeconds)
        );
        Assert.Equal(
            house.World.Mia.Id,
            await house.InAsync(
                (FaceRekDb db) =>
                    db.DayDecisions.Where(one => one.PersonId == person.Id).Select(one => one.DecidedById).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Nothing_is_decided_about_a_day_that_still_runs_or_that_never_was()
    {
        var person = await house.NewPersonAsync();
        await AssignAsync(person.Id, await house.NewShiftAsync(Office), house.Today, house.Today);
        await house.PunchAsync(person.Id, 0, 7, Direction.Out);
        var running = Assert.Single(await house.DaysOfAsync(person.Id));
        Assert.Equal((house.Today, ExceptionKinds.OddPunches), (running.On, running.OpenExceptions));

        Assert.IsType<DecisionOutcome.NotFound>(
            await DecideAsync(person.Id, running.On, ExceptionKinds.OddPunches, house.World.Mia.Id)
        );
        foreach (var on in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            foreach (var kind in new[] { ExceptionKinds.OddPunches, ExceptionKinds.WeeklyOvertime })
            {
                Assert.IsType<DecisionOutcome.NotFound>(await DecideAsync(person.Id, on, kind, house.World.Mia.Id));
            }
        }
    }

    private Task<AssignmentOutcome> AssignAsync(Guid personId, Guid workId, DateOnly from, DateOnly? until) =>
        house.InAsync(
            (AssignmentDesk desk) =>
                desk.AssignToPersonAsync(personId, workId, from, until, house.World.Ben.Id, Cancellation)
        );

    private Task<CorrectionOutcome> AskAsync(CorrectionInput input, Guid byUserId) =>
        house.InAsync((CorrectionDesk desk) => desk.AskAsync(input, byUserId, Cancellation));

    private Task<CorrectionOutcome> ApproveAsync(Guid requestId, Guid byUserId) =>
        house.InAsync((CorrectionApproval approval) => approval.ApproveAsync(requestId, null, byUserId, Cancellation));

    private Task<DecisionOutcome> DecideAsync(Guid personId, DateOnly on, ExceptionKinds kind, Guid byUserId) =>
        house.InAsync(
            (ExceptionDesk desk) => desk.DecideAsync(personId, on, kind, true, "Seen", byUserId, Cancellation)
        );

    private static CorrectionRequest Request(CorrectionOutcome outcome) =>
        Assert.IsType<CorrectionOutcome.Done>(outcome).Request;

    /// <summary>The bakery, in London, at noon of the <see cref="TestDay"/>.</summary>
    public sealed class AttendanceFixture : IAsyncLifetime
    {
        private FaceRekApp app = null!;
        private int people;

        public AttendanceFixture() => Seats = new SeatChangeQueue(SeatClock);

        /// <summary>Rung as the queue of the application is, and emptied by tests only.</summary>
        public SeatChangeQueue Seats { get; }

        public FakeTimeProvider SeatClock { get; } = new();

        public World World { get; private set; } = null!;
        public FakeTimeProvider Clock => app.Clock;
        public DateOnly Today { get; private set; }

        public async ValueTask InitializeAsync()
        {
            app = await FaceRekApp.StartAsync(adjust: builder =>
                builder.Services.AddSingleton<IChangeSignal>(new PersonSeatSignal(Seats))
            );
            app.Clock.SetUtcNow(TestDay.Noon);
            World = await World.CreateAsync(app);
            Today = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime);
        }

        public async ValueTask DisposeAsync()
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
        }

        public FaceRekApp App => app;

        /// <summary>As in a request by a user of that role.</summary>
        public async Task<T> AsAsync<TDesk, T>(Role role, Func<TDesk, Task<T>> work)
            where TDesk : notnull
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(World.Bakery, role);
            return await work(scope.ServiceProvider.GetRequiredService<TDesk>());
        }

        public async Task SaveAsync(params object[] rows) =>
            await app.InAsync(
                World.Bakery,
                async (FaceRekDb db) =>
                {
                    db.AddRange(rows);
                    await db.SaveChangesAsync();
                }
            );

        public Task<T> InAsync<TDesk, T>(Func<TDesk, Task<T>> work)
            where TDesk : notnull => app.InAsync(World.Bakery, services => work(services.GetRequiredService<TDesk>()));

        /// <summary>In London time, this many days from today.</summary>
        public DateTimeOffset At(int days, int hour) =>
            WallClock.Of("Europe/London").At(Today.AddDays(days).ToDateTime(new TimeOnly(hour, 0)));

        public Task<Person> NewPersonAsync(Guid? userId = null) =>
            InAsync(
                async (FaceRekDb db) =>
                {
                    var person = new Person
                    {
                        OrganizationId = World.Bakery.Id,
                        Name = $"Person {++people}",
                        UserId = userId,
                        CreatedAt = app.Clock.GetUtcNow().AddDays(-60),
                    };
                    db.People.Add(person);
                    await db.SaveChangesAsync();
                    return person;
                }
            );

        public async Task<Guid> NewShiftAsync(ShiftDetails details) =>
            Assert
                .IsType<ShiftOutcome.Saved>(await InAsync((ShiftDesk desk) => desk.AddAsync(details, Cancellation)))
                .Id;

        public Task<PunchOutcome> PunchAtAsync(Guid personId, DateTimeOffset at, Direction? direction) =>
            InAsync(
                (PunchWriter book) =>
                    book.WriteAsync(new NewPunch(personId, at, PunchWay.Pin, direction, World.Mia.Id, at), Cancellation)
            );

        public Task PunchAsync(Guid personId, int days, int hour, Direction direction) =>
            InAsync(
                (PunchWriter book) =>
                    book.WriteAsync(
                        new NewPunch(personId, At(days, hour), PunchWay.Pin, direction, World.Mia.Id, At(days, hour)),
                        Cancellation
                    )
            );

        public Task<List<AttendanceDay>> DaysOfAsync(Guid personId) =>
            InAsync((FaceRekDb db) => db.AttendanceDays.OfPerson(personId).OrderBy(day => day.On).ToListAsync());

        public Task<List<Punch>> PunchesOfAsync(Guid personId) =>
            InAsync((FaceRekDb db) => db.Punches.OfPerson(personId).OrderBy(punch => punch.Number).ToListAsync());
    }
}
