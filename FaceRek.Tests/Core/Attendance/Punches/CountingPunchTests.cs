using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;
using FaceRek.Web.Pages.Organization;
using FaceRek.Web.Pages.Organization.Corrections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Attendance.Punches;

/// <summary>The board and the next check-in use punches as they count after corrections, as the days do.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed partial class CountingPunchTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    /// <summary>The files that may query the table of punches itself, and why they need voided and moved punches too.</summary>
    private static readonly Dictionary<string, string> OfTheRecord = new()
    {
        ["FaceRek.Core/Attendance/Punches/CountingPunch.cs"] = "the query for punches that count",
        ["FaceRek.Core/Attendance/CheckIn/PunchWriter.cs"] = "writes it",
        ["FaceRek.Core/Attendance/Days/DayInputLoader.cs"] = "the next number comes after that of a voided punch, too",
        ["FaceRek.Core/Attendance/Corrections/DevicePunchDesk.cs"] =
            "an event that was written once is known, voided or not",
        ["FaceRek.Core/Attendance/CheckIn/LocationPolicy.cs"] = "where a person was seen, whatever became of the punch",
        ["FaceRek.Core/Attendance/CheckIn/CalibrationDesk.cs"] = "how alike faces were, not when they came",
        ["FaceRek.Core/Attendance/Corrections/CorrectionApproval.cs"] = "what is amended",
        ["FaceRek.Core/Attendance/Corrections/CorrectionDesk.cs"] = "what is to be amended",
        ["FaceRek.Core/Attendance/Corrections/CorrectionPreview.cs"] = "what is to be amended",
        ["FaceRek.Web/Api/Pipeline/CallerVisibility.cs"] = "programs list the record as it is",
        ["FaceRek.Web/Api/Usage/UsageEndpoints.cs"] = "how many were recorded",
        ["FaceRek.Web/Demo/DemoPunches.cs"] = "writes it",
        ["FaceRek.Web/Pages/Organization/Corrections/CorrectionList.cs"] =
            "when it counted before a request was decided",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_what_is_about_the_record_itself_asks_the_table_of_punches()
    {
        var asking = Repository
            .Sources("FaceRek.Core", "FaceRek.Web")
            .Where(file => file.Path != "FaceRek.Core/Storage/FaceRekDb.cs" && AsksTheTable().IsMatch(file.Text))
            .Select(file => file.Path);
        Assert.Equal(OfTheRecord.Keys.Order(StringComparer.Ordinal), asking.Order(StringComparer.Ordinal));
    }

    /// <summary>A correction of the latest punch of a day with a check-in at eight; hours in the organization's local time.</summary>
    /// <param name="Leaves">When the existing check-out is.</param>
    /// <param name="To">The requested time of the punch.</param>
    /// <param name="Last">The direction of the last counting punch afterwards, and when it counts.</param>
    public sealed record Correction(
        CorrectionKind Kind,
        int? Leaves,
        int? To,
        Direction? Last,
        int? LastAt,
        int? FirstIn,
        int? LastOut
    );

    public static TheoryData<Correction> Corrections() =>
        [
            new Correction(CorrectionKind.Void, null, null, null, null, null, null),
            new Correction(CorrectionKind.Move, null, 9, Direction.In, 9, 9, null),
            new Correction(CorrectionKind.Void, 10, null, Direction.In, 8, 8, null),
            new Correction(CorrectionKind.Move, 10, 7, Direction.In, 8, 8, 7),
            new Correction(CorrectionKind.Move, 10, 11, Direction.Out, 11, 8, 11),
            new Correction(CorrectionKind.Add, null, 11, Direction.Out, 11, 8, 11),
        ];

    [Theory]
    [MemberData(nameof(Corrections))]
    public async Task After_a_correction_every_place_says_the_same(Correction made)
    {
        var person = await house.NewPersonAsync();
        await house.PunchAsync(person.Id, 0, 8, Direction.In);
        if (made.Leaves is { } leaves)
        {
            await house.PunchAsync(person.Id, 0, leaves, Direction.Out);
        }
        await CorrectAsync(person.Id, made.Kind, At(made.To), made.Kind == CorrectionKind.Add ? Direction.Out : null);

        using var ada = await house.World.ClientOfAsync(house.World.Ada);
        var rollCall = await ada.GetStringAsync(new Uri("/bakery/roll-call", UriKind.Relative), Cancellation);
        var isIn = made.Last == Direction.In;
        Assert.Equal(isIn, rollCall.Contains($"<bdi>{person.Name}</bdi>", StringComparison.Ordinal));
        Assert.Equal(isIn ? At(made.LastAt) : null, await InSinceAsync(person.Id));
        Assert.Equal(At(made.LastAt), await LastPunchAsync(ada, person));
        var day = (await house.DaysOfAsync(person.Id)).SingleOrDefault();
        Assert.Equal((At(made.FirstIn), At(made.LastOut)), (day?.FirstInAt, day?.LastOutAt));
        Assert.Equal(isIn ? Direction.Out : Direction.In, await NextAsync(person.Id));
    }

    [Fact]
    public async Task A_look_that_repeats_a_moved_punch_is_told_when_that_punch_counts()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        await CorrectAsync(person, CorrectionKind.Move, house.At(0, 10), null);

        var again = await house.PunchAtAsync(person, house.At(0, 10).AddSeconds(30), null);
        Assert.Equal(house.At(0, 10), Assert.IsType<PunchOutcome.Repeated>(again).First.At);
        Assert.IsType<PunchOutcome.Recorded>(await house.PunchAtAsync(person, house.At(0, 8), Direction.In));
    }

    [Fact]
    public async Task A_voided_check_in_neither_keeps_a_person_in_nor_makes_the_next_punch_an_out()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        Assert.NotNull(await InSinceAsync(person));

        await CorrectAsync(person, CorrectionKind.Void, null, null);
        Assert.Null(await InSinceAsync(person));
        Assert.Equal(0, (await BoardAsync()).Events.Count(happened => happened.PersonId == person));
        Assert.Equal(Direction.In, await NextAsync(person));
    }

    [Fact]
    public async Task A_check_out_moved_before_the_check_in_leaves_the_person_in()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        await house.PunchAsync(person, 0, 10, Direction.Out);
        Assert.Null(await InSinceAsync(person));

        await CorrectAsync(person, CorrectionKind.Move, house.At(0, 7), null);
        Assert.Equal(house.At(0, 8), await InSinceAsync(person));
        var happened = Assert.Single(
            (await BoardAsync()).Events,
            happened => happened.PersonId == person && happened.Punch!.IsMoved
        );
        Assert.Equal((house.At(0, 7), house.At(0, 10)), (happened.At, happened.Punch!.MadeAt));
        Assert.Equal(Direction.Out, await NextAsync(person));
    }

    [Fact]
    public async Task Of_two_corrections_of_one_punch_the_later_holds()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        await CorrectAsync(person, CorrectionKind.Move, house.At(0, 9), null);
        Assert.Equal(house.At(0, 9), await InSinceAsync(person));
        await CorrectAsync(person, CorrectionKind.Void, null, null);
        Assert.Null(await InSinceAsync(person));
        Assert.Equal(Direction.In, await NextAsync(person));
    }

    [Fact]
    public async Task A_check_in_that_was_added_counts_and_may_stand_where_a_wrong_one_was_voided()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 9, Direction.Out);
        await CorrectAsync(person, CorrectionKind.Void, null, null);
        await CorrectAsync(person, CorrectionKind.Add, house.At(0, 9), Direction.In);
        Assert.Equal(house.At(0, 9), await InSinceAsync(person));
        Assert.Equal(Direction.Out, await NextAsync(person));
    }

    [Fact]
    public async Task A_request_names_its_punch_by_the_time_at_which_it_counted_when_it_was_asked_for()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        foreach (
            var (kind, at) in new (CorrectionKind, DateTimeOffset?)[]
            {
                (CorrectionKind.Move, house.At(0, 9)),
                (CorrectionKind.Move, house.At(0, 7)),
                (CorrectionKind.Void, null),
            }
        )
        {
            await CorrectAsync(person, kind, at, null);
            await WaitAsync();
        }

        var list = await house.InAsync(
            (FaceRekDb db) => CorrectionList.ReadAsync(db, db.People.Where(one => one.Id == person), Cancellation)
        );
        Assert.Equal(
            [
                (CorrectionKind.Void, house.At(0, 7)),
                (CorrectionKind.Move, house.At(0, 9)),
                (CorrectionKind.Move, house.At(0, 8)),
            ],
            list.Rows.OrderByDescending(row => row.Request.Id).Select(row => (row.Request.Kind, row.PunchAt!.Value))
        );
    }

    [Fact]
    public async Task A_person_with_the_morning_off_is_missed_from_the_middle_of_the_shift_or_its_second_part()
    {
        var office = new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All);
        var (whole, inTwo, there) = (
            (await house.NewPersonAsync()).Id,
            (await house.NewPersonAsync()).Id,
            (await house.NewPersonAsync()).Id
        );
        foreach (
            var (person, shift) in new[]
            {
                (whole, office),
                (inTwo, office with { PausesAt = new TimeOnly(10, 0), ResumesAt = new TimeOnly(14, 0) }),
                (there, office),
            }
        )
        {
            var id = await house.NewShiftAsync(shift);
            await house.InAsync(
                (AssignmentDesk desk) =>
                    desk.AssignToPersonAsync(person, id, house.Today, null, house.World.Ben.Id, Cancellation)
            );
            if (person == there)
            {
                continue;
            }
            Assert.IsType<LeaveOutcome.Done>(
                await house.InAsync(
                    (LeaveDesk desk) =>
                        desk.RecordAsync(
                            person,
                            house.World.Ben.Id,
                            new LeaveInput(house.Today, house.Today, LeavePart.Morning, IsPaid: true, Reason: null),
                            Cancellation
                        )
                )
            );
        }

        Assert.Equal([(there, house.At(0, 9))], await MissingAsync(house.At(0, 12)));
        Assert.Equal([(there, house.At(0, 9)), (whole, house.At(0, 13))], await MissingAsync(house.At(0, 14)));
        Assert.Equal(
            [(there, house.At(0, 9)), (whole, house.At(0, 13)), (inTwo, house.At(0, 14))],
            await MissingAsync(house.At(0, 15))
        );
    }

    private DateTimeOffset? At(int? hour) => hour is { } some ? house.At(0, some) : null;

    /// <summary>As the list of people shows it; null for never.</summary>
    private static async Task<DateTimeOffset?> LastPunchAsync(HttpClient client, Person person)
    {
        var page = await client.GetStringAsync(
            new Uri($"/bakery/people?search={Uri.EscapeDataString(person.Name)}", UriKind.Relative),
            Cancellation
        );
        var row = page.Split("<tr").Single(one => one.Contains($"people/{person.Id}", StringComparison.Ordinal));
        return LastPunch().Match(row) is { Success: true } found
            ? DateTimeOffset.Parse(WebUtility.HtmlDecode(found.Groups[1].Value), CultureInfo.InvariantCulture)
            : null;
    }

    private Task<bool> WaitAsync() =>
        house.InAsync(
            (TimeProvider clock) =>
            {
                ((FakeTimeProvider)clock).Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(true);
            }
        );

    private async Task<IEnumerable<(Guid, DateTimeOffset)>> MissingAsync(DateTimeOffset at) =>
        (await BoardAsync(at)).Missing.Select(one => (one.PersonId, one.From));

    /// <summary>About the latest punch, requested by Eve and approved by Mia.</summary>
    private async Task CorrectAsync(Guid person, CorrectionKind kind, DateTimeOffset? at, Direction? direction)
    {
        var about = kind == CorrectionKind.Add ? null : (Guid?)(await house.PunchesOfAsync(person))[^1].Id;
        var asked = await house.InAsync(
            (CorrectionDesk desk) =>
                desk.AskAsync(
                    new CorrectionInput(person, kind, about, at, direction, "Seen on the camera"),
                    house.World.Eve.Id,
                    Cancellation
                )
        );
        Assert.IsType<CorrectionOutcome.Done>(
            await house.InAsync(
                (CorrectionApproval approval) =>
                    approval.ApproveAsync(
                        Assert.IsType<CorrectionOutcome.Done>(asked).Request.Id,
                        null,
                        house.World.Mia.Id,
                        Cancellation
                    )
            )
        );
    }

    /// <summary>What the board shows; null for a person who is not present.</summary>
    private async Task<DateTimeOffset?> InSinceAsync(Guid person) =>
        (await BoardAsync()).In.SingleOrDefault(one => one.PersonId == person)?.Since;

    private Task<Board> BoardAsync(DateTimeOffset? at = null) =>
        house.InAsync(
            (IServiceProvider services) =>
                Board.ReadAsync(
                    services.GetRequiredService<FaceRekDb>(),
                    services.GetRequiredService<CurrentOrganization>(),
                    new BoardScope(VisibilityScope.Everybody, null, null, null),
                    at ?? services.GetRequiredService<TimeProvider>().GetUtcNow(),
                    Cancellation
                )
        );

    private async Task<Direction> NextAsync(Guid person) =>
        Assert
            .IsType<PunchOutcome.Recorded>(
                await house.InAsync(
                    (IServiceProvider services) =>
                    {
                        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                        return services
                            .GetRequiredService<PunchWriter>()
                            .WriteAsync(
                                new NewPunch(person, now, PunchWay.Pin, null, house.World.Mia.Id, now),
                                Cancellation
                            );
                    }
                )
            )
            .Punch.Direction;

    [GeneratedRegex(@"\bdb\s*\.Punches\b|Set<Punch>")]
    private static partial Regex AsksTheTable();

    [GeneratedRegex(@"<time datetime=""([^""]+)")]
    private static partial Regex LastPunch();
}
