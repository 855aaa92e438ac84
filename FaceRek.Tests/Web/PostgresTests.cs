using System.Data.Common;
using System.Net;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web;

/// <summary>The application on the other database: what maps, sorts, compares and locks differently there.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class PostgresTests(PostgresServer server) : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        PostgresServer.SkipWhereAbsent();
        app = await FaceRekApp.StartAsync(connection: await server.NewDatabaseAsync());
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Its_migrations_make_the_model()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        Assert.IsType<PostgresFaceRekDb>(db);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_demo_month_is_made_and_recalculated_to_the_same_days_and_every_page_answers()
    {
        await using var scope = app.Services.CreateAsyncScope();
        Assert.True(
            await ActivatorUtilities
                .CreateInstance<DemoOrganization>(scope.ServiceProvider)
                .CreateAsync(TestContext.Current.CancellationToken)
        );
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var demo = await db.Organizations.SingleAsync(
            organization => organization.Slug == DemoOrganization.Slug,
            TestContext.Current.CancellationToken
        );
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        var report = await app.InAsync(
            demo,
            services =>
                services
                    .GetRequiredService<DayRebuild>()
                    .VerifyAsync(today.AddDays(-31), today, TestContext.Current.CancellationToken)
        );
        Assert.True(report.Days > 100);
        Assert.Equal(0, report.Changed);

        using var client = await world.ClientOfAsync(
            await db.Users.SingleAsync(
                user => user.Email == DemoCast.Users[0].Email,
                TestContext.Current.CancellationToken
            )
        );
        foreach (var name in DemoPages.All)
        {
            Assert.Equal(
                (name, HttpStatusCode.OK),
                (
                    name,
                    (
                        await client.GetAsync(
                            new Uri($"/{DemoOrganization.Slug}/{name}", UriKind.Relative),
                            TestContext.Current.CancellationToken
                        )
                    ).StatusCode
                )
            );
        }
    }

    [Fact]
    public async Task Every_page_of_an_owner_answers()
    {
        var paths = await EndpointPaths.CreateAsync(app, world);
        using var ada = await world.ClientOfAsync(world.Ada);
        var errors = new List<string>();
        foreach (var (route, row) in EndpointRow.All.Where(row => row.Value is { IsPage: true, NeedsSignIn: true }))
        {
            var status = (
                await ada.GetAsync(paths.WithOwnIds(route), TestContext.Current.CancellationToken)
            ).StatusCode;
            if ((int)status >= 400)
            {
                errors.Add($"{route}: {status}");
            }
        }
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_text_that_it_does_not_keep_is_refused_and_breaks_nothing()
    {
        var key = Assert.IsType<ApiKeyOutcome.Created>(
            await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<ApiKeyDesk>()
                        .CreateAsync(
                            new ApiKeyRequest("Odd", ApiScope.OfKeys, [], null),
                            world.Ben.Id,
                            TestContext.Current.CancellationToken
                        )
            )
        );
        using var program = app.NewClient();
        program.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await program.PostAsync("token", new { grant_type = "api_key", api_key = key.Text }))
                .Json.GetProperty("access_token")
                .GetString()
        );
        var punch = new
        {
            way = "manual",
            person_id = world.EvePerson.Id,
            at = app.Clock.GetUtcNow().AddHours(-1),
            direction = "in",
            reason = "a\0b",
        };
        Assert.Equal((400, "body_invalid"), (await program.PostAsync("punches", punch)).Brief);
        Assert.Equal((400, "query_invalid"), (await program.AskAsync("people?external_id=%00")).Brief);
        Assert.Equal((400, "query_invalid"), (await program.AskAsync("people?q=a%00")).Brief);
        using var ben = await world.ClientOfAsync(world.Ben);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (
                await ben.GetAsync(
                    new Uri("/bakery/people?search=a%00&q=a%00", UriKind.Relative),
                    TestContext.Current.CancellationToken
                )
            ).StatusCode
        );
    }

    [Fact]
    public async Task A_decision_that_comes_between_a_periods_seal_and_its_commit_finds_it_locked()
    {
        var (between, cancellationToken) = (
            new Meanwhile("INSERT INTO \"PeriodLocks\""),
            TestContext.Current.CancellationToken
        );
        await using var house = await FaceRekApp.StartAsync(
            connection: await server.NewDatabaseAsync(),
            adjust: builder =>
                builder.Services.ConfigureDbContext<PostgresFaceRekDb>(options => options.AddInterceptors(between))
        );
        var bakery = await World.CreateAsync(house);
        var (eve, at) = (bakery.EvePerson.Id, house.Clock.GetUtcNow().AddDays(-5));
        await house.InAsync(
            bakery.Bakery,
            services =>
                services
                    .GetRequiredService<PunchWriter>()
                    .WriteAsync(
                        new NewPunch(eve, at, PunchWay.Pin, Direction.Out, bakery.Eve.Id, at),
                        cancellationToken
                    )
        );
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        between.Work = () =>
            house.InAsync(
                bakery.Bakery,
                services =>
                    services
                        .GetRequiredService<ExceptionDesk>()
                        .DecideAsync(
                            eve,
                            day,
                            ExceptionKinds.OddPunches,
                            isAccepted: true,
                            note: null,
                            bakery.Mia.Id,
                            cancellationToken
                        )
            );

        var period = Assert
            .IsType<PeriodOutcome.Done>(
                await house.InAsync(
                    bakery.Bakery,
                    services =>
                        services.GetRequiredService<PeriodDesk>().LockAsync(day, day, bakery.Ben.Id, cancellationToken)
                )
            )
            .Period;
        Assert.IsType<DecisionOutcome.Locked>(await between.Started!);
        Assert.Equal(1, period.OpenExceptions);
        Assert.True(
            await house.InAsync(
                bakery.Bakery,
                services => services.GetRequiredService<PeriodDesk>().IsIntactAsync(period, cancellationToken)
            )
        );
    }

    [Fact]
    public async Task A_terminals_event_sent_again_is_the_same_punch_however_fine_its_clock()
    {
        var happened = new DeviceEvent(
            world.EvePerson.Id,
            "gate-1",
            "1",
            app.Clock.GetUtcNow().AddHours(-2).AddTicks(1_234_567),
            WasOffline: true,
            null
        );
        Task<DevicePunchOutcome> TellAsync() =>
            app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<DevicePunchDesk>()
                        .RecordAsync(happened, world.Ben.Id, TestContext.Current.CancellationToken)
            );
        Assert.IsType<DevicePunchOutcome.Recorded>(await TellAsync());
        Assert.IsType<DevicePunchOutcome.Known>(await TellAsync());
    }

    [Fact]
    public async Task Of_fifty_punches_at_once_one_is_recorded_and_the_others_repeat_it()
    {
        var now = app.Clock.GetUtcNow();
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ =>
                    app.InAsync(
                        world.Bakery,
                        services =>
                            services
                                .GetRequiredService<PunchWriter>()
                                .WriteAsync(
                                    new NewPunch(world.EvePerson.Id, now, PunchWay.Pin, null, world.Eve.Id, now),
                                    TestContext.Current.CancellationToken
                                )
                    )
                )
        );
        var recorded = Assert.Single(outcomes.OfType<PunchOutcome.Recorded>());
        Assert.All(
            outcomes.OfType<PunchOutcome.Repeated>(),
            repeated => Assert.Equal(recorded.Punch.Id, repeated.First.Id)
        );
        await app.InAsync(
            world.Bakery,
            async db =>
                Assert.Equal(
                    (1, 1),
                    (await db.Punches.CountAsync(), await db.AttendanceDays.CountAsync(day => day.FirstInAt != null))
                )
        );
    }

    /// <summary>Starts some work before a statement, and lets it go as far as it can.</summary>
    private sealed class Meanwhile(string statement) : DbCommandInterceptor
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

        public Func<Task<DecisionOutcome>>? Work { get; set; }
        public Task<DecisionOutcome>? Started { get; private set; }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            await BeginAsync(command);
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            await BeginAsync(command);
            return result;
        }

        private async Task BeginAsync(DbCommand command)
        {
            if (
                Started is not null
                || Work is null
                || !command.CommandText.Contains(statement, StringComparison.Ordinal)
            )
            {
                return;
            }
            Started = Task.Run(Work);
            await Task.WhenAny(Started, Task.Delay(Patience, TimeProvider.System));
        }
    }
}
