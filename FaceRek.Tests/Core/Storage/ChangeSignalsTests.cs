using System.Text.RegularExpressions;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Mail;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Storage;

/// <summary>Seats, the board and emails learn of a change because it was saved and committed, by any code.</summary>
public sealed partial class ChangeSignalsTests : IAsyncLifetime
{
    private readonly List<(string Signal, Guid OrganizationId)> heard = [];
    private FaceRekApp app = null!;
    private World world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => app.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        var seats = new SeatChangeQueue(TimeProvider.System);
        app = await FaceRekApp.StartAsync(adjust: builder =>
            builder
                .Services.AddSingleton<IChangeSignal>(new Recorder("seats", new PersonSeatSignal(seats), heard))
                .AddSingleton<IChangeSignal>(new Recorder("synced", new SyncedSeatSignal(seats), heard))
                .AddSingleton<IChangeSignal>(new Recorder("board", new BoardSignal(new BoardNotifier()), heard))
        );
        world = await World.CreateAsync(app);
        heard.Clear();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public void The_application_has_a_signal_for_the_seats_of_people_for_those_of_a_sync_for_the_board_and_for_emails() =>
        Assert.Equal(
            [nameof(BoardSignal), nameof(EmailSignal), nameof(PersonSeatSignal), nameof(SyncedSeatSignal)],
            app.Services.GetServices<IChangeSignal>()
                .Where(signal => signal is not Recorder)
                .Select(signal => signal.GetType().Name)
                .Order()
        );

    [Fact]
    public async Task A_person_who_is_added_deactivated_reactivated_or_erased_changes_the_seats()
    {
        var person = NewPerson();
        Assert.Equal(["seats"], await HeardAsync(db => db.Add(person)));
        Assert.Equal(["seats"], await HeardAsync(db => Known(db, person).Deactivate(Now)));
        Assert.Equal(["seats"], await HeardAsync(db => Known(db, person).Reactivate()));
        Assert.Equal(["seats"], await HeardAsync(db => Known(db, person).Erase(Now)));
    }

    [Fact]
    public async Task A_person_who_is_renamed_changes_no_seats() =>
        Assert.Empty(await HeardAsync(db => Known(db, world.EvePerson).Name = "Eve Renamed"));

    [Fact]
    public async Task A_sync_with_Stripe_looks_at_the_seats_again_and_another_change_of_the_account_does_not()
    {
        Assert.Empty(
            await HeardAsync(db =>
                db.Add(new BillingAccount { OrganizationId = world.Bakery.Id, CustomerId = "cus_1" })
            )
        );
        Assert.Equal(["synced"], await HeardAsync(db => db.BillingAccounts.AsTracking().Single().SyncedAt = Now));
        Assert.Empty(await HeardAsync(db => db.BillingAccounts.AsTracking().Single().Alert = "Look at it."));
    }

