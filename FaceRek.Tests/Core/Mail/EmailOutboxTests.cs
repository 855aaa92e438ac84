using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Databases;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Mail;

/// <summary>What is written into the outbox is sent if its transaction holds, at least once, and by one node.</summary>
public sealed class EmailOutboxTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_email_leaves_when_its_transaction_ends_and_none_leaves_of_one_that_was_rolled_back()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                await using (var undone = await db.Database.BeginTransactionAsync(Cancellation))
                {
                    Add(db, world, world.Mia, "undone");
                    await db.SaveChangesAsync(Cancellation);
                    await undone.RollbackAsync(Cancellation);
                }
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
                Add(db, world, world.Eve, "done");
                await db.SaveChangesAsync(Cancellation);
                Assert.Empty(app.Mail.Emails);
                await transaction.CommitAsync(Cancellation);
            }
        );
        // The clock stands still: only the end of the transaction can have sent it.
        await Eventually.HoldsAsync(async () => (await RowsAsync(app)) is [{ About: "done", SentAt: not null }]);
        Assert.Equal(world.Eve.Email, Assert.Single(app.Mail.Emails).To);
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task What_a_node_had_in_hand_when_it_died_is_sent_by_the_next_one(string kind)
    {
        var clock = FaceRekApp.NewClock();
        await using var database = await SharedDatabase.NewAsync(kind, postgres);
        User eve;
        var hangs = new HangingMailer();
        await using (
            var dying = await FaceRekApp.StartAsync(
                clock: clock,
                connection: database.Connection,
                adjust: builder => builder.Services.AddSingleton<IMailer>(hangs)
            )
        )
        {
            var world = await World.CreateAsync(dying);
            eve = world.Eve;
            await dying.InAsync(
                world.Bakery,
                async (FaceRekDb db) =>
                {
                    Add(db, world, world.Eve, "one");
                    await db.SaveChangesAsync(Cancellation);
                }
            );
            await hangs.Reached.Task.WaitAsync(Eventually.Patience, Cancellation);
        }
        clock.Advance(OutboxEmail.Lease);

        await using var next = await FaceRekApp.StartAsync(clock: clock, connection: database.Connection);
        await Eventually.HoldsAsync(async () => (await RowsAsync(next)) is [{ SentAt: not null, Attempts: 2 }]);
        Assert.Equal(eve.Email, Assert.Single(next.Mail.Emails).To);
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task Of_two_nodes_one_sends_each_email_once_the_mail_server_is_back(string kind)
    {
        const int emails = 12;
        var clock = FaceRekApp.NewClock();
        await using var database = await SharedDatabase.NewAsync(kind, postgres);
        await using var one = await FaceRekApp.StartAsync(clock: clock, connection: database.Connection);
        await using var other = await FaceRekApp.StartAsync(clock: clock, connection: database.Connection);
        (one.Mail.IsDown, other.Mail.IsDown) = (true, true);
        var world = await World.CreateAsync(one);
        await one.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                for (var number = 0; number < emails; number++)
                {
                    Add(db, world, world.Eve, $"{number}");
                }
                await db.SaveChangesAsync(Cancellation);
            }
        );
        // The second attempt is over when the email waits a minute; while it runs the lease is longer.
        var next = clock.GetUtcNow().AddMinutes(1);
        await Eventually.HoldsAsync(async () =>
            (await RowsAsync(one)).TrueForAll(row =>
                row is { Attempts: 2, FailureKind: nameof(IOException), SentAt: null } && row.DueAt == next
            )
        );

        (one.Mail.IsDown, other.Mail.IsDown) = (false, false);
        clock.Advance(TimeSpan.FromMinutes(1));
        var senders = new[] { one, other }.Select(node => node.Services.GetRequiredService<EmailSender>()).ToList();
        await Task.WhenAll(senders.Concat(senders).Select(sender => sender.RoundAsync(Cancellation)));
        await Eventually.HoldsAsync(async () => (await RowsAsync(one)).TrueForAll(row => row.SentAt is not null));

        Assert.Equal(emails, (await RowsAsync(one)).Count);
        Assert.Equal(emails, one.Mail.Emails.Count + other.Mail.Emails.Count);
        Assert.All(await RowsAsync(one), row => Assert.Null(row.FailureKind));
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task Of_one_kind_about_one_thing_one_email_waits(string kind)
    {
        await using var database = await SharedDatabase.NewAsync(kind, postgres);
        await using var app = await FaceRekApp.StartAsync(connection: database.Connection);
        app.Mail.IsDown = true;
        var world = await World.CreateAsync(app);
        Task WriteAsync(User reader) =>
            app.InAsync(
                world.Bakery,
                async (FaceRekDb db) =>
                {
                    Add(db, world, reader, "the same");
                    await db.SaveChangesAsync(Cancellation);
                }
            );
        await WriteAsync(world.Eve);
        await WriteAsync(world.Mia);
        await Assert.ThrowsAsync<DbUpdateException>(() => WriteAsync(world.Eve));
        Assert.Equal(2, (await RowsAsync(app)).Count);
    }

    /// <summary>
    /// At once, and at once again, after one, five and fifteen minutes, and then every hour: two days in all.
    /// </summary>
    [Fact]
    public async Task Attempts_become_fewer_and_end_after_two_days_and_the_email_is_forgotten_a_month_later()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        app.Mail.IsDown = true;
        var sender = app.Services.GetRequiredService<EmailSender>();
        var time = new FakeTimeProvider(app.Clock.GetUtcNow());
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                var email = Add(db, world, world.Eve, "lost").Hold();
                await db.SaveChangesAsync(Cancellation);
                Assert.False(await sender.SendHeldAsync(email, time, Cancellation));
                return 0;
            }
        );
        var waits = new List<TimeSpan>();
        while (await RowsAsync(app) is [{ Attempts: < OutboxEmail.MaxAttempts } row])
        {
            waits.Add(row.DueAt - time.GetUtcNow());
            time.SetUtcNow(row.DueAt);
            Assert.Equal(0, await sender.SendDueAsync(world.Bakery.Id, time, Cancellation));
            Assert.Equal(row.Attempts + 1, Assert.Single(await RowsAsync(app)).Attempts);
        }
        Assert.Equal([0, 1, 5, 15, 60, 60], waits.Take(6).Select(wait => wait.TotalMinutes));
        Assert.All(waits.Skip(6), wait => Assert.Equal(TimeSpan.FromHours(1), wait));
        Assert.Equal(48, waits.Count + 1);

        app.Mail.IsDown = false;
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await sender.SendDueAsync(world.Bakery.Id, time, Cancellation));
        Assert.Empty(app.Mail.Emails);

        var housekeeping = app.Services.GetRequiredService<HousekeepingJob>();
        var last = Assert.Single(await RowsAsync(app)).DueAt;
        app.Clock.SetUtcNow(last + TimeSpan.FromDays(30));
        await housekeeping.RunAsync(Cancellation);
        Assert.Single(await RowsAsync(app));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await housekeeping.RunAsync(Cancellation);
        Assert.Empty(await RowsAsync(app));
    }

    [Fact]
    public async Task An_organization_that_cannot_be_read_does_not_hold_up_the_emails_of_another()
    {
        await using var app = await FaceRekApp.StartAsync();
        app.Mail.IsDown = true;
        var world = await World.CreateAsync(app);
        var (mill, _) = await app.AddMillAsync(1);
        await app.InAsync(
            mill,
            async (FaceRekDb db) =>
            {
                db.AddEmail(mill.Id, EmailKind.TokenReused, world.Mia.Id, "broken", app.Clock.GetUtcNow());
                await db.SaveChangesAsync(Cancellation);
            }
        );
        await app.BreakAsync(mill, Breakage.Row);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Add(db, world, world.Eve, "whole");
                await db.SaveChangesAsync(Cancellation);
            }
        );
        app.Mail.IsDown = false;
        // After every lease and every wait of before.
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        await Eventually.HoldsAsync(async () =>
            (await RowsAsync(app)).Exists(row => row is { About: "whole", SentAt: not null })
        );
        Assert.Equal(world.Eve.Email, Assert.Single(app.Mail.Emails).To);
    }

    [Fact]
    public async Task Another_organization_neither_sees_nor_writes_an_email()
    {
        await using var app = await FaceRekApp.StartAsync();
        app.Mail.IsDown = true;
        var world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Add(db, world, world.Eve, "ours");
                await db.SaveChangesAsync(Cancellation);
                Assert.Equal(1, await db.OutboxEmails.CountAsync(Cancellation));
            }
        );
        await app.InAsync(
            world.Harbour,
            async (FaceRekDb db) =>
            {
                Assert.Equal(0, await db.OutboxEmails.CountAsync(Cancellation));
                Add(db, world, world.Eve, "theirs");
                await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancellation));
            }
        );
    }

    private static OutboxEmail Add(FaceRekDb db, World world, User reader, string about) =>
        db.AddEmail(
            world.Bakery.Id,
            EmailKind.TokenReused,
            reader.Id,
            about,
            new DateTimeOffset(TestDay.Date.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero)
        );

    private static async Task<List<OutboxEmail>> RowsAsync(FaceRekApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FaceRekDb>().EveryOutboxEmail().ToListAsync(Cancellation);
    }

    /// <summary>A server that takes the connection and says nothing more, until the node ends.</summary>
    private sealed class HangingMailer : IMailer
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
        {
            Reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    /// <summary>A database that outlives the nodes on it.</summary>
    private sealed class SharedDatabase(string connection, DirectoryInfo? folder) : IAsyncDisposable
    {
        public string Connection => connection;

        public static async Task<SharedDatabase> NewAsync(string kind, PostgresServer postgres)
        {
            if (kind == OldDatabase.Postgres)
            {
                PostgresServer.SkipWhereAbsent();
                return new SharedDatabase(await postgres.NewDatabaseAsync(), folder: null);
            }
            var folder = Directory.CreateTempSubdirectory("facerek-shared-");
            return new SharedDatabase(Path.Combine(folder.FullName, "facerek.db"), folder);
        }

        public ValueTask DisposeAsync()
        {
            folder?.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
