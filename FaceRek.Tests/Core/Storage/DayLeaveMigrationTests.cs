using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Storage;

/// <summary>Days kept before leave had a column: it is filled from their reasons, and nothing else changes.</summary>
public sealed class DayLeaveMigrationTests(PostgresServer postgres)
{
    private static readonly DateOnly First = new(2026, 3, 2);

    /// <summary>As they lie in old rows, and the leave that they tell of.</summary>
    private static readonly (string Reasons, DayLeave? Leave)[] Kept =
    [
        ("", null),
        ("Late|301|5|\nNight|60|0|", null),
        ("Leave|0|1|", new DayLeave(LeavePart.WholeDay, true)),
        ("Leave|0|0|\nNoPunch|0|0|", new DayLeave(LeavePart.WholeDay, false)),
        ("FirstIn|1770022800|0|\nLeave|1|1|", new DayLeave(LeavePart.Morning, true)),
        ("FirstIn|1770022800|0|\nLeave|1|0|\nOdd|2|0|", new DayLeave(LeavePart.Morning, false)),
        ("GraceLate|2|5|\nLeave|2|1|\nOdd|1|0|", new DayLeave(LeavePart.Afternoon, true)),
        ("Leave|2|0|", new DayLeave(LeavePart.Afternoon, false)),
        ("Holiday|0|0|Leave 1 1 and the leave of the Fair", null),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_days_of_a_file_know_their_leave()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-leave-");
        try
        {
            var current = new CurrentOrganization();
            await using var db = new SqliteFaceRekDb(
                new DbContextOptionsBuilder<SqliteFaceRekDb>()
                    .UseSqlite($"Data Source={Path.Combine(folder.FullName, "facerek.db")};Pooling=False")
                    .Options,
                current
            );
            await FilledAsync(db, current);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Old_days_of_a_server_know_their_leave()
    {
        PostgresServer.SkipWhereAbsent();
        var current = new CurrentOrganization();
        await using var db = new PostgresFaceRekDb(
            new DbContextOptionsBuilder<PostgresFaceRekDb>().UseNpgsql(await postgres.NewDatabaseAsync()).Options,
            current
        );
        await FilledAsync(db, current);
    }

    /// <summary>The column is taken away again and comes back, so that the rows are those of before it.</summary>
    private static async Task FilledAsync(FaceRekDb db, CurrentOrganization current)
    {
        await db.Database.MigrateAsync(Cancellation);
        var person = await AddPersonAsync(db, current);
        db.AddRange(Kept.Select((kept, number) => Day(current.Organization.Id, person, number)));
        await db.SaveChangesAsync(Cancellation);
        foreach (var (number, (reasons, _)) in Kept.Index())
        {
            var on = First.AddDays(number);
            await db.Database.ExecuteSqlAsync(
                $"""UPDATE "AttendanceDays" SET "Reasons" = {reasons} WHERE "On" = {on}""",
                Cancellation
            );
        }
        var names = db.Database.GetMigrations().ToList();
        var own = names.FindIndex(name => name.EndsWith("_DayLeaveAndEmailOutbox", StringComparison.Ordinal));
        await db.Database.MigrateAsync(names[own - 1], Cancellation);

        await db.Database.MigrateAsync(Cancellation);

        var days = await db.AttendanceDays.OrderBy(day => day.On).ToListAsync(Cancellation);
        Assert.Equal(Kept.Select(kept => kept.Leave), days.Select(day => day.Leave));
        Assert.Equal(
            Kept.Select(kept => kept.Reasons),
            await db
                .Database.SqlQuery<string>($"""SELECT "Reasons" AS "Value" FROM "AttendanceDays" ORDER BY "On" """)
                .ToListAsync(Cancellation)
        );
        // The seal of a locked period holds these lines.
        Assert.All(
            Kept.Zip(days),
            pair =>
                Assert.EndsWith(
                    $";{pair.First.Reasons.Replace('\n', '/')}\n",
                    pair.Second.Canonical(),
                    StringComparison.Ordinal
                )
        );
    }

    private static async Task<Guid> AddPersonAsync(FaceRekDb db, CurrentOrganization current)
    {
        var company = new Organization
        {
            Name = "Bakery",
            Slug = "bakery",
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Add(company);
        await db.SaveChangesAsync(Cancellation);
        current.Enter(company);
        var person = new Person
        {
            OrganizationId = company.Id,
            Name = "Eve",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Add(person);
        await db.SaveChangesAsync(Cancellation);
        return person.Id;
    }

    private static AttendanceDay Day(Guid organization, Guid person, int number) =>
        new()
        {
            OrganizationId = organization,
            PersonId = person,
            On = First.AddDays(number),
            Zone = "Europe/London",
            Status = DayStatus.Present,
            SettlesAt = DateTimeOffset.UnixEpoch,
        };
}