    [Fact]
    public async Task Punches_amendments_and_attempts_change_the_board()
    {
        var punch = new Punch
        {
            OrganizationId = world.Bakery.Id,
            PersonId = world.EvePerson.Id,
            Number = 1,
            At = Now,
            Zone = "Europe/London",
            Direction = Direction.In,
            DirectionSource = DirectionSource.Choice,
            Way = PunchWay.Manual,
            RecordedAt = Now,
            RecordedById = world.Ben.Id,
        };
        Assert.Equal(["board"], await HeardAsync(db => db.Add(punch)));
        Assert.Equal(
            ["board"],
            await HeardAsync(db =>
                db.Add(
                    new PunchAmendment
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = world.EvePerson.Id,
                        PunchId = punch.Id,
                        PunchAt = punch.At,
                        Kind = AmendmentKind.Voided,
                        Reason = "Twice",
                        RecordedById = world.Ben.Id,
                        RecordedAt = Now,
                    }
                )
            )
        );
        Assert.Equal(
            ["board"],
            await HeardAsync(db =>
                db.Add(
                    new CheckInAttempt
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = world.EvePerson.Id,
                        At = Now,
                        Way = PunchWay.Face,
                        Outcome = AttemptOutcome.NotRecognised,
                    }
                )
            )
        );
    }

    [Fact]
    public async Task Nothing_is_heard_before_the_commit_and_then_once()
    {
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
                foreach (var person in new[] { NewPerson(), NewPerson() })
                {
                    db.Add(person);
                    await db.SaveChangesAsync(Cancellation);
                }
                Assert.Empty(heard);
                await transaction.CommitAsync(Cancellation);
            }
        );
        Assert.Equal([("seats", world.Bakery.Id)], heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_that_ends_without_a_commit_is_never_heard(bool isRolledBack)
    {
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                await using (var undone = await db.Database.BeginTransactionAsync(Cancellation))
                {
                    db.Add(NewPerson());
                    await db.SaveChangesAsync(Cancellation);
                    if (isRolledBack)
                    {
                        await undone.RollbackAsync(Cancellation);
                    }
                }
                db.ChangeTracker.Clear();
                Known(db, world.EvePerson).Name = "Eve Renamed";
                await db.SaveChangesAsync(Cancellation);
                await using var kept = await db.Database.BeginTransactionAsync(Cancellation);
                Known(db, world.EvePerson).Name = "Eve Again";
                await db.SaveChangesAsync(Cancellation);
                await kept.CommitAsync(Cancellation);
            }
        );
        Assert.Empty(heard);
    }

    [Fact]
    public async Task A_save_that_fails_is_not_heard()
    {
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(NewPerson(world.EvePerson.ExternalId));
                await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancellation));
                db.ChangeTracker.Clear();
                Known(db, world.EvePerson).Name = "Eve Renamed";
                await db.SaveChangesAsync(Cancellation);
            }
        );
        Assert.Empty(heard);
    }

    [Fact]
    public void Neither_seats_nor_board_are_told_by_hand()
    {
        var told = Repository
            .Sources("FaceRek.Core", "FaceRek.Web")
            .Where(file => !file.Path.EndsWith("Signal.cs", StringComparison.Ordinal))
            .Where(file => ByHand().IsMatch(file.Text))
            .Select(file => file.Path);
        // What Stripe could not be told is tried again.
        Assert.Equal(["FaceRek.Core/Billing/Subscriptions/BillingReconciliation.cs"], told);
    }

    [Fact]
    public void What_signals_look_at_is_changed_by_no_other_statement_than_these()
    {
        var statements =
            from file in Repository.Sources("FaceRek.Core", "FaceRek.Web")
            let count = Statement().Count(file.Text)
            where count > 0
            orderby file.Path
            select (file.Path, count);
        Assert.Equal(
            [
                // The guess of a right PIN goes in the transaction of its punch, which the board hears of.
                ("FaceRek.Core/Attendance/CheckIn/PinPunchDesk.cs", 1),
                // The lease of a sync.
                ("FaceRek.Core/Billing/Subscriptions/BillingAccount.cs", 2),
                // The key of the face, which is no status.
                ("FaceRek.Core/People/Consent/FaceRemoval.cs", 1),
                // The PIN, which is no status.
                ("FaceRek.Core/People/Management/PinDesk.cs", 1),
                // An organization that goes with all it has needs no seats and has no board.
                ("FaceRek.Core/Storage/OrganizationRemoval.cs", 1),
                // Rows are held by an update to what they were.
                ("FaceRek.Core/Storage/RowLocks.cs", 2),
                // Attempts that are too old for the board.
                ("FaceRek.Web/Jobs/HousekeepingJob.cs", 1),
            ],
            statements
        );
    }

    [Fact]
    public void Rows_that_signals_look_at_are_inserted_past_the_context_by_benchmarks_only()
    {
        var inserts = Repository
            .Sources("FaceRek.Core", "FaceRek.Web")
            .Where(file => file.Text.Contains(".InsertAsync(", StringComparison.Ordinal))
            .Select(file => file.Path)
            .Order();
        Assert.Equal(
            [
                "FaceRek.Core/Attendance/Days/WeekUpdater.cs",
                "FaceRek.Core/Storage/DayWriter.cs",
                "FaceRek.Web/Commands/Bench/ApiBenchTown.cs",
                "FaceRek.Web/Commands/Bench/AttendanceTown.cs",
            ],
            inserts
        );
    }

    private static Person Known(FaceRekDb db, Person person) =>
        db.People.AsTracking().Single(row => row.Id == person.Id);

    private Person NewPerson(string? externalId = null) =>
        new()
        {
            OrganizationId = world.Bakery.Id,
            Name = "Nora New",
            ExternalId = externalId,
            CreatedAt = Now,
        };

    private async Task<IReadOnlyList<string>> HeardAsync(Action<FaceRekDb> change)
    {
        heard.Clear();
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                change(db);
                await db.SaveChangesAsync(Cancellation);
            }
        );
        Assert.All(heard, one => Assert.Equal(world.Bakery.Id, one.OrganizationId));
        return [.. heard.Select(one => one.Signal)];
    }

    [GeneratedRegex(@"\.Ring\(\w|\.Publish\(\w")]
    private static partial Regex ByHand();

    [GeneratedRegex(
        @"(\.(People|Punches|PunchAmendments|CheckInAttempts|BillingAccounts)\b"
            + @"|<(Person|Punch|PunchAmendment|CheckInAttempt|BillingAccount)>\(\))[^;]*?Execute(Update|Delete)"
    )]
    private static partial Regex Statement();

    /// <summary>Asks a signal of the product, and writes down what it is to raise.</summary>
    private sealed class Recorder(string name, IChangeSignal asked, List<(string Signal, Guid OrganizationId)> heard)
        : IChangeSignal
    {
        public bool Concerns(EntityEntry entry) => asked.Concerns(entry);

        public void Raise(Guid organizationId) => heard.Add((name, organizationId));
    }
}
