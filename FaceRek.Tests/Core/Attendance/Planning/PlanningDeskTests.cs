using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Planning;

/// <summary>The desks of shifts, rotations, assignments and rules: limits, what is in use, and the days affected.</summary>
public sealed class PlanningDeskTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static readonly ShiftDetails Office = new(
        " Office ",
        new TimeOnly(9, 0),
        new TimeOnly(17, 0),
        false,
        WeekDays.All
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shift_is_kept_as_it_was_written_down()
    {
        var id = await house.NewShiftAsync(
            Office with
            {
                StartsAt = new TimeOnly(20, 0),
                EndsAt = new TimeOnly(6, 0),
                EndsNextDay = true,
                PausesAt = new TimeOnly(23, 0),
                ResumesAt = new TimeOnly(2, 0),
                Days = WeekDays.Monday | (WeekDays)128,
            }
        );
        var shift = await house.InAsync((FaceRekDb db) => db.Shifts.SingleAsync(one => one.Id == id));
        Assert.Equal(
            ("Office", new TimeOnly(20, 0), 600, 180, 360, WeekDays.Monday, house.At(0, 12), null),
            (
                shift.Name,
                shift.StartsAt,
                shift.Minutes,
                shift.FirstPartMinutes!.Value,
                shift.SecondPartAfter!.Value,
                shift.Days,
                shift.CreatedAt,
                shift.ArchivedAt
            )
        );
    }

    [Fact]
    public async Task A_rotation_has_two_to_fifty_six_days_a_name_and_work()
    {
        var (shift, gone) = (await house.NewShiftAsync(Office), await house.NewShiftAsync(Office));
        Assert.IsType<ShiftOutcome.Saved>(
            await house.InAsync((ShiftDesk desk) => desk.ArchiveAsync(gone, Cancellation))
        );
        foreach (
            var (name, cells, error) in new (string?, Guid?[], RotationError?)[]
            {
                (null, [shift, null], RotationError.NameMissing),
                (" ", [shift, null], RotationError.NameMissing),
                (new string('x', 61), [shift, null], RotationError.NameTooLong),
                ($" {new string('x', 60)} ", [shift, null], null),
                ("One", [shift], RotationError.LengthOutOfRange),
                ("Two", [null, shift], null),
                ("Fifty-six", [shift, .. new Guid?[55]], null),
                ("Fifty-seven", [shift, .. new Guid?[56]], RotationError.LengthOutOfRange),
                ("Off", [null, null], RotationError.NoWork),
                ("Gone", [shift, gone], RotationError.UnknownShift),
                ("Unknown", [shift, Guid.CreateVersion7()], RotationError.UnknownShift),
                ("Twice", [shift, shift], null),
            }
        )
        {
            var outcome = await house.InAsync(
                (ShiftDesk desk) => desk.AddRotationAsync(name, house.Today, cells, Cancellation)
            );
            Assert.Equal((name, error), (name, outcome is RotationOutcome.Refused refused ? refused.Error : null));
        }
    }

    [Fact]
    public async Task A_rotation_keeps_each_shift_at_its_place_and_lays_out_the_days()
    {
        var (early, late) = (
            await house.NewShiftAsync(Office),
            await house.NewShiftAsync(Office with { StartsAt = new TimeOnly(14, 0), EndsAt = new TimeOnly(22, 0) })
        );
        var id = await NewRotationAsync(house.Today.AddDays(-4), early, null, late);
        var rotation = await house.InAsync(
            (FaceRekDb db) => db.Rotations.Include(one => one.Days).SingleAsync(one => one.Id == id)
        );
        Assert.Equal(
            ("Round", house.Today.AddDays(-4), 3, house.At(0, 12)),
            (rotation.Name, rotation.StartsOn, rotation.Length, rotation.CreatedAt)
        );
        Assert.Equal(
            [(0, early), (2, late)],
            rotation.Days.OrderBy(day => day.Position).Select(day => (day.Position, day.ShiftId))
        );
        var person = (await house.NewPersonAsync()).Id;
        Saved(await AssignAsync(person, id, house.Today.AddDays(-5), house.Today.AddDays(-1)));
        Assert.Equal(
            [(-5, late), (-4, early), (-2, late), (-1, early)],
            (await house.DaysOfAsync(person)).Select(day =>
                (day.On.DayNumber - house.Today.DayNumber, day.ShiftId!.Value)
            )
        );
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(null, false)]
    public async Task A_shift_that_is_worked_today_or_later_is_not_archived(int? until, bool canBeArchived)
    {
        var (person, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        var (shift, cell) = (await house.NewShiftAsync(Office), await house.NewShiftAsync(Office));
        var rotation = await NewRotationAsync(house.Today, cell, null);
        DateOnly? last = until is { } days ? house.Today.AddDays(days) : null;
        Saved(await AssignAsync(person, shift, house.Today.AddDays(-5), last));
        Saved(await AssignAsync(other, rotation, house.Today.AddDays(-5), last));
        Assert.Equal(
            canBeArchived,
            await house.InAsync((ShiftDesk desk) => desk.ArchiveAsync(shift, Cancellation)) is ShiftOutcome.Saved
        );
        // A shift of an available rotation is in use too.
        Assert.IsType<ShiftOutcome.InUse>(
            await house.InAsync((ShiftDesk desk) => desk.ArchiveAsync(cell, Cancellation))
        );
        Assert.Equal(
            canBeArchived,
            await house.InAsync((ShiftDesk desk) => desk.ArchiveRotationAsync(rotation, Cancellation))
                is ShiftOutcome.Saved
        );
        Assert.Equal(
            canBeArchived,
            await house.InAsync((ShiftDesk desk) => desk.ArchiveAsync(cell, Cancellation)) is ShiftOutcome.Saved
        );
        if (!canBeArchived)
        {
            return;
        }
        Assert.Equal(
            (house.At(0, 12), house.At(0, 12)),
            await house.InAsync(
                async (FaceRekDb db) =>
                    (
                        (await db.Shifts.SingleAsync(one => one.Id == shift)).ArchivedAt!.Value,
                        (await db.Rotations.SingleAsync(one => one.Id == rotation)).ArchivedAt!.Value
                    )
            )
        );
        Assert.IsType<ShiftOutcome.NotFound>(
            await house.InAsync((ShiftDesk desk) => desk.ArchiveRotationAsync(rotation, Cancellation))
        );
        foreach (var gone in new[] { shift, rotation })
        {
            Assert.IsType<AssignmentOutcome.NotFound>(
                await AssignAsync((await house.NewPersonAsync()).Id, gone, house.Today, null)
            );
        }
    }

    [Theory]
    [InlineData(-400, true)]
    [InlineData(-401, false)]
    public async Task Days_of_more_than_four_hundred_days_ago_are_not_planned_again(int day, bool isTaken)
    {
        var (person, shift) = ((await house.NewPersonAsync()).Id, await house.NewShiftAsync(Office));
        var department = await NewDepartmentAsync();
        var on = house.Today.AddDays(day);
        Assert.Equal(isTaken, await AssignAsync(person, shift, on, on) is AssignmentOutcome.Saved);
        Assert.Equal(
            isTaken,
            await house.InAsync(
                (AssignmentDesk desk) =>
                    desk.AssignToDepartmentAsync(department, shift, on, on, house.World.Ben.Id, Cancellation)
            ) is AssignmentOutcome.Saved
        );
        var running = Saved(
            await AssignAsync((await house.NewPersonAsync()).Id, shift, house.Today.AddDays(-400), null)
        );
        Assert.Equal(isTaken, await EndAsync(running, on) is AssignmentOutcome.Saved);
    }

    [Fact]
    public async Task One_day_is_a_stretch_and_an_assignment_is_kept_with_who_made_it()
    {
        var (person, shift) = ((await house.NewPersonAsync()).Id, await house.NewShiftAsync(Office));
        var id = Saved(await AssignAsync(person, shift, house.Today.AddDays(-2), house.Today.AddDays(-2)));
        var kept = await house.InAsync((FaceRekDb db) => db.ShiftAssignments.SingleAsync(one => one.Id == id));
        Assert.Equal(
            (
                person,
                null,
                shift,
                null,
                house.Today.AddDays(-2),
                house.Today.AddDays(-2),
                house.At(0, 12),
                house.World.Ben.Id
            ),
            (
                kept.PersonId!.Value,
                kept.DepartmentId,
                kept.ShiftId!.Value,
                kept.RotationId,
                kept.From,
                kept.Until!.Value,
                kept.CreatedAt,
                kept.CreatedById
            )
        );
        // Adjacent assignments that only touch do not overlap.
        Saved(await AssignAsync(person, shift, house.Today.AddDays(-1), null));
        Saved(await AssignAsync(person, shift, house.Today.AddDays(-9), house.Today.AddDays(-3)));
        Assert.IsType<AssignmentOutcome.NotFound>(await EndAsync(Guid.CreateVersion7(), house.Today));
    }

    [Fact]
    public async Task An_assignment_ends_on_its_last_day_and_one_that_never_began_is_gone()
    {
        var (person, shift) = ((await house.NewPersonAsync()).Id, await house.NewShiftAsync(Office));
        var id = Saved(await AssignAsync(person, shift, house.Today.AddDays(-5), house.Today.AddDays(-2)));
        Assert.IsType<AssignmentOutcome.EndsBeforeItBegins>(await EndAsync(id, house.Today.AddDays(-1)));
        Saved(await EndAsync(id, house.Today.AddDays(-2)));
        Assert.Equal([-5, -4, -3, -2], await DaysAsync(person));
        Saved(await EndAsync(id, house.Today.AddDays(-5)));
        Assert.Equal([-5], await DaysAsync(person));
        Saved(await EndAsync(id, house.Today.AddDays(-6)));
        Assert.Empty(await DaysAsync(person));
        Assert.False(await house.InAsync((FaceRekDb db) => db.ShiftAssignments.AnyAsync(one => one.Id == id)));
    }

    [Fact]
    public async Task What_a_department_works_its_people_work_until_it_ends()
    {
        var (person, shift, department) = (
            (await house.NewPersonAsync()).Id,
            await house.NewShiftAsync(Office),
            await NewDepartmentAsync()
        );
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.DepartmentId, department))
        );
        Task<AssignmentOutcome> Assign(Guid to, Guid what, int from, int? until) =>
            house.InAsync(
                (AssignmentDesk desk) =>
                    desk.AssignToDepartmentAsync(
                        to,
                        what,
                        house.Today.AddDays(from),
                        until is { } last ? house.Today.AddDays(last) : null,
                        house.World.Ben.Id,
                        Cancellation
                    )
            );
        Assert.IsType<AssignmentOutcome.NotFound>(await Assign(Guid.CreateVersion7(), shift, -3, null));
        Assert.IsType<AssignmentOutcome.NotFound>(await Assign(department, Guid.CreateVersion7(), -3, null));
        Assert.IsType<AssignmentOutcome.EndsBeforeItBegins>(await Assign(department, shift, -3, -4));
        Assert.Equal(department, Assert.IsType<AssignmentOutcome.Saved>(await Assign(department, shift, -3, null)).Id);
        Assert.Equal([-3, -2, -1, 0, 1], await DaysAsync(person));
        var standing = Assert.IsType<AssignmentOutcome.Overlaps>(await Assign(department, shift, 5, 6)).Other;
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.OutdatedDays.CountAsync()));

        Saved(await EndAsync(standing.Id, house.Today.AddDays(-2)));
        Assert.Equal([-3, -2], await DaysAsync(person));
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.OutdatedDays.CountAsync()));
        Saved(await EndAsync(standing.Id, house.Today.AddDays(-4)));
        Assert.Empty(await DaysAsync(person));
    }

    [Fact]
    public async Task A_shift_of_today_trims_the_window_of_the_night_before()
    {
        var (person, night, early) = (
            (await house.NewPersonAsync()).Id,
            await house.NewShiftAsync(
                Office with
                {
                    StartsAt = new TimeOnly(20, 0),
                    EndsAt = new TimeOnly(4, 0),
                    EndsNextDay = true,
                }
            ),
            await house.NewShiftAsync(Office with { StartsAt = new TimeOnly(7, 0), EndsAt = new TimeOnly(10, 0) })
        );
        Saved(await AssignAsync(person, night, house.Today.AddDays(-2), house.Today.AddDays(-2)));
        Assert.Equal(house.At(-1, 8), (await house.DaysOfAsync(person))[0].SettlesAt);
        Saved(await AssignAsync(person, early, house.Today.AddDays(-1), house.Today.AddDays(-1)));
        Assert.Equal(house.At(-1, 5).AddMinutes(30), (await house.DaysOfAsync(person))[0].SettlesAt);
    }

    [Theory]
    [InlineData(-366, true)]
    [InlineData(-367, false)]
    [InlineData(366, true)]
    [InlineData(367, false)]
    public async Task Rules_hold_from_a_year_ago_at_most_to_a_year_ahead(int day, bool isTaken)
    {
        var version = await house.InAsync(
            async (FaceRekDb db) => await db.AttendancePolicies.MaxAsync(policy => (int?)policy.Version) ?? 0
        );
        var outcome = await house.InAsync(
            (PolicyDesk desk) =>
                desk.SaveAsync(PolicyRules.Default, house.Today.AddDays(day), version, house.World.Ben.Id, Cancellation)
        );
        if (!isTaken)
        {
            Assert.IsType<PolicyOutcome.DateOutOfRange>(outcome);
            return;
        }
        var saved = Assert.IsType<PolicyOutcome.Saved>(outcome).Policy;
        Assert.Equal(
            (version + 1, house.Today.AddDays(day), PolicyRules.Default, house.At(0, 12), house.World.Ben.Id),
            (saved.Version, saved.From, saved.Rules, saved.SavedAt, saved.SavedById)
        );
        foreach (var based in new[] { version, version + 2 })
        {
            Assert.IsType<PolicyOutcome.Overtaken>(
                await house.InAsync(
                    (PolicyDesk desk) =>
                        desk.SaveAsync(PolicyRules.Default, house.Today, based, house.World.Ben.Id, Cancellation)
                )
            );
        }
    }

    private Task<AssignmentOutcome> AssignAsync(Guid person, Guid work, DateOnly from, DateOnly? until) =>
        house.InAsync(
            (AssignmentDesk desk) =>
                desk.AssignToPersonAsync(person, work, from, until, house.World.Ben.Id, Cancellation)
        );

    private Task<AssignmentOutcome> EndAsync(Guid assignment, DateOnly lastDay) =>
        house.InAsync((AssignmentDesk desk) => desk.EndAsync(assignment, lastDay, Cancellation));

    private static Guid Saved(AssignmentOutcome outcome) => Assert.IsType<AssignmentOutcome.Saved>(outcome).Id;

    private async Task<Guid> NewRotationAsync(DateOnly startsOn, params Guid?[] cells) =>
        Assert
            .IsType<RotationOutcome.Saved>(
                await house.InAsync((ShiftDesk desk) => desk.AddRotationAsync(" Round ", startsOn, cells, Cancellation))
            )
            .Id;

    private async Task<Guid> NewDepartmentAsync()
    {
        var department = new Department
        {
            OrganizationId = house.World.Bakery.Id,
            Name = $"Department {Guid.CreateVersion7():N}",
            CreatedAt = house.At(0, 9),
        };
        await house.SaveAsync(department);
        return department.Id;
    }

    private async Task<IEnumerable<int>> DaysAsync(Guid person) =>
        (await house.DaysOfAsync(person)).Select(day => day.On.DayNumber - house.Today.DayNumber);
}
