using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>
/// From which day on days are recalculated, and for which people; one story of two people whose shifts were not laid
/// out.
/// </summary>
public sealed class DayCatchUpTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_left_to_do_is_done_and_nothing_else()
    {
        var (one, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        var shift = new Shift
        {
            OrganizationId = house.World.Bakery.Id,
            Name = "Office",
            StartsAt = new TimeOnly(9, 0),
            Minutes = 480,
            Days = WeekDays.All,
            CreatedAt = house.At(-60, 9),
        };
        await house.SaveAsync(shift, Assigned(one, shift), Assigned(other, shift));

        // Nothing has been calculated yet: yesterday, today and tomorrow.
        await CatchUpAsync();
        foreach (var person in new[] { one, other })
        {
            Assert.Equal([-1, 0, 1], await DaysAsync(person));
        }

        // From the last past day, ignoring leave days and days ahead; that day is recalculated too.
        await ForgetAsync();
        await house.SaveAsync(
            Kept(one, -6, DayStatus.Present, 0),
            Kept(one, -3, DayStatus.Leave, 0),
            Kept(one, -2, DayStatus.Present, 60),
            Kept(one, 5, DayStatus.Present, 0)
        );
        await CatchUpAsync();
        Assert.Equal([-6, -5, -4, -3, -2, -1, 0, 1, 5], await DaysAsync(one));
        Assert.Equal([-6, -5, -4, -3, -2, -1, 0, 1], await DaysAsync(other));
        Assert.All(
            (await house.DaysOfAsync(one)).SkipLast(1),
            day => Assert.Equal((DayStatus.Absent, 27_000), (day.Status, day.PlannedSeconds))
        );

        // Yesterday is always checked again, even when it exists.
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.Where(day => day.On < house.Today.AddDays(2))
                    .ExecuteUpdateAsync(set => set.SetProperty(day => day.WorkedSeconds, 7))
        );
        await CatchUpAsync();
        Assert.Equal([7, 7, 7, 7, 7, 0, 0, 0], (await house.DaysOfAsync(other)).Select(day => day.WorkedSeconds));

        // Only stale days, each for its person; ranges that touch or overlap are merged.
        await ForgetAsync();
        await house.SaveAsync(
            Stale(one, -20, -18),
            Stale(one, -19, -16),
            Stale(one, -15, -15),
            Stale(one, -12, -12),
            Stale(null, -10, -9),
            Stale(other, 0, null),
            Stale(one, 1, 40),
            Stale(one, 2, 3)
        );
        await house.InAsync(
            async (DayRebuild rebuild) =>
            {
                await rebuild.MendAsync(Cancellation);
                return 0;
            }
        );
        Assert.Equal([-20, -19, -18, -17, -16, -15, -12, -10, -9, 1], await DaysAsync(one));
        Assert.Equal([-10, -9, 0, 1], await DaysAsync(other));
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.OutdatedDays.CountAsync()));

        // Days without a plan or a punch are checked but not stored, and a check changes nothing.
        await ForgetAsync();
        var look = await house.InAsync(
            (DayRebuild rebuild) => rebuild.VerifyAsync(house.Today.AddDays(-3), house.Today.AddDays(1), Cancellation)
        );
        // Three days are settled, for two people; today and tomorrow may still change. The third person has no shift.
        Assert.Equal(new DayRebuildReport(3, 10, 6, 0), look);
        Assert.Empty(await DaysAsync(one));
    }

    private async Task CatchUpAsync() =>
        await house.InAsync(
            async (DayRebuild rebuild) =>
            {
                await rebuild.CatchUpAsync(Cancellation);
                return 0;
            }
        );

    private Task<int> ForgetAsync() => house.InAsync((FaceRekDb db) => db.AttendanceDays.ExecuteDeleteAsync());

    private async Task<IEnumerable<int>> DaysAsync(Guid person) =>
        (await house.DaysOfAsync(person)).Select(day => day.On.DayNumber - house.Today.DayNumber);

    private ShiftAssignment Assigned(Guid person, Shift shift) =>
        new()
        {
            OrganizationId = shift.OrganizationId,
            PersonId = person,
            ShiftId = shift.Id,
            From = house.Today.AddDays(-50),
            CreatedAt = house.At(-60, 9),
            CreatedById = house.World.Ben.Id,
        };

    private AttendanceDay Kept(Guid person, int day, DayStatus status, int paidLeave) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            PersonId = person,
            On = house.Today.AddDays(day),
            Zone = "Europe/London",
            Status = status,
            LeavePart =
                status == DayStatus.Leave ? LeavePart.WholeDay
                : paidLeave > 0 ? LeavePart.Morning
                : null,
            PaidLeaveSeconds = paidLeave,
            SettlesAt = house.At(day, 21),
        };

    private OutdatedDays Stale(Guid? person, int from, int? until) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            PersonId = person,
            From = house.Today.AddDays(from),
            Until = until is { } last ? house.Today.AddDays(last) : null,
            Since = house.At(0, 9),
        };
}
