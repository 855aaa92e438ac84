using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>
/// Changes to the whole organization: another policy, the lock of a period, recalculated days. One organization, told
/// as one story.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class PayrollTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_is_planned_worked_reruled_locked_and_opened()
    {
        var (eve, ben, mia) = (house.World.EvePerson.Id, house.World.Ben.Id, house.World.Mia.Id);
        var shift = await house.NewShiftAsync(
            new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
        );
        var worker = await house.NewPersonAsync();
        var (from, until) = (house.Today.AddDays(-6), house.Today.AddDays(-1));
        await house.InAsync(
            (AssignmentDesk desk) => desk.AssignToPersonAsync(worker.Id, shift, from, null, ben, Cancellation)
        );
        for (var day = -6; day <= -2; day++)
        {
            await house.PunchAsync(worker.Id, day, 10, Direction.In);
            await house.PunchAsync(worker.Id, day, 17, Direction.Out);
        }

        // Another policy: previewed before it is saved, with the same result.
        var rules = new PolicyRules { GraceLate = 90, DeductedBreak = 0 };
        var difference = await house.InAsync(
            (PolicyDesk desk) => desk.CompareAsync(rules, house.Today.AddDays(-4), Cancellation)
        );
        Assert.Equal((3, 0), (difference.Before.LateDays, difference.After.LateDays));
        Assert.Equal(3 * 1800, difference.After.PaidSeconds - difference.Before.PaidSeconds);
        Assert.Equal(worker.Id, Assert.Single(difference.People).PersonId);
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.AttendancePolicies.CountAsync()));
        Assert.Equal(5, (await house.DaysOfAsync(worker.Id)).Count(day => day.LateSeconds > 0));
        Assert.IsType<PolicyOutcome.Saved>(
            await house.InAsync(
                (PolicyDesk desk) => desk.SaveAsync(rules, house.Today.AddDays(-4), 0, ben, Cancellation)
            )
        );
        Assert.Equal(2, (await house.DaysOfAsync(worker.Id)).Count(day => day.LateSeconds > 0));
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.OutdatedDays.CountAsync()));
        Assert.IsType<PolicyOutcome.Overtaken>(
            await house.InAsync((PolicyDesk desk) => desk.SaveAsync(rules, house.Today, 0, ben, Cancellation))
        );
        Assert.IsType<PolicyOutcome.DateOutOfRange>(
            await house.InAsync(
                (PolicyDesk desk) => desk.SaveAsync(rules, house.Today.AddDays(-900), 1, ben, Cancellation)
            )
        );
        var refused = Assert.IsType<PolicyOutcome.Refused>(
            await house.InAsync(
                (PolicyDesk desk) =>
                    desk.SaveAsync(
                        rules with
                        {
                            GraceLate = -1,
                            RoundTo = 7,
                            WindowAfter = 1441,
                        },
                        house.Today,
                        1,
                        ben,
                        Cancellation
                    )
            )
        );
        Assert.Equal(["GraceLate", "RoundTo", "WindowAfter"], refused.Errors.Select(error => error.Field).Order());

        // Recalculating gives the same bytes; a row changed by hand is found and corrected.
        Assert.Equal(0, (await VerifyAsync(from, until)).Changed);
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.OfPerson(worker.Id)
                    .Where(day => day.On == until)
                    .ExecuteUpdateAsync(set => set.SetProperty(day => day.WorkedSeconds, 1))
        );
        await house.InAsync(
            (FaceRekDb db) => db.AttendanceDays.OfPerson(worker.Id).Where(day => day.On == from).ExecuteDeleteAsync()
        );
        Assert.Equal(2, (await VerifyAsync(from, until)).Changed);
        Assert.Equal(
            2,
            (await house.InAsync((DayRebuild rebuild) => rebuild.RunAsync(from, until, Cancellation))).Changed
        );
        Assert.Equal(0, (await VerifyAsync(from, until)).Changed);

        // The lock.
        Assert.IsType<PeriodOutcome.NotOver>(await LockAsync(from, house.Today));
        Assert.IsType<PeriodOutcome.EndsBeforeItBegins>(await LockAsync(until, from));
        Assert.IsType<PeriodOutcome.TooLong>(await LockAsync(until.AddDays(-62), until));
        var waiting = Assert
            .IsType<CorrectionOutcome.Done>(
                await house.InAsync(
                    (CorrectionDesk desk) =>
                        desk.AskAsync(
                            new CorrectionInput(
                                worker.Id,
                                CorrectionKind.Add,
                                null,
                                house.At(-1, 9),
                                Direction.In,
                                "Was there"
                            ),
                            house.World.Eve.Id,
                            Cancellation
                        )
                )
            )
            .Request;
        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(from, until)).Period;
        Assert.Matches("^[0-9a-f]{64}$", period.Hash);
        Assert.IsType<PeriodOutcome.Overlaps>(await LockAsync(until, until));
        Assert.True(await house.InAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation)));

        // After the lock nothing changes: requests are refused, late punches wait, pending ones are not approved, policies have no effect.
        var before = (await house.DaysOfAsync(worker.Id))
            .Where(day => day.On <= until)
            .Select(day => day.Canonical())
            .ToList();
        Assert.IsType<CorrectionOutcome.Locked>(
            await house.InAsync(
                (CorrectionDesk desk) =>
                    desk.AskAsync(
                        new CorrectionInput(
                            worker.Id,
                            CorrectionKind.Add,
                            null,
                            house.At(-2, 18),
                            Direction.In,
                            "More"
                        ),
                        house.World.Eve.Id,
                        Cancellation
                    )
            )
        );
        Assert.IsType<CorrectionOutcome.Locked>(
            await house.InAsync(
                (CorrectionApproval approval) => approval.ApproveAsync(waiting.Id, null, mia, Cancellation)
            )
        );
        var late = await house.InAsync(
            (ManualPunchDesk desk) =>
                desk.RecordAsync(worker.Id, mia, house.At(-1, 17), Direction.Out, "Paper list", Cancellation)
        );
        Assert.Equal(from, Assert.IsType<ManualPunchOutcome.Waits>(late).From);
        Assert.IsType<DecisionOutcome.Locked>(
            await house.InAsync(
                (ExceptionDesk desk) =>
                    desk.DecideAsync(worker.Id, until, ExceptionKinds.OddPunches, true, null, mia, Cancellation)
            )
        );
        Assert.IsType<PolicyOutcome.Saved>(
            await house.InAsync(
                (PolicyDesk desk) => desk.SaveAsync(rules with { GraceLate = 0 }, from, 1, ben, Cancellation)
            )
        );
        Assert.Equal(
            before,
            (await house.DaysOfAsync(worker.Id)).Where(day => day.On <= until).Select(day => day.Canonical())
        );
        Assert.True(await house.InAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation)));

        // A change behind its back is detected.
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.OfPerson(worker.Id)
                    .Where(day => day.On == until)
                    .ExecuteUpdateAsync(set => set.SetProperty(day => day.WorkedSeconds, 7))
        );
        Assert.False(await house.InAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation)));

        // Reopened with a reason, days follow the facts again, and pending requests can be decided.
        Assert.IsType<PeriodOutcome.ReasonMissing>(
            await house.InAsync((PeriodDesk desk) => desk.OpenAsync(period.Id, " ", ben, Cancellation))
        );
        Assert.IsType<PeriodOutcome.Done>(
            await house.InAsync((PeriodDesk desk) => desk.OpenAsync(period.Id, "A list came late", ben, Cancellation))
        );
        Assert.IsType<PeriodOutcome.NotFound>(
            await house.InAsync((PeriodDesk desk) => desk.OpenAsync(period.Id, "Again", ben, Cancellation))
        );
        Assert.Equal(0, (await house.DaysOfAsync(worker.Id)).Single(day => day.On == until).WorkedSeconds);
        var held = await house.InAsync((FaceRekDb db) => db.CorrectionRequests.SingleAsync(request => request.IsLate));
        Assert.IsType<CorrectionOutcome.Done>(
            await house.InAsync(
                (CorrectionApproval approval) => approval.ApproveAsync(waiting.Id, null, mia, Cancellation)
            )
        );
        Assert.IsType<CorrectionOutcome.OwnRequest>(
            await house.InAsync(
                (CorrectionApproval approval) => approval.ApproveAsync(held.Id, null, mia, Cancellation)
            )
        );
        Assert.IsType<CorrectionOutcome.Done>(
            await house.InAsync(
                (CorrectionApproval approval) => approval.ApproveAsync(held.Id, null, ben, Cancellation)
            )
        );
        Assert.Equal(8 * 3600, (await house.DaysOfAsync(worker.Id)).Single(day => day.On == until).WorkedSeconds);
        var again = Assert.IsType<PeriodOutcome.Done>(await LockAsync(from, until)).Period;
        Assert.NotEqual(period.Hash, again.Hash);
        Assert.Empty(await house.DaysOfAsync(eve));

        Task<DayRebuildReport> VerifyAsync(DateOnly first, DateOnly last) =>
            house.InAsync((DayRebuild rebuild) => rebuild.VerifyAsync(first, last, Cancellation));
        Task<PeriodOutcome> LockAsync(DateOnly first, DateOnly last) =>
            house.InAsync((PeriodDesk desk) => desk.LockAsync(first, last, ben, Cancellation));
    }
}
