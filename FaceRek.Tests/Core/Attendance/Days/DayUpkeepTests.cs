using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>Days are recalculated while other changes happen, and after a pause.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class DayUpkeepTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        app.Clock.SetUtcNow(TestDay.Noon);
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_period_that_is_locked_while_its_days_are_recalculated_stays_as_it_was_locked()
    {
        var (from, until) = (Today.AddDays(-3), Today.AddDays(-1));
        await WorkAsync(world.EvePerson.Id, from);
        await InAsync((FaceRekDb db) => db.AttendanceDays.ExecuteDeleteAsync(Cancellation));

        var report = await app.OvertakeAsync(
            world,
            () => InAsync((DayRebuild rebuild) => rebuild.RunAsync(from, until, Cancellation)),
            async db =>
            {
                db.PeriodLocks.Add(
                    new PeriodLock
                    {
                        OrganizationId = world.Bakery.Id,
                        From = from,
                        Until = until,
                        Hash = "",
                        Days = 0,
                        OpenExceptions = 0,
                        LockedAt = app.Clock.GetUtcNow(),
                        LockedById = world.Ben.Id,
                    }
                );
                await db.SaveChangesAsync(Cancellation);
            }
        );

        Assert.Equal(3, report.Locked);
        Assert.Empty(await DaysOfAsync(world.EvePerson.Id));
    }

    [Fact]
    public async Task Days_that_passed_while_the_server_was_down_are_created_even_if_someone_has_leave_later()
    {
        var (first, worker) = (
            Today,
            await InAsync(
                async (FaceRekDb db) =>
                {
                    var person = new Person
                    {
                        OrganizationId = world.Bakery.Id,
                        Name = "Worker",
                        CreatedAt = app.Clock.GetUtcNow().AddDays(-60),
                    };
                    db.People.Add(person);
                    await db.SaveChangesAsync(Cancellation);
                    return person.Id;
                }
            )
        );
        await WorkAsync(worker, first);
        await WorkAsync(world.EvePerson.Id, first);
        foreach (
            var (from, until) in new[] { (first.AddDays(1), first.AddDays(8)), (first.AddDays(40), first.AddDays(41)) }
        )
        {
            Assert.IsType<LeaveOutcome.Done>(
                await InAsync(
                    (LeaveDesk desk) =>
                        desk.RecordAsync(
                            world.EvePerson.Id,
                            world.Ben.Id,
                            new LeaveInput(from, until, LeavePart.WholeDay, IsPaid: true, Reason: null),
                            Cancellation
                        )
                )
            );
        }

        app.Clock.Advance(TimeSpan.FromDays(6));
        await InAsync(
            async (DayRebuild rebuild) =>
            {
                await rebuild.CatchUpAsync(Cancellation);
                return true;
            }
        );
        Assert.Equal(Enumerable.Range(0, 8).Select(first.AddDays), (await DaysOfAsync(worker)).Select(day => day.On));
    }

    private async Task WorkAsync(Guid person, DateOnly from)
    {
        var shift = Assert
            .IsType<ShiftOutcome.Saved>(
                await InAsync(
                    (ShiftDesk desk) =>
                        desk.AddAsync(
                            new ShiftDetails("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All),
                            Cancellation
                        )
                )
            )
            .Id;
        await InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(one => one.CreatedAt, app.Clock.GetUtcNow().AddDays(-60)),
                        Cancellation
                    )
        );
        Assert.IsType<AssignmentOutcome.Saved>(
            await InAsync(
                (AssignmentDesk desk) => desk.AssignToPersonAsync(person, shift, from, null, world.Ben.Id, Cancellation)
            )
        );
    }

    private Task<List<AttendanceDay>> DaysOfAsync(Guid person) =>
        InAsync((FaceRekDb db) => db.AttendanceDays.OfPerson(person).OrderBy(day => day.On).ToListAsync(Cancellation));

    private Task<T> InAsync<TDesk, T>(Func<TDesk, Task<T>> work)
        where TDesk : notnull => app.InAsync(world.Bakery, services => work(services.GetRequiredService<TDesk>()));
}
