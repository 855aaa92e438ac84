using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.Planning;

/// <summary>What a lock protects, what it does not, and simultaneous changes. Each test has its own days in one organization.</summary>
public class PeriodLockTests(AttendanceDesksTests.AttendanceFixture house)
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

    [Fact]
    public async Task A_period_is_not_locked_while_a_night_of_its_last_day_is_still_open()
    {
        // From ten in the evening to ten in the morning, with a window that closes at two: it is noon.
        var worker = (await house.NewPersonAsync()).Id;
        await WorkAsync(
            worker,
            Office with
            {
                StartsAt = new TimeOnly(22, 0),
                EndsAt = new TimeOnly(10, 0),
                EndsNextDay = true,
            },
            -1,
            -1
        );
        Assert.Equal(house.At(0, 14), Assert.Single(await house.DaysOfAsync(worker)).SettlesAt);
        Assert.IsType<PeriodOutcome.NotOver>(await LockAsync(-1, -1));
        Assert.False(
            await house.InAsync(
                (FaceRekDb db) => db.PeriodLocks.AnyAsync(period => period.From == house.Today.AddDays(-1))
            )
        );

        var desk = (DateTimeOffset at) =>
            house.InAsync(
                (IServiceProvider services) =>
                    ActivatorUtilities
                        .CreateInstance<PeriodDesk>(
                            services,
                            (TimeProvider)new Microsoft.Extensions.Time.Testing.FakeTimeProvider(at)
                        )
                        .LockAsync(house.Today.AddDays(-1), house.Today.AddDays(-1), house.World.Ben.Id, Cancellation)
            );
        Assert.IsType<PeriodOutcome.NotOver>(await desk(house.At(0, 14).AddSeconds(-1)));
        var period = Assert.IsType<PeriodOutcome.Done>(await desk(house.At(0, 14))).Period;
        Assert.Equal(
            (1, 0, house.At(0, 14), house.World.Ben.Id),
            (period.Days, period.OpenExceptions, period.LockedAt, period.LockedById)
        );
    }

    [Fact]
    public async Task Sixty_two_days_are_locked_at_once_and_one_more_is_too_many()
    {
        Assert.IsType<PeriodOutcome.TooLong>(await LockAsync(-300, -238));
        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(-300, -239)).Period;
        foreach (
            var (from, until) in new[] { (-301, -300), (-239, -239), (-239, -238), (-250, -249), (-301, -238 - 3) }
        )
        {
            Assert.Equal(period.Id, Assert.IsType<PeriodOutcome.Overlaps>(await LockAsync(from, until)).Other.Id);
        }
        Assert.IsType<PeriodOutcome.Done>(await LockAsync(-301, -301));
        Assert.IsType<PeriodOutcome.Done>(await LockAsync(-238, -238));
    }

    [Fact]
    public async Task The_row_of_a_locked_day_does_not_vanish_with_its_last_fact_nor_come_with_its_first()
    {
        var (leaver, newcomer, hand) = (
            (await house.NewPersonAsync()).Id,
            (await house.NewPersonAsync()).Id,
            (await house.NewPersonAsync()).Id
        );
        var planned = await WorkAsync(leaver, Office, -50, -48);
        await house.PunchAsync(hand, -49, 8, Direction.In);
        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(-50, -49)).Period;
        Assert.Equal((3, 1), (period.Days, period.OpenExceptions));
        var before = await LinesAsync(leaver);

        // The old plan is removed, and there is one where there was none.
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync((AssignmentDesk desk) => desk.EndAsync(planned, house.Today.AddDays(-51), Cancellation))
        );
        await WorkAsync(newcomer, Office, -50, -48);
        Assert.Equal(before.Take(2), await LinesAsync(leaver));
        Assert.Equal([-48], await DaysAsync(newcomer));
        // A punch that is written without the check, such as one from a terminal that was offline, does not change a locked day either.
        await house.PunchAsync(hand, -49, 12, Direction.Out);
        await house.PunchAsync(newcomer, -50, 12, Direction.Out);
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-50), house.Today.AddDays(-47), Cancellation)
        );
        Assert.Equal(before.Take(2), await LinesAsync(leaver));
        Assert.Equal(0, (await house.DaysOfAsync(hand))[0].WorkedSeconds);
        Assert.Equal([-48], await DaysAsync(newcomer));
        Assert.True(await IsIntactAsync(period));

        // After reopening each day follows its facts.
        Assert.IsType<PeriodOutcome.Done>(await OpenAsync(period.Id));
        Assert.Empty(await LinesAsync(leaver));
        Assert.Equal([-50, -49, -48], await DaysAsync(newcomer));
        Assert.Equal(4 * 3600, (await house.DaysOfAsync(hand))[0].WorkedSeconds);
    }

    [Fact]
    public async Task Opening_changes_no_byte_where_no_fact_changed()
    {
        var worker = (await house.NewPersonAsync()).Id;
        await WorkAsync(worker, Office, -110, -100);
        await house.PunchAsync(worker, -105, 9, Direction.In);
        var before = await LinesAsync(worker);
        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(-110, -100)).Period;
        Assert.Equal((before.Count, 1), (period.Days, period.OpenExceptions));
        Assert.IsType<PeriodOutcome.ReasonMissing>(await OpenAsync(period.Id, new string('x', 301)));
        var opened = Assert.IsType<PeriodOutcome.Done>(await OpenAsync(period.Id, $" {new string('x', 300)} ")).Period;
        Assert.Equal(
            (new string('x', 300), house.World.Ada.Id, house.At(0, 12)),
            (opened.OpenedBecause, opened.OpenedById!.Value, opened.OpenedAt!.Value)
        );
        Assert.Equal(before, await LinesAsync(worker));
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.OutdatedDays.CountAsync()));
        // Locked again, it has the same seal.
        Assert.Equal(period.Hash, Assert.IsType<PeriodOutcome.Done>(await LockAsync(-110, -100)).Period.Hash);
    }

    [Fact]
    public async Task The_seal_takes_in_the_weeks_that_end_in_the_period_and_no_other()
    {
        var worker = (await house.NewPersonAsync()).Id;
        var sunday = WeeklyOvertime.MondayOf(house.Today.AddDays(-150)).AddDays(-1);
        int Day(DateOnly on) => on.DayNumber - house.Today.DayNumber;
        foreach (var week in new[] { -7, 0, 7 })
        {
            for (var day = Day(sunday) + week - 6; day <= Day(sunday) + week - 2; day++)
            {
                await house.PunchAsync(worker, day, 8, Direction.In);
                await house.PunchAsync(worker, day, 18, Direction.Out);
            }
        }
        Assert.Equal(
            [sunday.AddDays(-13), sunday.AddDays(-6), sunday.AddDays(1)],
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .AttendanceWeeks.Where(week => week.PersonId == worker)
                        .OrderBy(week => week.From)
                        .Select(week => week.From)
                        .ToListAsync()
            )
        );

        // From the Monday of the middle week to the Saturday of the last: only the middle week ends in it.
        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(Day(sunday) - 6, Day(sunday) + 6)).Period;
        Assert.Equal((10, 1), (period.Days, period.OpenExceptions));
        foreach (
            var (monday, isSealed) in new[]
            {
                (sunday.AddDays(-13), false),
                (sunday.AddDays(1), false),
                (sunday.AddDays(-6), true),
            }
        )
        {
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .AttendanceWeeks.Where(week => week.PersonId == worker && week.From == monday)
                        .ExecuteUpdateAsync(set => set.SetProperty(week => week.AcceptedSeconds, 1))
            );
            Assert.Equal(!isSealed, await IsIntactAsync(period));
        }
        // The weeks that end outside still follow their days.
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(sunday.AddDays(-13), sunday.AddDays(7), Cancellation)
        );
        Assert.Equal(
            [0, 1, 0],
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .AttendanceWeeks.Where(week => week.PersonId == worker)
                        .OrderBy(week => week.From)
                        .Select(week => week.AcceptedSeconds)
                        .ToListAsync()
            )
        );
    }

    [Fact]
    public async Task A_row_that_was_taken_away_or_put_in_behind_the_locks_back_is_found_out()
    {
        var worker = (await house.NewPersonAsync()).Id;
        await WorkAsync(worker, Office, -206, -205);
        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(-206, -205)).Period;
        Assert.True(await IsIntactAsync(period));
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.OfPerson(worker)
                    .Where(day => day.On == house.Today.AddDays(-205))
                    .ExecuteDeleteAsync()
        );
        Assert.False(await IsIntactAsync(period));
    }

    [Fact]
    public async Task What_comes_while_a_period_is_being_locked_finds_it_locked_and_writes_nothing()
    {
        var (eve, mia, ben) = (house.World.EvePerson.Id, house.World.Mia.Id, house.World.Ben.Id);
        await house.PunchAsync(eve, -3, 8, Direction.In);
        await house.PunchAsync(eve, -4, 8, Direction.In);
        var add = new CorrectionInput(eve, CorrectionKind.Add, null, house.At(-3, 16), Direction.Out, "Forgot");
        var move = new CorrectionInput(
            eve,
            CorrectionKind.Move,
            (await house.PunchesOfAsync(eve))[0].Id,
            house.At(-3, 9),
            null,
            "It was nine"
        );
        var requests = new List<CorrectionRequest>();
        foreach (var input in new[] { add, move })
        {
            requests.Add(
                Assert
                    .IsType<CorrectionOutcome.Done>(
                        await house.InAsync(
                            (CorrectionDesk desk) => desk.AskAsync(input, house.World.Ada.Id, Cancellation)
                        )
                    )
                    .Request
            );
        }
        var before = await LinesAsync(eve);

        var outcomes = await house.App.OvertakeAsync(
            house.World,
            () =>
                Task.WhenAll(
                    Task.Run<object>(async () =>
                        await house.InAsync(
                            (ExceptionDesk desk) =>
                                desk.DecideAsync(
                                    eve,
                                    house.Today.AddDays(-3),
                                    ExceptionKinds.OddPunches,
                                    true,
                                    null,
                                    mia,
                                    Cancellation
                                )
                        )
                    ),
                    Task.Run<object>(async () =>
                        await house.InAsync(
                            (CorrectionApproval approval) =>
                                approval.ApproveAsync(requests[0].Id, null, mia, Cancellation)
                        )
                    ),
                    Task.Run<object>(async () =>
                        await house.InAsync(
                            (CorrectionApproval approval) =>
                                approval.ApproveAsync(requests[1].Id, null, mia, Cancellation)
                        )
                    ),
                    Task.Run<object>(async () =>
                        await house.InAsync(
                            (LeaveDesk desk) =>
                                desk.RecordAsync(
                                    eve,
                                    mia,
                                    new LeaveInput(
                                        house.Today.AddDays(-3),
                                        house.Today.AddDays(-3),
                                        LeavePart.WholeDay,
                                        IsPaid: true,
                                        null
                                    ),
                                    Cancellation
                                )
                        )
                    ),
                    Task.Run<object>(async () =>
                        await house.InAsync(
                            (ManualPunchDesk desk) =>
                                desk.RecordAsync(eve, mia, house.At(-3, 17), Direction.Out, "A list", Cancellation)
                        )
                    ),
                    Task.Run<object>(async () => await LockAsync(-4, -3))
                ),
            async db =>
            {
                db.PeriodLocks.Add(
                    new PeriodLock
                    {
                        OrganizationId = house.World.Bakery.Id,
                        From = house.Today.AddDays(-3),
                        Until = house.Today.AddDays(-3),
                        Hash = "",
                        Days = 1,
                        OpenExceptions = 1,
                        LockedAt = house.At(0, 12),
                        LockedById = ben,
                    }
                );
                await db.SaveChangesAsync(Cancellation);
            },
            pieces: 6
        );

        Assert.Equal(
            [
                typeof(DecisionOutcome.Locked),
                typeof(CorrectionOutcome.Locked),
                typeof(CorrectionOutcome.Locked),
                typeof(LeaveOutcome.Locked),
                typeof(ManualPunchOutcome.Waits),
                typeof(PeriodOutcome.Overlaps),
            ],
            outcomes.Select(outcome => outcome.GetType())
        );
        Assert.Equal(before, await LinesAsync(eve));
        Assert.Equal(
            (2, 0, 0, 0),
            await house.InAsync(
                async (FaceRekDb db) =>
                    (
                        await db.Punches.CountAsync(punch => punch.PersonId == eve),
                        await db.PunchAmendments.CountAsync(one => one.PersonId == eve),
                        await db.DayDecisions.CountAsync(one => one.PersonId == eve),
                        await db.Leaves.CountAsync(one => one.PersonId == eve)
                    )
            )
        );
        // The time from the list becomes a pending request, and the other pending ones stay so.
        Assert.Equal(
            [(false, CorrectionStatus.Pending), (false, CorrectionStatus.Pending), (true, CorrectionStatus.Pending)],
            (
                await house.InAsync(
                    (FaceRekDb db) =>
                        db.CorrectionRequests.Where(one => one.PersonId == eve).OrderBy(one => one.Id).ToListAsync()
                )
            ).Select(one => (one.IsLate, one.Status))
        );
    }

    [Fact]
    public async Task A_punch_by_hand_waits_where_its_period_is_locked_as_it_was_said()
    {
        var worker = (await house.NewPersonAsync()).Id;
        Assert.IsType<PeriodOutcome.Done>(await LockAsync(-21, -20));
        var outcome = await house.InAsync(
            (ManualPunchDesk desk) =>
                desk.RecordAsync(worker, house.World.Mia.Id, house.At(-20, 9), Direction.In, " A list ", Cancellation)
        );
        Assert.Equal(new ManualPunchOutcome.Waits(house.Today.AddDays(-21), house.Today.AddDays(-20)), outcome);
        var request = await house.InAsync(
            (FaceRekDb db) => db.CorrectionRequests.SingleAsync(one => one.PersonId == worker)
        );
        Assert.Equal(
            (
                true,
                CorrectionKind.Add,
                house.At(-20, 9),
                Direction.In,
                "A list",
                house.World.Mia.Id,
                house.Today.AddDays(-20)
            ),
            (
                request.IsLate,
                request.Kind,
                request.At!.Value,
                request.Direction!.Value,
                request.Reason,
                request.RequestedById,
                request.On
            )
        );
        // The days next to it are open.
        foreach (var day in new[] { -22, -19 })
        {
            Assert.IsType<ManualPunchOutcome.Recorded>(
                await house.InAsync(
                    (ManualPunchDesk desk) =>
                        desk.RecordAsync(
                            worker,
                            house.World.Mia.Id,
                            house.At(day, 9),
                            Direction.In,
                            "A list",
                            Cancellation
                        )
                )
            );
        }
    }

    [Fact]
    public async Task Rules_that_hold_from_a_day_in_a_locked_period_change_only_what_lies_outside()
    {
        var worker = (await house.NewPersonAsync()).Id;
        await WorkAsync(worker, Office, -182, -180);
        for (var day = -182; day <= -180; day++)
        {
            await house.PunchAsync(worker, day, 10, Direction.In);
            await house.PunchAsync(worker, day, 17, Direction.Out);
        }
        Assert.IsType<PeriodOutcome.Done>(await LockAsync(-181, -181));
        var version = await house.InAsync((FaceRekDb db) => db.AttendancePolicies.CountAsync());
        var comparison = await house.InAsync(
            (PolicyDesk desk) =>
                desk.CompareAsync(new PolicyRules { GraceLate = 90 }, house.Today.AddDays(-182), Cancellation)
        );
        Assert.Equal((house.Today.AddDays(-31), house.Today.AddDays(-1)), (comparison.From, comparison.Until));
        Assert.IsType<PolicyOutcome.Saved>(
            await house.InAsync(
                (PolicyDesk desk) =>
                    desk.SaveAsync(
                        new PolicyRules { GraceLate = 90 },
                        house.Today.AddDays(-182),
                        version,
                        house.World.Ben.Id,
                        Cancellation
                    )
            )
        );
        Assert.Equal([0, 3600, 0], (await house.DaysOfAsync(worker)).Select(day => day.LateSeconds));
    }

    private Task<PeriodOutcome> LockAsync(int from, int until) =>
        house.InAsync(
            (PeriodDesk desk) =>
                desk.LockAsync(house.Today.AddDays(from), house.Today.AddDays(until), house.World.Ben.Id, Cancellation)
        );

    private Task<PeriodOutcome> OpenAsync(Guid period, string because = "A list came late") =>
        house.InAsync((PeriodDesk desk) => desk.OpenAsync(period, because, house.World.Ada.Id, Cancellation));

    private Task<bool> IsIntactAsync(PeriodLock period) =>
        house.InAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation));

    /// <returns>The assignment's id.</returns>
    private async Task<Guid> WorkAsync(Guid person, ShiftDetails shift, int from, int until)
    {
        // Since before all days of these tests.
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.CreatedAt, house.At(-400, 8)))
        );
        var id = await house.NewShiftAsync(shift);
        return Assert
            .IsType<AssignmentOutcome.Saved>(
                await house.InAsync(
                    (AssignmentDesk desk) =>
                        desk.AssignToPersonAsync(
                            person,
                            id,
                            house.Today.AddDays(from),
                            house.Today.AddDays(until),
                            house.World.Ben.Id,
                            Cancellation
                        )
                )
            )
            .Id;
    }

    private async Task<List<string>> LinesAsync(Guid person) =>
        (await house.DaysOfAsync(person)).ConvertAll(day => day.Canonical());

    private async Task<IEnumerable<int>> DaysAsync(Guid person) =>
        (await house.DaysOfAsync(person)).Select(day => day.On.DayNumber - house.Today.DayNumber);
}
