using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Planning;

/// <summary>
/// What other rules would have made of past days, compared with figures calculated by hand. One organization, told as
/// one story.
/// </summary>
public sealed class PolicyComparisonTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private const int Hour = 3600;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_difference_is_over_the_last_month_without_what_is_locked_the_largest_first()
    {
        var (until, first) = (house.Today.AddDays(-1), house.Today.AddDays(-31));
        var shift = await house.NewShiftAsync(
            new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
        );
        var (one, two, none) = (
            await WorkerAsync(shift, -32, -1),
            await WorkerAsync(shift, -2, -1),
            await WorkerAsync(shift, -1, -1)
        );
        // One person works 9 to 18 on 32 days, two on 2, each with an hour of overtime; the third follows the plan.
        for (var day = -32; day <= -1; day++)
        {
            await WorkAsync(one, day, 18);
        }
        for (var day = -2; day <= -1; day++)
        {
            await WorkAsync(two, day, 18);
        }
        await WorkAsync(none, -1, 17);

        // Without a deducted break each long day has half an hour more work and the same hour of overtime above eight.
        var rules = new PolicyRules
        {
            DeductedBreak = 0,
            OvertimeNeedsApproval = false,
            WeeklyOvertimeAfter = null,
        };
        var difference = await CompareAsync(rules, house.Today.AddDays(-300));
        Assert.Equal(
            (first, until, 31 + 2 + 1, 31 + 2 + 1),
            (difference.From, difference.Until, difference.DaysLookedAt, difference.DaysChanged)
        );
        // Before: 7:30 paid a day and a pending hour; after: nine hours, one of them paid overtime; the third 7:30 and eight.
        Assert.Equal((34L * 27_000, 33L * Hour), (difference.Before.PaidSeconds, difference.Before.OvertimeSeconds));
        Assert.Equal((33L * 9 * Hour) + (8 * Hour), difference.After.PaidSeconds);
        Assert.Equal((33L * Hour, 0L), (difference.After.OvertimeSeconds, difference.After.WeeklyOvertimeSeconds));
        Assert.Equal([one, two, none], difference.People.Select(person => person.PersonId));
        Assert.Equal(
            (31L * 27_000, 31L * 9 * Hour),
            (difference.People[0].Before.PaidSeconds, difference.People[0].After.PaidSeconds)
        );
        Assert.StartsWith("Person ", difference.People[0].Name, StringComparison.Ordinal);

        // Each whole week of the first had 7 times 7:30 of normal work: 12:30 above forty hours.
        var sundays = Enumerable
            .Range(0, 31)
            .Select(index => first.AddDays(index))
            .Count(day => day.DayOfWeek == DayOfWeek.Sunday && day.AddDays(-6) >= first);
        Assert.Equal(sundays * 45_000L, difference.Before.WeeklyOvertimeSeconds);

        // Only whole weeks count, whatever was worked in cut ones: above an hour a week, each of the three by their own days.
        var mondays = Enumerable
            .Range(0, 25)
            .Select(index => first.AddDays(index))
            .Where(day => day.DayOfWeek == DayOfWeek.Monday && day.AddDays(6) <= until)
            .ToList();
        long Beyond(int days) =>
            mondays.Sum(monday =>
                Math.Max(
                    0,
                    (
                        27_000L
                        * Enumerable.Range(0, 7).Count(index => monday.AddDays(index) >= house.Today.AddDays(-days))
                    ) - Hour
                )
            );
        Assert.Equal(
            Beyond(31) + Beyond(2) + Beyond(1),
            (await CompareAsync(new PolicyRules { WeeklyOvertimeAfter = 60 }, house.Today.AddDays(-300)))
                .After
                .WeeklyOvertimeSeconds
        );

        // From a later day on only later days count; from tomorrow on none.
        Assert.Equal(
            (house.Today.AddDays(-2), 5),
            await CompareAsync(rules, house.Today.AddDays(-2)) is var late ? (late.From, late.DaysLookedAt) : default
        );
        Assert.Equal(3, (await CompareAsync(rules, until)).DaysLookedAt);
        Assert.Equal(
            (0, 0, 0),
            await CompareAsync(rules, house.Today) is var nothing
                ? (nothing.DaysLookedAt, nothing.DaysChanged, nothing.People.Count)
                : default
        );

        // The same rules under another version change nothing, and no person is listed.
        Assert.Equal(
            (34, 0, 0),
            await CompareAsync(PolicyRules.Default, house.Today.AddDays(-300)) is var same
                ? (same.DaysLookedAt, same.DaysChanged, same.People.Count)
                : default
        );

        // Locked days, and weeks with a locked day, are left out of both.
        var monday = WeeklyMonday(until.AddDays(-13));
        await house.SaveAsync(
            new PeriodLock
            {
                OrganizationId = house.World.Bakery.Id,
                From = monday,
                Until = monday,
                Hash = "x",
                Days = 0,
                OpenExceptions = 0,
                LockedAt = house.At(0, 9),
                LockedById = house.World.Ben.Id,
            }
        );
        var locked = await CompareAsync(rules, house.Today.AddDays(-300));
        Assert.Equal((33, (sundays - 1) * 45_000L), (locked.DaysLookedAt, locked.Before.WeeklyOvertimeSeconds));
        await house.InAsync(
            (FaceRekDb db) =>
                db.PeriodLocks.ExecuteUpdateAsync(set =>
                    set.SetProperty(period => period.From, monday.AddDays(6))
                        .SetProperty(period => period.Until, monday.AddDays(6))
                )
        );
        Assert.Equal(
            (sundays - 1) * 45_000L,
            (await CompareAsync(rules, house.Today.AddDays(-300))).Before.WeeklyOvertimeSeconds
        );
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.AttendancePolicies.CountAsync()));
        await house.InAsync((FaceRekDb db) => db.PeriodLocks.ExecuteDeleteAsync());

        // A night whose check-in is after midnight moves to the next day: one day less and one more, or only one more
        // where the first is before the range.
        var night = await house.NewShiftAsync(
            new ShiftDetails("Night", new TimeOnly(22, 0), new TimeOnly(6, 0), true, WeekDays.All)
        );
        var (guard, earlier) = (await WorkerAsync(night, -3, -3), await WorkerAsync(night, -32, -32));
        foreach (var (person, day) in new[] { (guard, -2), (earlier, -31) })
        {
            await house.PunchAtAsync(person, house.At(day, 1), Direction.In);
            await house.PunchAtAsync(person, house.At(day, 6), Direction.Out);
        }
        var nights = await CompareAsync(
            new PolicyRules { Nights = NightAttribution.CheckInDay },
            house.Today.AddDays(-300)
        );
        Assert.Equal((34 + 1, 3), (nights.DaysLookedAt, nights.DaysChanged));
        Assert.Equal([earlier], nights.People.Select(person => person.PersonId));
        Assert.Equal((0, 5L * Hour), (nights.People[0].Before.PaidSeconds, nights.People[0].After.PaidSeconds));
    }

    private static DateOnly WeeklyMonday(DateOnly day) => FaceRek.Core.Attendance.Days.WeeklyOvertime.MondayOf(day);

    private Task<PolicyDifference> CompareAsync(PolicyRules rules, DateOnly from) =>
        house.InAsync((PolicyDesk desk) => desk.CompareAsync(rules, from, Cancellation));

    private async Task<Guid> WorkerAsync(Guid shift, int from, int until)
    {
        var person = (await house.NewPersonAsync()).Id;
        Assert.IsType<AssignmentOutcome.Saved>(
            await house.InAsync(
                (AssignmentDesk desk) =>
                    desk.AssignToPersonAsync(
                        person,
                        shift,
                        house.Today.AddDays(from),
                        house.Today.AddDays(until),
                        house.World.Ben.Id,
                        Cancellation
                    )
            )
        );
        return person;
    }

    private async Task WorkAsync(Guid person, int day, int until)
    {
        await house.PunchAsync(person, day, 9, Direction.In);
        await house.PunchAsync(person, day, until, Direction.Out);
    }
}
