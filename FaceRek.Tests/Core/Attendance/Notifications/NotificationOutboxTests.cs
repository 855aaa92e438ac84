using System.Data.Common;
using System.Globalization;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.Notifications;

/// <summary>
/// A decision and the email about it are one: both are saved or neither is. Whether the email is wanted is asked when
/// it is sent.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class NotificationOutboxTests : IAsyncLifetime
{
    private readonly BrokenCommits commits = new();
    private FaceRekApp app = null!;
    private World world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.ConfigureEitherDb(options => options.AddInterceptors(commits))
        );
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_decision_is_told_as_soon_as_it_is_saved_and_once()
    {
        var leave = await RequestAsync(day: 3);
        await DecideAsync(leave, isApproved: false, "Too many are away");
        await SentAsync(1);
        var message = Assert.Single(app.Mail.Emails);
        Assert.Equal(world.Eve.Email, message.To);
        Assert.Contains("Too many are away", message.Body, StringComparison.Ordinal);

        await RoundAsync();
        Assert.Single(app.Mail.Emails);
        Assert.Equal([$"{leave:N}-Refused"], await ReadAsync(db => db.SentNotifications.Select(sent => sent.About)));
    }

    [Fact]
    public async Task A_decision_that_was_rolled_back_is_not_told()
    {
        var (undone, done) = (await RequestAsync(day: 3), await RequestAsync(day: 5));
        commits.AreBroken = true;
        await Assert.ThrowsAsync<IOException>(() => DecideAsync(undone, isApproved: true));
        commits.AreBroken = false;
        Assert.Empty(await ReadAsync(db => db.OutboxEmails));
        Assert.Equal(
            LeaveStatus.Requested,
            Assert.Single(await ReadAsync(db => db.Leaves.Where(leave => leave.Id == undone))).Status
        );

        await DecideAsync(done, isApproved: true);
        await SentAsync(1);
        await RoundAsync();
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"{app.Clock.GetUtcNow().AddDays(5):dddd d MMMM}"),
            Assert.Single(app.Mail.Emails).Subject,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_email_of_the_night_waits_for_eight_in_the_morning_and_that_is_no_attempt()
    {
        // Eight in the evening in London.
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 15, 19, 0, 0, TimeSpan.Zero));
        await DecideAsync(await RequestAsync(day: 3), isApproved: true);
        var morning = new DateTimeOffset(2026, 7, 16, 7, 0, 0, TimeSpan.Zero);
        await Eventually.HoldsAsync(async () =>
            await ReadAsync(db => db.OutboxEmails) is [{ Attempts: 0 } row] && row.DueAt == morning
        );
        Assert.Empty(app.Mail.Emails);
        app.Clock.SetUtcNow(morning);
        await SentAsync(1);
        Assert.Single(app.Mail.Emails);
    }

    [Theory]
    [InlineData("turned off")]
    [InlineData("old")]
    [InlineData("withdrawn")]
    [InlineData("gone")]
    public async Task What_is_no_longer_wanted_when_mail_is_back_is_not_sent(string why)
    {
        app.Mail.IsDown = true;
        var leave = await RequestAsync(day: 30);
        await DecideAsync(leave, isApproved: true);
        // The second attempt is over when the email waits a minute; while it runs the lease is longer.
        var next = app.Clock.GetUtcNow().AddMinutes(1);
        await Eventually.HoldsAsync(async () =>
            await ReadAsync(db => db.OutboxEmails) is [{ Attempts: 2 } row] && row.DueAt == next
        );
        switch (why)
        {
            case "turned off":
                using (var eve = await world.ClientOfAsync(world.Eve))
                {
                    using var saved = await eve.SubmitAsync("/bakery/me/letters", new() { ["wanted"] = "DayDecided" });
                }
                break;
            case "old":
                app.Clock.Advance(NotificationWriter.Memory + TimeSpan.FromHours(1));
                break;
            case "withdrawn":
                await app.InAsync(
                    world.Bakery,
                    services =>
                        services.GetRequiredService<LeaveDesk>().WithdrawAsync(leave, world.Eve.Id, Cancellation)
                );
                break;
            default:
                await app.InAsync(
                    world.Bakery,
                    async (FaceRekDb db) =>
                    {
                        (await db.People.AsTracking().SingleAsync(Cancellation)).Deactivate(app.Clock.GetUtcNow());
                        await db.SaveChangesAsync(Cancellation);
                    }
                );
                break;
        }
        app.Mail.IsDown = false;
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.HoldsAsync(async () => (await ReadAsync(db => db.OutboxEmails)).Count == 0);
        await RoundAsync();
        Assert.Empty(app.Mail.Emails);
    }

    private Task<Guid> RequestAsync(int day) =>
        app.InAsync(
            world.Bakery,
            async services =>
            {
                var on = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime).AddDays(day);
                var outcome = await services
                    .GetRequiredService<LeaveDesk>()
                    .RequestAsync(
                        world.EvePerson.Id,
                        world.Eve.Id,
                        new LeaveInput(on, on, LeavePart.WholeDay, IsPaid: true, Reason: null),
                        Cancellation
                    );
                return Assert.IsType<LeaveOutcome.Done>(outcome).Leave.Id;
            }
        );

    private Task<LeaveOutcome> DecideAsync(Guid leave, bool isApproved, string? note = null) =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<LeaveDesk>()
                    .DecideAsync(leave, world.Mia.Id, isApproved, note, Cancellation)
        );

    private Task SentAsync(int count) =>
        Eventually.HoldsAsync(async () =>
            (await ReadAsync(db => db.OutboxEmails.Where(email => email.SentAt != null))).Count == count
        );

    private Task<int> RoundAsync() =>
        app.InAsync(world.Bakery, services => services.GetRequiredService<NotificationSender>().RunAsync(Cancellation));

    private Task<List<T>> ReadAsync<T>(Func<FaceRekDb, IQueryable<T>> read) =>
        app.InAsync(world.Bakery, services => read(services.GetRequiredService<FaceRekDb>()).ToListAsync(Cancellation));

    /// <summary>A disk that fails at the end of a transaction.</summary>
    private sealed class BrokenCommits : DbTransactionInterceptor
    {
        public bool AreBroken { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        ) => AreBroken ? throw new IOException("The disk is full.") : ValueTask.FromResult(result);
    }
}
