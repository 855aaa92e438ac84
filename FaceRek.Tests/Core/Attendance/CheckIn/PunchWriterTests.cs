using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class PunchWriterTests : IAsyncLifetime
{
    /// <summary>
    /// The person and their last number, punches and amendments around it, assignments, decisions, leave, endpoints,
    /// stored days, locks; then the punch and its days are saved, and the week is checked.
    /// </summary>
    private const int MostStatements = 14;

    private readonly Statements statements = new();
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.ConfigureEitherDb(options => options.AddInterceptors(statements))
        );
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Of_fifty_punches_at_once_one_is_recorded_and_the_others_repeat_it()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => WriteAsync(app.Clock.GetUtcNow())));

        var recorded = Assert.Single(outcomes.OfType<PunchOutcome.Recorded>());
        Assert.All(
            outcomes.OfType<PunchOutcome.Repeated>(),
            repeated => Assert.Equal(recorded.Punch.Id, repeated.First.Id)
        );
        Assert.Equal(
            1,
            await app.InAsync(world.Bakery, services => services.GetRequiredService<FaceRekDb>().Punches.CountAsync())
        );
    }

    [Fact]
    public async Task A_punch_in_the_past_takes_its_direction_from_what_was_before_it_and_the_next_number()
    {
        var now = app.Clock.GetUtcNow();
        var morning = Punch(await WriteAsync(now.AddHours(-6)));
        var evening = Punch(await WriteAsync(now));
        var noon = Punch(await WriteAsync(now.AddHours(-3)));

        Assert.Equal(
            (Direction.In, Direction.Out, Direction.Out),
            (morning.Direction, evening.Direction, noon.Direction)
        );
        Assert.Equal((1, 2, 3), (morning.Number, evening.Number, noon.Number));
    }

    [Fact]
    public async Task A_punch_with_its_day_and_week_asks_the_database_no_more_than_fourteen_times_and_nothing_twice()
    {
        var now = app.Clock.GetUtcNow();
        for (var hour = 40; hour > 0; hour--)
        {
            Punch(await WriteAsync(now.AddHours(-hour)));
        }
        statements.Seen.Clear();
        Punch(await WriteAsync(now));
        Assert.InRange(statements.Seen.Count, 1, MostStatements);
        Assert.Equal(statements.Seen.Count, statements.Seen.Distinct().Count());
    }

    private Task<PunchOutcome> WriteAsync(DateTimeOffset at) =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<PunchWriter>()
                    .WriteAsync(
                        new NewPunch(world.EvePerson.Id, at, PunchWay.Pin, null, world.Eve.Id, at),
                        TestContext.Current.CancellationToken
                    )
        );

    private static Punch Punch(PunchOutcome outcome) => Assert.IsType<PunchOutcome.Recorded>(outcome).Punch;
}
