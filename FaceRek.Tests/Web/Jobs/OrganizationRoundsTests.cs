using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Web.Jobs;

/// <summary>
/// A broken mill comes before the bakery in each round. The bakery's work is done all the same, and the log has the id
/// of the mill.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class OrganizationRoundsTests : IAsyncLifetime
{
    private readonly LogText log = new();
    private WebhookReceiver receiver = null!;
    private FaceRekApp app = null!;
    private World world = null!;
    private Organization mill = null!;
    private Person miller = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => app.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        app = await FaceRekApp.StartAsync(
            // It never moves, so that jobs with a period run only where a test runs them.
            clock: new FakeTimeProvider(TestDay.Noon),
            adjust: builder =>
            {
                builder.Logging.AddProvider(log);
                builder.Configuration["Webhooks:Reachable"] = $"{receiver.Address.Host}:{receiver.Address.Port}";
            }
        );
        world = await World.CreateAsync(app);
        (mill, miller) = await app.AddMillAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await receiver.DisposeAsync();
        log.Dispose();
    }

    [Theory]
    [InlineData(Breakage.Row)]
    [InlineData(Breakage.Zone)]
    public async Task Days_are_laid_out(Breakage breakage)
    {
        foreach (var (organization, person) in new[] { (mill, miller), (world.Bakery, world.EvePerson) })
        {
            await InAsync<FaceRekDb>(
                organization,
                async db =>
                {
                    var shift = new Shift
                    {
                        OrganizationId = organization.Id,
                        Name = "Office",
                        StartsAt = new TimeOnly(9, 0),
                        Minutes = 480,
                        Days = WeekDays.All,
                        CreatedAt = Now,
                    };
                    db.Add(shift);
                    db.Add(
                        new ShiftAssignment
                        {
                            OrganizationId = organization.Id,
                            PersonId = person.Id,
                            ShiftId = shift.Id,
                            From = DateOnly.FromDateTime(Now.UtcDateTime),
                            CreatedAt = Now,
                            CreatedById = world.Ben.Id,
                        }
                    );
                    await db.SaveChangesAsync(Cancellation);
                }
            );
        }
        await app.BreakAsync(mill, breakage);

        await RunAsync<DayRolloverJob>();

        await InAsync<FaceRekDb>(
            world.Bakery,
            async db => Assert.NotEmpty(await db.AttendanceDays.ToListAsync(Cancellation))
        );
        AssertLogged(mill);
    }

    [Fact]
    public async Task Closed_days_are_told()
    {
        foreach (var organization in new[] { mill, world.Bakery })
        {
            await AddEndpointAsync(organization, WebhookEvent.DayClosed);
        }
        await app.BreakAsync(mill, Breakage.Row);

        await RunAsync<ClosedDayJob>();

        await InAsync<FaceRekDb>(
            world.Bakery,
            async db => Assert.Equal(Now, (await db.WebhookEndpoints.SingleAsync(Cancellation)).DaysToldUntil)
        );
        AssertLogged(mill);
    }

    [Fact]
    public async Task Webhooks_are_sent()
    {
        foreach (var organization in new[] { mill, world.Bakery })
        {
            await AddEndpointAsync(organization, WebhookEvent.PunchRecorded);
            await InAsync<IServiceProvider>(
                organization,
                async services =>
                {
                    var db = services.GetRequiredService<FaceRekDb>();
                    db.WebhookDeliveries.AddRange(
                        WebhookDelivery.Of(
                            await db.WebhookEndpoints.ToListAsync(Cancellation),
                            WebhookEvent.PunchRecorded,
                            new { At = Now },
                            Now
                        )
                    );
                    await db.SaveChangesAsync(Cancellation);
                }
            );
        }
        await InAsync<FaceRekDb>(
            mill,
            db =>
                db.WebhookEndpoints.ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.SealedSecret, new byte[] { 1 }),
                    Cancellation
                )
        );

        await app.Services.GetRequiredService<WebhookSender>().RoundAsync(Cancellation);

        Assert.Single(receiver.Messages);
        AssertLogged(mill);
    }

    [Fact]
    public async Task Emails_about_attendance_are_sent()
    {
        var leave = new Leave
        {
            OrganizationId = world.Bakery.Id,
            PersonId = world.EvePerson.Id,
            From = DateOnly.FromDateTime(Now.UtcDateTime),
            Until = DateOnly.FromDateTime(Now.UtcDateTime),
            Part = LeavePart.WholeDay,
            IsPaid = true,
            RequestedAt = Now,
            RequestedById = world.Eve.Id,
        };
        leave.Decide(LeaveStatus.Approved, world.Mia.Id, null, Now);
        await SaveAsync(world.Bakery, leave);
        await app.BreakAsync(mill, Breakage.Row);

        await RunAsync<NotificationJob>();

        Assert.Contains(app.Mail.Emails, message => message.To == world.Eve.Email);
        AssertLogged(mill);
    }

    [Fact]
    public async Task Kept_crops_are_looked_at_by_the_new_model()
    {
        foreach (var (organization, person) in new[] { (mill, miller), (world.Bakery, world.EvePerson) })
        {
            await SaveAsync(
                organization,
                new FaceCrop
                {
                    OrganizationId = organization.Id,
                    PersonId = person.Id,
                    Sealed = [1],
                    TriedModel = "old/1",
                    CreatedAt = Now,
                }
            );
            await TryModelAsync(organization);
        }
        await app.BreakAsync(mill, Breakage.Row);

        await RunAsync<ModelMigrationJob>();

        await InAsync<FaceRekDb>(
            world.Bakery,
            async db =>
                Assert.StartsWith(
                    "classic/",
                    (await db.FaceCrops.SingleAsync(Cancellation)).TriedModel,
                    StringComparison.Ordinal
                )
        );
        AssertLogged(mill);
    }

    [Fact]
    public async Task The_next_live_frame_has_its_turn()
    {
        var (other, otherMiller) = await app.AddMillAsync(2);
        foreach (var (organization, person) in new[] { (mill, miller), (other, otherMiller) })
        {
            organization.CandidateModel = "classic";
            await app.BreakAsync(organization, Breakage.Row);
            app.Services.GetRequiredService<ShadowQueue>().Offer(new ShadowFrame(organization, person.Id, new byte[1]));
        }
        await Eventually.HoldsAsync(() =>
            Task.FromResult(log.ToString().Contains($"{other.Id}", StringComparison.Ordinal))
        );
        AssertLogged(mill);
    }

    [Fact]
    public async Task Seats_are_counted_though_many_organizations_cannot_be()
    {
        var broken = await AddManyAsync(Breakage.Zone);

        await RunAsync<SeatCountJob>();

        await InAsync<FaceRekDb>(
            world.Bakery,
            async db => Assert.Equal(1, (await db.SeatDays.SingleAsync(Cancellation)).Used)
        );
        Assert.All(broken, AssertLogged);
    }

    [Fact]
    public async Task Emails_about_billing_are_sent_though_many_organizations_have_none()
    {
        var broken = await AddManyAsync(Breakage.Row, TrialEnding);
        await SaveAsync(world.Bakery, TrialEnding(world.Bakery));

        await RunAsync<BillingEmailJob>();

        Assert.Contains(app.Mail.Emails, message => message.To == world.Ada.Email);
        Assert.All(broken, AssertLogged);
    }

    [Fact]
    public async Task What_is_too_old_goes_though_another_table_keeps_its_rows()
    {
        await SaveAsync(
            world.Bakery,
            new CheckInChallenge
            {
                Id = "old",
                OrganizationId = world.Bakery.Id,
                SignInHash = new byte[32],
                IssuedAt = Now.AddDays(-1),
            },
            new CheckInAttempt
            {
                OrganizationId = world.Bakery.Id,
                PersonId = world.EvePerson.Id,
                At = Now.AddDays(-91),
                Way = PunchWay.Pin,
                Outcome = AttemptOutcome.WrongPin,
            }
        );
        await InAsync<FaceRekDb>(
            world.Bakery,
            db =>
                db.Database.ExecuteSqlAsync(
                    $"CREATE TRIGGER stuck BEFORE DELETE ON CheckInChallenges BEGIN SELECT RAISE(ABORT, 'of Eve'); END",
                    Cancellation
                )
        );

        await RunAsync<HousekeepingJob>();

        await InAsync<FaceRekDb>(
            world.Bakery,
            async db =>
            {
                Assert.Single(await db.CheckInChallenges.ToListAsync(Cancellation));
                Assert.Empty(await db.CheckInAttempts.ToListAsync(Cancellation));
            }
        );
        Assert.Contains("Housekeeping of challenges failed", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("of Eve", HousekeepingLines(), StringComparison.Ordinal);

        // The database's own log repeats the text of a trigger; ours does not.
        string HousekeepingLines() =>
            log.ToString()[log.ToString().IndexOf("Housekeeping of challenges", StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task A_round_that_is_cancelled_ends_and_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        var entered = new List<Guid>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            app
                .Services.GetRequiredService<OrganizationRounds>()
                .ForEachOrganizationAsync(
                    new OrganizationRound("Comparing"),
                    db => db.Organizations.Select(organization => organization.Id),
                    async services =>
                    {
                        entered.Add(services.GetRequiredService<CurrentOrganization>().Organization.Id);
                        await stop.CancelAsync();
                        stop.Token.ThrowIfCancellationRequested();
                    },
                    stop.Token
                )
        );
        Assert.Equal([mill.Id], entered);
        Assert.DoesNotContain("Comparing", log.ToString(), StringComparison.Ordinal);
    }

    /// <summary>More failures than billing accepts in a row.</summary>
    private async Task<List<Organization>> AddManyAsync(Breakage breakage, Func<Organization, object>? row = null)
    {
        var mills = new List<Organization> { mill };
        for (var number = 2; number <= 6; number++)
        {
            mills.Add((await app.AddMillAsync(number)).Mill);
        }
        foreach (var organization in mills)
        {
            if (row is not null)
            {
                await SaveAsync(organization, row(organization));
            }
            await app.BreakAsync(organization, breakage);
        }
        return mills;
    }

    private BillingEmail TrialEnding(Organization organization) =>
        new()
        {
            OrganizationId = organization.Id,
            Key = "trial-ending",
            Kind = BillingEmailKind.TrialEnding,
            About = Now.AddDays(3),
            CreatedAt = Now,
        };

    private Task AddEndpointAsync(Organization organization, string events) =>
        InAsync<WebhookSecrets>(
            organization,
            secrets =>
                SaveAsync(
                    organization,
                    new WebhookEndpoint
                    {
                        OrganizationId = organization.Id,
                        Url = new Uri(receiver.Address, "/hooks").ToString(),
                        Events = events,
                        SealedSecret = secrets.Draw(organization.Id).Sealed,
                        CreatedAt = Now.AddHours(-1),
                    }
                )
        );

    private Task TryModelAsync(Organization organization) =>
        InAsync<FaceRekDb>(
            organization,
            db =>
                db.Organizations.Where(row => row.Id == organization.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.CandidateModel, "classic"), Cancellation)
        );

    private Task RunAsync<TJob>()
        where TJob : IRecurringJob => app.Services.GetRequiredService<TJob>().RunAsync(Cancellation);

    private void AssertLogged(Organization organization) =>
        Assert.Contains($"for organization {organization.Id}", log.ToString(), StringComparison.Ordinal);

    private Task SaveAsync(Organization organization, params object[] rows) =>
        InAsync<FaceRekDb>(
            organization,
            async db =>
            {
                db.AddRange(rows);
                await db.SaveChangesAsync(Cancellation);
            }
        );

    private async Task InAsync<TService>(Organization organization, Func<TService, Task> work)
        where TService : notnull =>
        await app.InAsync(
            organization,
            async services =>
            {
                await work(services.GetRequiredService<TService>());
                return true;
            }
        );
}
