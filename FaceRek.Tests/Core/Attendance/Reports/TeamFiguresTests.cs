using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Workplaces;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Core.Attendance.Reports;

[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class TeamFiguresTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_shift_a_forgotten_check_out_means_in_for_sixteen_hours_and_coming_back_means_in_again()
    {
        var (forgot, cameBack) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        await house.PunchAsync(forgot, -1, 9, Direction.In);
        await house.PunchAsync(forgot, 0, 9, Direction.In);
        await house.PunchAsync(cameBack, 0, 8, Direction.In);
        await house.PunchAsync(cameBack, 0, 10, Direction.Out);
        await house.PunchAsync(cameBack, 0, 11, Direction.In);

        var hours = await house.InAsync(
            (TeamFigures figures) =>
                figures.ByHourAsync(
                    new ReportScope(VisibilityScope.Everybody, house.Today, house.Today),
                    house.At(0, 12),
                    Cancellation
                )
        );
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2], hours.Take(12));
    }
}
