using System.Text;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>Weekly overtime from its days to payroll, one story of a person who works seven days.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public class WeekTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private const int Beyond = (7 * 13 * 1800) - (40 * 3600);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateOnly Sunday => WeeklyOvertime.MondayOf(house.Today).AddDays(-1);

    [Fact]
    public async Task Weekly_overtime_waits_is_decided_by_someone_else_is_paid_and_stays_locked()
    {
        var (ben, mia) = (house.World.Ben.Id, house.World.Mia.Id);
        var person = (await house.NewPersonAsync(ben)).Id;
        var first = Sunday.DayNumber - house.Today.DayNumber - 6;
        for (var day = first; day < first + 7; day++)
        {
            await house.PunchAsync(person, day, 9, Direction.In);
            Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.AttendanceWeeks.CountAsync()));
            await house.PunchAsync(person, day, 16, Direction.Out);
        }
        Assert.Equal((Beyond, 0, true), await WeekAsync());
        Assert.Contains(
            "\"Week\",\"45:30\",\"45.50\",\"5:30\",\"5.50\",\"0:00\",\"0.00\",\"Waiting\"",
            await ReportAsync(ReportKind.Overtime, Sunday, Sunday),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "\"Week\"",
            await ReportAsync(ReportKind.Overtime, Sunday.AddDays(-6), Sunday.AddDays(-1)),
            StringComparison.Ordinal
        );

        // No one decides about their own overtime, about another day than the Sunday, or about a person outside their departments.
        Assert.IsType<DecisionOutcome.OwnDay>(await DecideAsync(person, Sunday, isAccepted: true, ben));
        Assert.IsType<DecisionOutcome.NotFound>(await DecideAsync(person, Sunday.AddDays(-1), isAccepted: true, mia));
        Assert.IsType<DecisionOutcome.NotFound>(await DecideAsync(person, Sunday.AddDays(7), isAccepted: true, mia));
        Assert.IsType<DecisionOutcome.NotFound>(
            await DecideAsync(house.World.HarbourPerson.Id, Sunday, isAccepted: true, mia)
        );
        Assert.IsType<DecisionOutcome.Decided>(await DecideAsync(person, Sunday, isAccepted: true, mia));
        Assert.Equal((Beyond, Beyond, false), await WeekAsync());
        Assert.Equal(
            new
            {
                DecidedById = mia,
                IsAccepted = true,
                Fingerprint = (long)Beyond,
            },
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .DayDecisions.Select(one => new
                        {
                            one.DecidedById,
                            one.IsAccepted,
                            one.Fingerprint,
                        })
                        .SingleAsync()
            )
        );
        Assert.Contains(
            "\"45:30\",\"45.50\",\"45:30\",\"45.50\"",
            await ReportAsync(ReportKind.Payroll, Sunday.AddDays(-6), Sunday),
            StringComparison.Ordinal
        );

        // A different figure needs a new decision.
        await house.PunchAsync(person, first, 18, Direction.In);
        await house.PunchAsync(person, first, 19, Direction.Out);
        var (more, accepted, waits) = await WeekAsync();
        Assert.True(more > Beyond && accepted == 0 && waits);
        Assert.IsType<DecisionOutcome.Decided>(await DecideAsync(person, Sunday, isAccepted: false, mia));
        Assert.Equal((more, 0, false), await WeekAsync());

        // Recalculating finds a change made by hand.
        await house.InAsync(
            (FaceRekDb db) =>
                db.AttendanceWeeks.ExecuteUpdateAsync(set => set.SetProperty(week => week.AcceptedSeconds, 60))
        );
        Assert.Equal(
            1,
            (await house.InAsync((DayRebuild rebuild) => rebuild.VerifyAsync(Sunday, Sunday, Cancellation))).Changed
        );
        Assert.Equal(
            1,
            (await house.InAsync((DayRebuild rebuild) => rebuild.RunAsync(Sunday, Sunday, Cancellation))).Changed
        );
        Assert.Equal((more, 0, false), await WeekAsync());

        // A locked Sunday keeps its week when rules change; another limit is previewed before it is saved.
        var period = Assert
            .IsType<PeriodOutcome.Done>(
                await house.InAsync((PeriodDesk desk) => desk.LockAsync(Sunday, Sunday, ben, Cancellation))
            )
            .Period;
        Assert.IsType<DecisionOutcome.Locked>(await DecideAsync(person, Sunday, isAccepted: true, mia));
        Assert.IsType<PolicyOutcome.Saved>(
            await house.InAsync(
                (PolicyDesk desk) =>
                    desk.SaveAsync(
                        new PolicyRules { WeeklyOvertimeAfter = null },
                        Sunday.AddDays(-20),
                        0,
                        ben,
                        Cancellation
                    )
            )
        );
        Assert.Equal((more, 0, false), await WeekAsync());
        Assert.True(await house.InAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation)));
        await house.InAsync(
            (FaceRekDb db) =>
                db.AttendanceWeeks.ExecuteUpdateAsync(set => set.SetProperty(week => week.AcceptedSeconds, more))
        );
        Assert.False(await house.InAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation)));
        Assert.IsType<PeriodOutcome.Done>(
            await house.InAsync((PeriodDesk desk) => desk.OpenAsync(period.Id, "A list came late", ben, Cancellation))
        );
        Assert.Equal(0, await house.InAsync((FaceRekDb db) => db.AttendanceWeeks.CountAsync()));
        var difference = await house.InAsync(
            (PolicyDesk desk) =>
                desk.CompareAsync(new PolicyRules { WeeklyOvertimeAfter = 2400 }, Sunday.AddDays(-20), Cancellation)
        );
        Assert.Equal((0, more), (difference.Before.WeeklyOvertimeSeconds, difference.After.WeeklyOvertimeSeconds));

        async Task<(int, int, bool)> WeekAsync()
        {
            var week = await house.InAsync(
                (FaceRekDb db) =>
                    db.AttendanceWeeks.AsNoTracking().SingleAsync(week => week.PersonId == person, Cancellation)
            );
            return (week.OvertimeSeconds, week.AcceptedSeconds, week.NeedsDecision);
        }
    }

    [Fact]
    public async Task Only_the_weeks_of_those_who_are_asked_for_and_of_the_days_between_are_kept_true()
    {
        var (one, two, other) = (
            (await house.NewPersonAsync()).Id,
            (await house.NewPersonAsync()).Id,
            (await house.NewPersonAsync()).Id
        );
        var monday = WeeklyOvertime.MondayOf(house.Today).AddDays(-35).DayNumber - house.Today.DayNumber;
        await house.SaveAsync([
            .. new[] { one, two, other }.SelectMany(person =>
                Enumerable
                    .Range(monday, 5)
                    .Concat(Enumerable.Range(monday + 7, 5))
                    .Select(day =>
                        (object)
                            new AttendanceDay
                            {
                                OrganizationId = house.World.Bakery.Id,
                                PersonId = person,
                                On = house.Today.AddDays(day),
                                Zone = "Europe/London",
                                Status = DayStatus.Present,
                                WorkedSeconds = 34_200,
                                SettlesAt = house.At(day, 20),
                            }
                    )
            ),
        ]);
        var first = house.Today.AddDays(monday);
        Assert.Equal(6, await RefreshAsync([one, two, other], first, first.AddDays(13)));
        await house.InAsync(
            (FaceRekDb db) =>
                db.AttendanceWeeks.ExecuteUpdateAsync(set => set.SetProperty(week => week.AcceptedSeconds, 1))
        );
        foreach (var people in new Guid[][] { [one], [one, two] })
        {
            Assert.Equal(
                people.Length,
                await house.InAsync(
                    (WeekUpdater keeper) =>
                        keeper.CountDifferencesAsync(
                            PolicyHistory.Empty,
                            people,
                            first.AddDays(6),
                            first.AddDays(6),
                            Cancellation
                        )
                )
            );
            Assert.Equal(
                2 * people.Length,
                await house.InAsync(
                    (WeekUpdater keeper) =>
                        keeper.CountDifferencesAsync(
                            PolicyHistory.Empty,
                            people,
                            first.AddDays(6),
                            first.AddDays(7),
                            Cancellation
                        )
                )
            );
        }
        Assert.Equal(2, await RefreshAsync([one, two], first, first.AddDays(6)));
        Assert.Equal(
            0,
            await house.InAsync(
                (WeekUpdater keeper) =>
                    keeper.CountDifferencesAsync(PolicyHistory.Empty, [one, two], first, first.AddDays(6), Cancellation)
            )
        );
        var kept = await house.InAsync(
            (FaceRekDb db) =>
                db.AttendanceWeeks.Where(week => week.From >= first).OrderBy(week => week.From).ToListAsync()
        );
        Assert.Equal(
            [(one, 0), (one, 1), (two, 0), (two, 1), (other, 1), (other, 1)],
            new[] { one, two, other }.SelectMany(person =>
                kept.Where(week => week.PersonId == person && week.From <= first.AddDays(7))
                    .Select(week => (person, week.AcceptedSeconds))
            )
        );
        Assert.All(
            kept.Where(week => week.From <= first.AddDays(7)),
            week =>
                Assert.Equal(
                    (5 * 34_200, (5 * 34_200) - (40 * 3600), true),
                    (week.OrdinarySeconds, week.OvertimeSeconds, week.NeedsDecision)
                )
        );
        await house.InAsync(
            (FaceRekDb db) => db.AttendanceWeeks.Where(week => week.From < first.AddDays(14)).ExecuteDeleteAsync()
        );
        await house.InAsync(
            (FaceRekDb db) => db.AttendanceDays.Where(day => day.On < first.AddDays(14)).ExecuteDeleteAsync()
        );

        Task<int> RefreshAsync(Guid[] people, DateOnly from, DateOnly to) =>
            house.InAsync(
                async (IServiceProvider services) =>
                {
                    await using var transaction = await services
                        .GetRequiredService<FaceRekDb>()
                        .Database.BeginTransactionAsync(Cancellation);
                    var others = await services
                        .GetRequiredService<WeekUpdater>()
                        .RefreshAsync(PolicyHistory.Empty, people, from, to, Cancellation);
                    await transaction.CommitAsync(Cancellation);
                    return others;
                }
            );
    }

    [Fact]
    public void Minutes_that_are_too_few_are_no_overtime_of_a_week()
    {
        Assert.Equal(0, WeeklyOvertime.Of((40 * 3600) + 899, PolicyRules.Default));
        Assert.Equal(900, WeeklyOvertime.Of((40 * 3600) + 900, PolicyRules.Default));
    }

    private Task<DecisionOutcome> DecideAsync(Guid person, DateOnly on, bool isAccepted, Guid byUserId) =>
        house.InAsync(
            (ExceptionDesk desk) =>
                desk.DecideAsync(person, on, ExceptionKinds.WeeklyOvertime, isAccepted, null, byUserId, Cancellation)
        );

    private Task<string> ReportAsync(ReportKind kind, DateOnly from, DateOnly to) =>
        house.InAsync(
            async (ReportDesk desk) =>
            {
                using var bytes = new MemoryStream();
                await desk.WriteAsync(
                    bytes,
                    kind,
                    isWorkbook: false,
                    await desk.OpenAsync(new ReportScope(VisibilityScope.Everybody, from, to), Cancellation),
                    Cancellation
                );
                return Encoding.UTF8.GetString(bytes.ToArray());
            }
        );
}
