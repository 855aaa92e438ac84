using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>More people and days than one lock and one query take, so that reading, calculating and writing run in parallel.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class DayRebuildTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private const int People = 15;
    private const int Days = 366;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_of_many_people_is_made_whole_and_what_differs_is_found_and_mended()
    {
        var (from, to) = (house.Today.AddDays(-Days), house.Today.AddDays(-1));
        var people = await HireAsync(from);
        Assert.Equal(
            (People + 1, People * Days, People * Days),
            Of(await house.InAsync((DayRebuild rebuild) => rebuild.RunAsync(from, to, Cancellation)))
        );
        Assert.Equal(0, (await VerifyAsync(from, to)).Changed);

        foreach (var person in new[] { people[0], people[^1] })
        {
            var made = await house.InAsync((DayInputLoader loader) => Made(loader, person, from, to));
            Assert.Equal(made, (await house.DaysOfAsync(person)).Select(day => day.Canonical()));
        }

        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.OfPerson(people[0])
                    .Where(day => day.On == from)
                    .ExecuteUpdateAsync(set => set.SetProperty(day => day.WorkedSeconds, 1), Cancellation)
        );
        await house.InAsync(
            (FaceRekDb db) =>
                db.AttendanceDays.OfPerson(people[^1]).Where(day => day.On == to).ExecuteDeleteAsync(Cancellation)
        );
        Assert.Equal((People + 1, People * Days, 2), Of(await VerifyAsync(from, to)));
        Assert.Equal(
            (People + 1, People * Days, 2),
            Of(await house.InAsync((DayRebuild rebuild) => rebuild.RunAsync(from, to, Cancellation)))
        );
        Assert.Equal(0, (await VerifyAsync(from, to)).Changed);
    }

    /// <returns>Their ids; in addition there is one person without a shift.</returns>
    private async Task<List<Guid>> HireAsync(DateOnly from)
    {
        var shift = await house.NewShiftAsync(
            new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All)
        );
        var (organization, since) = (house.World.Bakery.Id, house.At(-Days - 1, 8));
        var people = Enumerable
            .Range(1, People)
            .Select(number => new Person
            {
                OrganizationId = organization,
                Name = $"Worker {number}",
                CreatedAt = since,
            })
            .ToList();
        return await house.InAsync(
            async (FaceRekDb db) =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
                await db.InsertAsync(people, Cancellation);
                await db.InsertAsync(
                    people.Select(person => new ShiftAssignment
                    {
                        OrganizationId = organization,
                        PersonId = person.Id,
                        ShiftId = shift,
                        From = from,
                        CreatedAt = since,
                        CreatedById = house.World.Ben.Id,
                    }),
                    Cancellation
                );
                await db.InsertAsync(people.SelectMany((person, index) => Worked(person, -1 - index)), Cancellation);
                await transaction.CommitAsync(Cancellation);
                return people.ConvertAll(person => person.Id);
            }
        );
    }

    private IEnumerable<Punch> Worked(Person person, int days) =>
        new[] { (Direction.In, 9), (Direction.Out, 18) }.Select(
            (one, index) =>
                new Punch
                {
                    OrganizationId = person.OrganizationId,
                    PersonId = person.Id,
                    Number = index + 1,
                    At = house.At(days, one.Item2),
                    Zone = "Europe/London",
                    Direction = one.Item1,
                    DirectionSource = DirectionSource.Alternation,
                    Way = PunchWay.Pin,
                    RecordedAt = house.At(days, one.Item2),
                    RecordedById = house.World.Ben.Id,
                }
        );

    private Task<DayRebuildReport> VerifyAsync(DateOnly from, DateOnly to) =>
        house.InAsync((DayRebuild rebuild) => rebuild.VerifyAsync(from, to, Cancellation));

    private static async Task<List<string>> Made(DayInputLoader loader, Guid person, DateOnly from, DateOnly to) =>
        [
            .. DayCalculator
                .Make(await loader.OfAsync(person, from, to, Cancellation), from, to)
                .Select(day => day.Canonical()),
        ];

    private static (int People, int Days, int Changed) Of(DayRebuildReport report) =>
        (report.People, report.Days, report.Changed);
}
