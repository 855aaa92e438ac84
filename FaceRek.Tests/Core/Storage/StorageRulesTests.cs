using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Core.Storage.Mapping;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace FaceRek.Tests.Core.Storage;

/// <summary>What the database layer does by itself: who may write, what is counted and reported, and what an exception means.</summary>
public sealed class StorageRulesTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private static readonly CancellationToken Whatever = CancellationToken.None;

    [Theory]
    [InlineData(5, 0, true)]
    [InlineData(6, 0, true)]
    [InlineData(4, 0, false)]
    [InlineData(7, 0, false)]
    [InlineData(19, 2067, false)]
    public void Busy_and_locked_mean_that_someone_else_is_at_it_however_deep_it_lies(
        int code,
        int extended,
        bool isBusy
    )
    {
        var exception = new SqliteException("x", code, extended);
        Assert.Equal(isBusy, exception.IsBusyDatabase());
        Assert.Equal(
            isBusy,
            new DbUpdateException("x", new InvalidOperationException("x", exception)).IsBusyDatabase()
        );
        Assert.False(new InvalidOperationException("database is locked").IsBusyDatabase());
    }

    [Theory]
    [InlineData(2067, true)]
    [InlineData(1555, true)]
    [InlineData(787, false)]
    [InlineData(1299, false)]
    [InlineData(19, false)]
    public void A_unique_index_that_says_no_is_told_from_every_other_constraint(int extended, bool isUnique) =>
        Assert.Equal(isUnique, new DbUpdateException("x", new SqliteException("x", 19, extended)).IsUniqueViolation());

    [Theory]
    [InlineData("23505", true, false)]
    [InlineData("22021", false, true)]
    [InlineData("23503", false, false)]
    public void The_same_holds_on_a_server_and_a_text_it_does_not_keep_is_known(
        string state,
        bool isUnique,
        bool isUnkept
    )
    {
        var exception = new PostgresException("x", "ERROR", "ERROR", state);
        Assert.Equal(isUnique, new DbUpdateException("x", exception).IsUniqueViolation());
        Assert.Equal(
            (isUnkept, isUnkept, false),
            (
                exception.IsUnkeptText(),
                new InvalidOperationException("x", new DbUpdateException("x", exception)).IsUnkeptText(),
                new InvalidOperationException("x").IsUnkeptText()
            )
        );
        Assert.False(new DbUpdateException("x", new InvalidOperationException()).IsUniqueViolation());
        Assert.False(exception.IsBusyDatabase());
    }

    [Theory]
    [InlineData("40P01", true)]
    [InlineData("40001", false)]
    [InlineData("23505", false)]
    public void Of_two_writers_on_a_server_who_wait_for_each_other_the_one_that_was_ended_may_come_again(
        string state,
        bool isBusy
    ) =>
        Assert.Equal(
            isBusy,
            new DbUpdateException("x", new PostgresException("x", "ERROR", "ERROR", state)).IsBusyDatabase()
        );

    [Fact]
    public async Task Instants_are_kept_as_utc_ticks_and_come_back_as_the_same_instant()
    {
        var at = new DateTimeOffset(2026, 3, 2, 23, 30, 0, TimeSpan.FromHours(-5)).AddTicks(7);
        var converter = new UtcTicks();
        Assert.Equal(at.UtcTicks, converter.ConvertToProvider(at));
        Assert.Equal(
            (at, TimeSpan.Zero),
            converter.ConvertFromProvider(at.UtcTicks) is DateTimeOffset back ? (back, back.Offset) : default
        );
        var person = await AddAsync(at);
        Assert.Equal(at, (await ReadAsync(db => db.People.SingleAsync(row => row.Id == person.Id))).CreatedAt);
    }

    /// <summary>A new organization is stored with the given values, even where they differ from the defaults for older rows.</summary>
    [Theory]
    [InlineData(true, LivenessLevel.Active)]
    [InlineData(false, LivenessLevel.Off)]
    [InlineData(false, LivenessLevel.Passive)]
    public async Task A_new_organization_is_kept_as_it_was_said(bool keepsCrops, LivenessLevel liveness)
    {
        var slug = $"new-{Guid.CreateVersion7():N}"[..20];
        var id = await ReadAsync(async db =>
        {
            var organization = new Organization
            {
                Name = "New",
                Slug = slug,
                Zone = "Europe/Vienna",
                FaceModel = "classic",
                CreatedAt = DateTimeOffset.UnixEpoch,
                KeepsCrops = keepsCrops,
                Liveness = liveness,
            };
            db.Organizations.Add(organization);
            await db.SaveChangesAsync();
            return organization.Id;
        });
        var kept = await ReadAsync(db => db.Organizations.SingleAsync(row => row.Id == id));
        Assert.Equal((keepsCrops, liveness), (kept.KeepsCrops, kept.Liveness));
    }

    /// <summary>The lock belongs to the transaction: without one it would block no one.</summary>
    [Fact]
    public async Task A_turn_is_held_by_a_transaction_and_changes_nothing()
    {
        var bakery = town.World.Bakery;
        await town.App.InAsync(
            bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                await Assert.ThrowsAsync<InvalidOperationException>(() => db.LockAsync(bakery, Whatever));
                foreach (
                    var take in (Func<Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction>>[])
                        [
                            () => db.BeginLockedAsync(bakery, Whatever),
                            () => db.BeginLockedAsync(town.World.EvePerson.Id, Whatever),
                            () => db.BeginLockedAsync([town.World.EvePerson.Id], Whatever),
                        ]
                )
                {
                    await using var transaction = await take();
                    Assert.Same(transaction, db.Database.CurrentTransaction);
                    await db.LockAsync(bakery, Whatever);
                    await transaction.CommitAsync();
                }
                return 0;
            }
        );
        Assert.Equal(
            bakery.CreatedAt,
            (await ReadAsync(db => db.Organizations.SingleAsync(row => row.Id == bakery.Id))).CreatedAt
        );
    }

    /// <summary>
    /// The number rises by one for each person whose faces or status are saved, with their id; other changes do not
    /// count.
    /// </summary>
    [Fact]
    public async Task Saved_faces_and_statuses_are_counted_and_named_and_nothing_else_is()
    {
        var (one, two) = (await AddAsync(), await AddAsync());
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                var start = await VersionAsync(db);
                var rows = await db
                    .People.Where(row => row.Id == one.Id || row.Id == two.Id)
                    .AsTracking()
                    .ToListAsync();
                rows[0].Name = "Renamed";
                await db.SaveChangesAsync();
                Assert.Equal(start, await VersionAsync(db));

                foreach (var row in rows)
                {
                    row.Deactivate(town.App.Clock.GetUtcNow());
                }
                Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
                Assert.Equal(rows.Count, await db.SaveChangesAsync());
                Assert.Equal(start + 2, await VersionAsync(db));
                Assert.Equal(
                    rows.Select(row => row.Id).Order(),
                    await db
                        .GalleryChanges.Where(change => change.Version > start)
                        .Select(change => change.PersonId)
                        .Order()
                        .ToListAsync()
                );

                var template = new FaceTemplate
                {
                    OrganizationId = town.World.Bakery.Id,
                    PersonId = one.Id,
                    ModelName = "classic",
                    ModelVersion = "1",
                    Sealed = [1],
                    CreatedAt = town.App.Clock.GetUtcNow(),
                    CreatedById = town.World.Ada.Id,
                };
                db.Add(template);
                db.Add(
                    new FaceTemplate
                    {
                        OrganizationId = town.World.Bakery.Id,
                        PersonId = one.Id,
                        ModelName = "classic",
                        ModelVersion = "1",
                        Sealed = [2],
                        CreatedAt = town.App.Clock.GetUtcNow(),
                        CreatedById = town.World.Ada.Id,
                    }
                );
                await db.SaveChangesAsync();
                Assert.Equal(
                    (start + 3, one.Id),
                    (
                        await VersionAsync(db),
                        (await db.GalleryChanges.OrderBy(change => change.Version).AsTracking().LastAsync()).PersonId
                    )
                );
                db.Remove(template);
                await db.SaveChangesAsync();
                Assert.Equal(start + 4, await VersionAsync(db));
            }
        );
    }

    [Fact]
    public async Task Of_the_changes_of_faces_the_last_ten_thousand_are_kept()
    {
        var company = await NewAsync();
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var person = new Person
                {
                    OrganizationId = company.Id,
                    Name = "Somebody",
                    CreatedAt = company.CreatedAt,
                };
                db.Add(person);
                await db.SaveChangesAsync();
                await db
                    .Organizations.Where(row => row.Id == company.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.GalleryVersion, 10_002));
                foreach (var version in (long[])[1, 2, 3, 4])
                {
                    db.Add(
                        new GalleryChange
                        {
                            OrganizationId = company.Id,
                            Version = version,
                            PersonId = person.Id,
                        }
                    );
                }
                await db.SaveChangesAsync();
                await db.NoteFacesChangedAsync(company.Id, person.Id, Whatever);
                Assert.Equal(
                    [4, 10_003],
                    await db.GalleryChanges.Select(change => change.Version).Order().ToListAsync()
                );
            }
        );
    }

    [Fact]
    public async Task A_change_that_was_undone_was_not_told()
    {
        var person = await AddAsync();
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                var start = await VersionAsync(db);
                await using (var transaction = await db.Database.BeginTransactionAsync())
                {
                    (await db.People.AsTracking().SingleAsync(row => row.Id == person.Id)).Deactivate(
                        town.App.Clock.GetUtcNow()
                    );
                    await db.SaveChangesAsync();
                    Assert.Equal(start + 1, await VersionAsync(db));
                    // In the caller's transaction, which the caller ends.
                    Assert.Same(transaction, db.Database.CurrentTransaction);
                    await transaction.RollbackAsync();
                }
                Assert.Equal(start, await VersionAsync(db));
                Assert.Null(db.Database.CurrentTransaction);
            }
        );
    }

    [Fact]
    public async Task Rules_that_are_added_changed_or_removed_draw_another_stamp_and_other_rows_do_not()
    {
        var company = await NewAsync();
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var holiday = new Holiday
                {
                    OrganizationId = company.Id,
                    On = new DateOnly(2026, 12, 25),
                    Name = "Christmas",
                };
                db.Add(holiday);
                Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
                var stamps = new List<Guid> { await StampAsync(db) };
                await db.SaveChangesAsync();
                stamps.Add(await StampAsync(db));
                db.Remove(holiday);
                await db.SaveChangesAsync();
                stamps.Add(await StampAsync(db));
                Assert.Distinct(stamps);
                db.Add(
                    new Person
                    {
                        OrganizationId = company.Id,
                        Name = "Somebody",
                        CreatedAt = company.CreatedAt,
                    }
                );
                await db.SaveChangesAsync();
                Assert.Equal(stamps[^1], await StampAsync(db));
            }
        );

        static Task<Guid> StampAsync(FaceRekDb db) =>
            db
                .Organizations.Where(row => row.Slug.StartsWith("storage-"))
                .OrderByDescending(row => row.Id)
                .Select(row => row.RulesStamp)
                .FirstAsync();
    }

    [Fact]
    public async Task Every_saved_change_of_a_person_is_counted_and_dated()
    {
        var person = await AddAsync();
        Assert.Equal((1, town.App.Clock.GetUtcNow()), (person.Revision, person.ChangedAt));
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                var row = await db.People.AsTracking().SingleAsync(one => one.Id == person.Id);
                await db.SaveChangesAsync();
                Assert.Equal(1, row.Revision);
                row.PinHash = "Another";
                db.SaveChanges();
                row.Name = "Yet another";
                await db.SaveChangesAsync();
                Assert.Equal(3, row.Revision);
            }
        );
    }

    [Fact]
    public async Task Many_rows_are_written_in_a_transaction_with_everything_they_say()
    {
        var company = await NewAsync();
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                OutdatedDays[] rows =
                [
                    new()
                    {
                        OrganizationId = company.Id,
                        From = new DateOnly(2026, 3, 2),
                        Until = new DateOnly(2026, 3, 4),
                        PersonId = null,
                        Since = company.CreatedAt.AddTicks(3),
                    },
                    new()
                    {
                        OrganizationId = company.Id,
                        From = new DateOnly(2026, 3, 9),
                        Until = null,
                        PersonId = null,
                        Since = company.CreatedAt,
                    },
                ];
                await Assert.ThrowsAsync<InvalidOperationException>(() => db.InsertAsync(rows, Whatever));
                await using (var transaction = await db.Database.BeginTransactionAsync())
                {
                    Assert.Equal(2, await db.InsertAsync(rows, Whatever));
                    await transaction.CommitAsync();
                }
                var read = await db.OutdatedDays.OrderBy(row => row.From).ToListAsync();
                Assert.Equal(
                    rows.Select(row => (row.Id, row.OrganizationId, row.From, row.Until, row.PersonId, row.Since)),
                    read.Select(row => (row.Id, row.OrganizationId, row.From, row.Until, row.PersonId, row.Since))
                );
            }
        );
    }

    /// <summary>A night extends into the day before and the day after.</summary>
    [Fact]
    public async Task Days_are_marked_stale_with_a_day_on_either_side()
    {
        var company = await NewAsync();
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.MarkStale(company.Id, new DateOnly(2026, 3, 10), company.CreatedAt, new DateOnly(2026, 3, 12));
                db.MarkStale(company.Id, new DateOnly(2026, 4, 10), company.CreatedAt.AddDays(1));
                await db.SaveChangesAsync();
                var marks = await db.OutdatedDays.OrderBy(mark => mark.From).AsTracking().ToListAsync();
                Assert.Equal(
                    [
                        (new DateOnly(2026, 3, 9), (DateOnly?)new DateOnly(2026, 3, 13), company.CreatedAt),
                        (new DateOnly(2026, 4, 9), null, company.CreatedAt.AddDays(1)),
                    ],
                    marks.Select(mark => (mark.From, mark.Until, mark.Since))
                );
            }
        );
    }

    [Fact]
    public async Task Seats_are_the_active_people_of_one_organization()
    {
        var company = await NewAsync();
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var people = Enumerable
                    .Range(0, 4)
                    .Select(number => new Person
                    {
                        OrganizationId = company.Id,
                        Name = $"Person {number}",
                        CreatedAt = company.CreatedAt,
                    })
                    .ToList();
                db.AddRange(people);
                await db.SaveChangesAsync();
                people[0].Deactivate(company.CreatedAt);
                people[1].Erase(company.CreatedAt);
                await db.SaveChangesAsync();
                Assert.Equal(2, await db.CountSeatsAsync(Whatever));
            }
        );
    }

    [Fact]
    public async Task Work_through_a_whole_organization_has_more_room_and_gives_it_back()
    {
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                await using (await BulkSession.OpenAsync(db, Whatever))
                {
                    Assert.Equal(
                        (-65_536, System.Data.ConnectionState.Open),
                        (await CacheAsync(db), db.Database.GetDbConnection().State)
                    );
                }
                Assert.Equal(
                    (-2_000, System.Data.ConnectionState.Closed),
                    (await CacheAsync(db), db.Database.GetDbConnection().State)
                );
            }
        );

        static Task<int> CacheAsync(FaceRekDb db) =>
            db.Database.SqlQuery<int>($"SELECT cache_size AS Value FROM pragma_cache_size").SingleAsync();
    }

    [Theory]
    [InlineData("Host=localhost;Username=x", typeof(PostgresFaceRekDb))]
    [InlineData("host=localhost", typeof(PostgresFaceRekDb))]
    [InlineData("/tmp/hosted.db", typeof(SqliteFaceRekDb))]
    public void A_connection_that_names_a_host_is_a_server_and_a_path_is_a_file(string connection, Type kind)
    {
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddFaceRekDb(connection)
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        Assert.IsType(kind, scope.ServiceProvider.GetRequiredService<FaceRekDb>());
    }

    /// <summary>While another process migrates the same file this one waits; after a minute it reports that.</summary>
    [Fact]
    public async Task A_start_that_finds_a_file_being_migrated_waits_for_a_minute()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-turn-");
        try
        {
            var path = Path.Combine(folder.FullName, "facerek.db");
            await EmptyDatabase.CopyToAsync(path);
            await using var db = EmptyDatabase.Open(path);
            var clock = new FakeTimeProvider();
            Task waiting;
            await using (
                new FileStream(path + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            )
            {
                waiting = new Migrator(db, clock).RunAsync(TestContext.Current.CancellationToken);
                for (var step = 0; step < 599; step++)
                {
                    Assert.False(waiting.IsCompleted);
                    clock.Advance(TimeSpan.FromMilliseconds(100));
                    await Task.Yield();
                }
                var refused = new Migrator(EmptyDatabase.Open(path), new Leaping()).RunAsync(
                    TestContext.Current.CancellationToken
                );
                await Assert.ThrowsAsync<IOException>(() => refused);
            }
            while (!waiting.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }
            await waiting;
            Assert.False(File.Exists(path + ".migrating"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Each reading of this clock is a minute later.</summary>
    private sealed class Leaping : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks += TimeSpan.TicksPerMinute;
    }

    private static Task<long> VersionAsync(FaceRekDb db) =>
        db.Organizations.Where(row => row.Slug == "bakery").Select(row => row.GalleryVersion).SingleAsync();

    private async Task<Organization> NewAsync()
    {
        var name = $"storage-{Guid.CreateVersion7():N}"[..30];
        var company = new Organization
        {
            Name = name,
            Slug = name,
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = town.App.Clock.GetUtcNow(),
        };
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(company);
                await db.SaveChangesAsync();
            }
        );
        return company;
    }

    private async Task<Person> AddAsync(DateTimeOffset? created = null)
    {
        var person = new Person
        {
            OrganizationId = town.World.Bakery.Id,
            Name = "Somebody",
            CreatedAt = created ?? town.App.Clock.GetUtcNow(),
        };
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(person);
                await db.SaveChangesAsync();
            }
        );
        return person;
    }

    private Task<T> ReadAsync<T>(Func<FaceRekDb, Task<T>> read) =>
        town.App.InAsync(town.World.Bakery, services => read(services.GetRequiredService<FaceRekDb>()));
}
