using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Planning;

/// <summary>The leave desk: its limits, who requests and decides, and the days affected. A new person for each test.</summary>
public class LeaveDeskTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private const int Hour = 3600;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5, 4, typeof(LeaveOutcome.EndsBeforeItBegins))]
    [InlineData(5, 5, typeof(LeaveOutcome.Done))]
    [InlineData(5, 370, typeof(LeaveOutcome.Done))]
    [InlineData(5, 371, typeof(LeaveOutcome.TooLong))]
    [InlineData(-366, -366, typeof(LeaveOutcome.Done))]
    [InlineData(-367, -366, typeof(LeaveOutcome.TooFar))]
    [InlineData(732, 732, typeof(LeaveOutcome.Done))]
    [InlineData(732, 733, typeof(LeaveOutcome.TooFar))]
    public async Task Leave_is_a_year_long_at_most_from_a_year_ago_to_two_years_ahead(
        int from,
        int until,
        Type expected
    ) => Assert.IsType(expected, await RecordAsync((await house.NewPersonAsync()).Id, Days(from, until)));

    [Fact]
    public async Task Half_a_day_is_of_one_day_and_a_reason_of_three_hundred_characters()
    {
        var person = (await house.NewPersonAsync()).Id;
        Assert.IsType<LeaveOutcome.HalfOfSeveral>(await RecordAsync(person, Days(5, 6, LeavePart.Morning)));
        Assert.IsType<LeaveOutcome.HalfOfSeveral>(await RecordAsync(person, Days(5, 6, LeavePart.Afternoon)));
        Assert.IsType<LeaveOutcome.ReasonTooLong>(
            await RecordAsync(person, Days(5, 5) with { Reason = new string('x', 301) })
        );
        Assert.Equal(
            new string('x', 300),
            Done(await RecordAsync(person, Days(5, 5) with { Reason = $" {new string('x', 300)} " })).Reason
        );
        Assert.Null(Done(await RecordAsync(person, Days(6, 6) with { Reason = "  " })).Reason);
    }

    [Theory]
    [InlineData(LeavePart.Morning, LeavePart.Afternoon, true)]
    [InlineData(LeavePart.Afternoon, LeavePart.Morning, true)]
    [InlineData(LeavePart.Morning, LeavePart.Morning, false)]
    [InlineData(LeavePart.Afternoon, LeavePart.Afternoon, false)]
    [InlineData(LeavePart.WholeDay, LeavePart.Morning, false)]
    [InlineData(LeavePart.Afternoon, LeavePart.WholeDay, false)]
    public async Task A_morning_and_an_afternoon_make_a_day_and_nothing_else_shares_one(
        LeavePart first,
        LeavePart second,
        bool isTaken
    )
    {
        var (person, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        var standing = Done(await RecordAsync(person, Days(5, 5, first)));
        var outcome = await RecordAsync(person, Days(5, 5, second));
        if (isTaken)
        {
            Done(outcome);
        }
        else
        {
            Assert.Equal(standing.Id, Assert.IsType<LeaveOutcome.Overlaps>(outcome).Other.Id);
        }
        Done(await RecordAsync(other, Days(5, 5, second)));
        foreach (var (from, until) in new[] { (4, 4), (6, 6) })
        {
            Done(await RecordAsync(person, Days(from, until)));
        }
        // Refused leave blocks nothing.
        Done(await DecideAsync(standing.Id, house.World.Mia.Id, isApproved: false));
        if (!isTaken)
        {
            Done(await RecordAsync(person, Days(5, 5, second)));
        }
    }

    [Fact]
    public async Task A_persons_own_request_waits_for_someone_else()
    {
        var (ben, mia) = (house.World.Ben.Id, house.World.Mia.Id);
        var person = await WorkerAsync(ben);
        Assert.IsType<LeaveOutcome.NotFound>(await RequestAsync(person, mia, Days(-1, -1)));
        Assert.IsType<LeaveOutcome.OwnLeave>(await RecordAsync(person, Days(-1, -1), ben));
        var asked = Done(await RequestAsync(person, ben, Days(-1, -1) with { IsPaid = false, Reason = "Moving" }));
        Assert.Equal(
            (LeaveStatus.Requested, ben, house.At(0, 12), null, false, "Moving"),
            (asked.Status, asked.RequestedById, asked.RequestedAt, asked.DecidedById, asked.IsPaid, asked.Reason)
        );
        Assert.Equal(DayStatus.Absent, (await DayAsync(person, -1)).Status);
        Assert.IsType<LeaveOutcome.Overlaps>(await RequestAsync(person, ben, Days(-1, -1)));

        foreach (var isApproved in new[] { true, false })
        {
            Assert.IsType<LeaveOutcome.OwnLeave>(await DecideAsync(asked.Id, ben, isApproved));
        }
        Assert.IsType<LeaveOutcome.ReasonTooLong>(
            await DecideAsync(asked.Id, mia, isApproved: true, new string('x', 301))
        );
        Assert.IsType<LeaveOutcome.NotFound>(await DecideAsync(Guid.CreateVersion7(), mia, isApproved: true));
        var approved = Done(await DecideAsync(asked.Id, mia, isApproved: true, $" {new string('x', 298)} "));
        Assert.Equal(
            (LeaveStatus.Approved, mia, new string('x', 298), house.At(0, 12)),
            (approved.Status, approved.DecidedById!.Value, approved.DecisionNote, approved.DecidedAt!.Value)
        );
        Assert.Equal(
            (DayStatus.Leave, 0, 27_000),
            await DayAsync(person, -1) is var day ? (day.Status, day.PaidLeaveSeconds, day.UnpaidLeaveSeconds) : default
        );
        Assert.Equal(
            LeaveStatus.Approved,
            Assert.IsType<LeaveOutcome.Decided>(await DecideAsync(asked.Id, mia, isApproved: true)).Status
        );

        // Approved leave can be cancelled, and refused leave stays refused.
        Assert.Null(Done(await DecideAsync(asked.Id, mia, isApproved: false, " ")).DecisionNote);
        Assert.Equal(DayStatus.Absent, (await DayAsync(person, -1)).Status);
        foreach (var isApproved in new[] { true, false })
        {
            Assert.Equal(
                LeaveStatus.Refused,
                Assert.IsType<LeaveOutcome.Decided>(await DecideAsync(asked.Id, mia, isApproved)).Status
            );
        }
        Assert.Equal(
            LeaveStatus.Refused,
            Assert.IsType<LeaveOutcome.Decided>(await WithdrawAsync(asked.Id, ben)).Status
        );
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task What_was_approved_is_withdrawn_until_it_begins_and_what_was_asked_for_always(
        int from,
        bool canBeWithdrawn
    )
    {
        var ada = house.World.Ada.Id;
        var person = await OfAdaAsync();
        var approved = Done(await RecordAsync(person, Days(from, from + 1)));
        Assert.Equal((LeaveStatus.Approved, house.World.Mia.Id), (approved.Status, approved.DecidedById!.Value));
        Assert.Equal(DayStatus.Leave, (await DayAsync(person, from)).Status);
        Assert.IsType<LeaveOutcome.NotFound>(await WithdrawAsync(approved.Id, house.World.Mia.Id));
        var outcome = await WithdrawAsync(approved.Id, ada);
        Assert.Equal(
            canBeWithdrawn ? LeaveStatus.Withdrawn : LeaveStatus.Approved,
            outcome is LeaveOutcome.Done { Leave: var leave }
                ? leave.Status
                : Assert.IsType<LeaveOutcome.Decided>(outcome).Status
        );
        Assert.Equal(canBeWithdrawn ? DayStatus.Absent : DayStatus.Leave, (await DayAsync(person, from)).Status);
        var asked = Done(await RequestAsync(person, ada, Days(from - 10, from - 10)));
        Assert.Equal(LeaveStatus.Withdrawn, Done(await WithdrawAsync(asked.Id, ada)).Status);
        Done(await RequestAsync(person, ada, Days(from - 10, from - 10)));
        await house.InAsync((FaceRekDb db) => db.Leaves.Where(one => one.PersonId == person).ExecuteDeleteAsync());
        // Another test verifies the days of all people.
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-2), house.Today.AddDays(2), Cancellation)
        );
    }

    [Theory]
    [InlineData(true, true, 27_000, 0)]
    [InlineData(true, false, 0, 27_000)]
    [InlineData(false, true, 0, 27_000)]
    [InlineData(false, false, 0, 27_000)]
    public async Task A_morning_and_an_afternoon_are_a_whole_day_that_is_paid_where_both_are(
        bool morning,
        bool afternoon,
        int paid,
        int unpaid
    )
    {
        var person = await WorkerAsync();
        Done(await RecordAsync(person, Days(-1, -1, LeavePart.Morning) with { IsPaid = morning }));
        Assert.Equal(
            (morning ? 13_500 : 0, morning ? 0 : 13_500),
            await DayAsync(person, -1) is var half ? (half.PaidLeaveSeconds, half.UnpaidLeaveSeconds) : default
        );
        Done(await RecordAsync(person, Days(-1, -1, LeavePart.Afternoon) with { IsPaid = afternoon }));
        Assert.Equal(
            (DayStatus.Leave, paid, unpaid),
            await DayAsync(person, -1) is var day ? (day.Status, day.PaidLeaveSeconds, day.UnpaidLeaveSeconds) : default
        );
    }

    [Fact]
    public async Task Long_leave_is_leave_on_each_of_its_days_and_on_no_other()
    {
        var person = await WorkerAsync();
        Done(await RecordAsync(person, Days(-5, -2)));
        Assert.Equal(
            [DayStatus.Absent, DayStatus.Leave, DayStatus.Leave, DayStatus.Leave, DayStatus.Leave, DayStatus.Absent],
            (await house.DaysOfAsync(person))
                .Where(day => day.On >= house.Today.AddDays(-6) && day.On < house.Today)
                .Select(day => day.Status)
        );
        // Calculating each day separately gives the same.
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-4), house.Today.AddDays(-3), Cancellation)
        );
        Assert.Equal(
            0,
            (
                await house.InAsync(
                    (DayRebuild rebuild) =>
                        rebuild.VerifyAsync(house.Today.AddDays(-6), house.Today.AddDays(-1), Cancellation)
                )
            ).Changed
        );
    }

    [Fact]
    public async Task A_locked_day_takes_no_leave_and_gives_none_back()
    {
        var (ben, mia) = (house.World.Ben.Id, house.World.Mia.Id);
        var person = await WorkerAsync();
        var standing = Done(await RecordAsync(person, Days(-42, -40)));
        var period = new PeriodLock
        {
            OrganizationId = house.World.Bakery.Id,
            From = house.Today.AddDays(-45),
            Until = house.Today.AddDays(-42),
            Hash = "x",
            Days = 0,
            OpenExceptions = 0,
            LockedAt = house.At(0, 9),
            LockedById = ben,
        };
        await house.SaveAsync(period);
        Assert.IsType<LeaveOutcome.Locked>(await RecordAsync(person, Days(-50, -45)));
        Assert.IsType<LeaveOutcome.Locked>(await RecordAsync(person, Days(-44, -43)));
        Assert.IsType<LeaveOutcome.Locked>(await DecideAsync(standing.Id, mia, isApproved: false));
        Assert.Equal(
            LeaveStatus.Approved,
            await house.InAsync(
                (FaceRekDb db) => db.Leaves.Where(one => one.Id == standing.Id).Select(one => one.Status).SingleAsync()
            )
        );
        Done(await RecordAsync(person, Days(-50, -46)));
        Assert.IsType<PeriodOutcome.Done>(
            await house.InAsync((PeriodDesk desk) => desk.OpenAsync(period.Id, "Leave was missing", ben, Cancellation))
        );
        Done(await DecideAsync(standing.Id, mia, isApproved: false));
    }

    [Fact]
    public async Task No_leave_is_recorded_for_an_erased_person_or_one_of_another_organization()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.InAsync(
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync(one => one.Id == person)).Erase(house.At(0, 9));
                return await db.SaveChangesAsync();
            }
        );
        foreach (var nobody in new[] { person, house.World.HarbourPerson.Id, Guid.CreateVersion7() })
        {
            Assert.IsType<LeaveOutcome.NotFound>(await RecordAsync(nobody, Days(5, 5)));
        }
    }

    [Fact]
    public async Task A_manager_records_and_decides_leave_of_the_people_they_lead_only()
    {
        var mia = house.World.Mia.Id;
        var shop = new Department
        {
            OrganizationId = house.World.Bakery.Id,
            Name = "Shop",
            CreatedAt = house.At(0, 9),
        };
        await house.SaveAsync(
            shop,
            new DepartmentManager
            {
                OrganizationId = house.World.Bakery.Id,
                DepartmentId = shop.Id,
                UserId = mia,
            }
        );
        try
        {
            var (own, foreign) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .People.Where(one => one.Id == own)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.DepartmentId, shop.Id))
            );
            var theirs = Done(await RecordAsync(foreign, Days(9, 9), house.World.Ben.Id));
            foreach (var isApproved in new[] { true, false })
            {
                Assert.IsType<LeaveOutcome.NotFound>(
                    await house.AsAsync(
                        Role.Manager,
                        (LeaveDesk desk) => desk.DecideAsync(theirs.Id, mia, isApproved, null, Cancellation)
                    )
                );
            }
            Assert.IsType<LeaveOutcome.NotFound>(
                await house.AsAsync(
                    Role.Manager,
                    (LeaveDesk desk) => desk.RecordAsync(foreign, mia, Days(20, 20), Cancellation)
                )
            );
            Assert.Equal(
                [LeaveStatus.Approved],
                await house.InAsync(
                    (FaceRekDb db) =>
                        db.Leaves.Where(one => one.PersonId == foreign).Select(one => one.Status).ToListAsync()
                )
            );
            var mine = Done(
                await house.AsAsync(
                    Role.Manager,
                    (LeaveDesk desk) => desk.RecordAsync(own, mia, Days(20, 20), Cancellation)
                )
            );
            Done(
                await house.AsAsync(
                    Role.Manager,
                    (LeaveDesk desk) => desk.DecideAsync(mine.Id, mia, false, null, Cancellation)
                )
            );
        }
        finally
        {
            await house.InAsync(
                async (FaceRekDb db) =>
                {
                    await db.People.ExecuteUpdateAsync(set =>
                        set.SetProperty(person => person.DepartmentId, (Guid?)null)
                    );
                    await db.DepartmentManagers.ExecuteDeleteAsync();
                    return await db.Departments.ExecuteDeleteAsync();
                }
            );
        }
    }

    [Theory]
    [InlineData(LeaveStatus.Approved, 0, true)]
    [InlineData(LeaveStatus.Approved, 3, true)]
    [InlineData(LeaveStatus.Approved, -1, false)]
    [InlineData(LeaveStatus.Approved, 4, false)]
    [InlineData(LeaveStatus.Requested, 1, false)]
    [InlineData(LeaveStatus.Refused, 1, false)]
    [InlineData(LeaveStatus.Withdrawn, 1, false)]
    public void Only_approved_leave_holds_and_only_on_its_days(LeaveStatus status, int day, bool holds)
    {
        var leave = new Leave
        {
            OrganizationId = default,
            PersonId = default,
            From = house.Today,
            Until = house.Today.AddDays(3),
            Part = LeavePart.WholeDay,
            IsPaid = true,
            RequestedAt = default,
            RequestedById = default,
        };
        leave.Decide(status, default, null, default);
        Assert.Equal(holds, leave.Holds(house.Today.AddDays(day)));
    }

    /// <summary>The person linked to Ada's sign-in; the fixture has one.</summary>
    private async Task<Guid> OfAdaAsync() =>
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.UserId == house.World.Ada.Id)
                    .Select(one => (Guid?)one.Id)
                    .SingleOrDefaultAsync()
        ) ?? await WorkerAsync(house.World.Ada.Id);

    /// <summary>Every day from nine to five, with a break of half an hour.</summary>
    private async Task<Guid> WorkerAsync(Guid? userId = null)
    {
        var person = (await house.NewPersonAsync(userId)).Id;
        var shift = await house.NewShiftAsync(
            new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
        );
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync(
                (AssignmentDesk desk) =>
                    desk.AssignToPersonAsync(
                        person,
                        shift,
                        house.Today.AddDays(-9),
                        null,
                        house.World.Ben.Id,
                        Cancellation
                    )
            )
        );
        return person;
    }

    private async Task<AttendanceDay> DayAsync(Guid person, int day) =>
        (await house.DaysOfAsync(person)).Single(one => one.On == house.Today.AddDays(day));

    private LeaveInput Days(int from, int until, LeavePart part = LeavePart.WholeDay) =>
        new(house.Today.AddDays(from), house.Today.AddDays(until), part, IsPaid: true, Reason: null);

    private Task<LeaveOutcome> RequestAsync(Guid person, Guid byUserId, LeaveInput input) =>
        house.InAsync((LeaveDesk desk) => desk.RequestAsync(person, byUserId, input, Cancellation));

    private Task<LeaveOutcome> RecordAsync(Guid person, LeaveInput input, Guid? byUserId = null) =>
        house.InAsync(
            (LeaveDesk desk) => desk.RecordAsync(person, byUserId ?? house.World.Mia.Id, input, Cancellation)
        );

    private Task<LeaveOutcome> DecideAsync(Guid leave, Guid byUserId, bool isApproved, string? note = null) =>
        house.InAsync((LeaveDesk desk) => desk.DecideAsync(leave, byUserId, isApproved, note, Cancellation));

    private Task<LeaveOutcome> WithdrawAsync(Guid leave, Guid byUserId) =>
        house.InAsync((LeaveDesk desk) => desk.WithdrawAsync(leave, byUserId, Cancellation));

    private static Leave Done(LeaveOutcome outcome) => Assert.IsType<LeaveOutcome.Done>(outcome).Leave;
}
