using System.Net;
using System.Text;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People;

/// <summary>
/// After an erasure the whole database is searched, table by table and column by column, for anything that identifies
/// the person. New tables are searched automatically.
/// </summary>
public sealed class ErasureEverywhereTests
{
    private const string Name = "Zebulon Quartermain",
        Email = "zebulon@quartermain.example",
        Statement = "Signed in the old brewery on blue paper.",
        Note = "Plays the theremin.";

    [Fact]
    public async Task Nothing_in_any_column_tells_who_it_was_and_every_way_back_in_is_gone()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var ben = await world.ClientOfAsync(world.Ben);
        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentTexts>()
                    .PublishAsync(
                        "What we do with your face",
                        "en",
                        saysCropsAreKept: true,
                        world.Ada.Id,
                        CancellationToken.None
                    )
        );
        var person = await app.InAsync(
            world.Bakery,
            async services =>
            {
                Assert.IsType<WebhookOutcome.Drawn>(
                    await services
                        .GetRequiredService<WebhookDesk>()
                        .AddAsync("https://1.1.1.1/hooks", [.. WebhookEvent.All], CancellationToken.None)
                );
                Assert.True(
                    PersonMetadata.TryWrite(new Dictionary<string, string> { ["hobby"] = Note }, out var metadata)
                );
                var details = ((PersonDetailsReading.Good)PersonDetails.Read(Name, null, Email)).Details;
                return Assert
                    .IsType<PersonOutcome.Done>(
                        await services
                            .GetRequiredService<PeopleDesk>()
                            .AddAsync(details, null, metadata, CancellationToken.None)
                    )
                    .Person;
            }
        );
        await InDeskAsync(
            async (ConsentDesk desk) =>
                Assert.IsType<ConsentOutcome.Given>(
                    await desk.RecordAsync(person.Id, 1, Statement, world.Ben.Id, CancellationToken.None)
                )
        );
        for (var moment = 1; moment <= 2; moment++)
        {
            var picture = Capture.Frame(Capture.EveFace, moment);
            await InDeskAsync(
                async (EnrollmentDesk desk) =>
                    Assert.IsType<EnrollmentOutcome.Added>(
                        await desk.AddAsync(
                            new EnrollmentRequest(
                                person.Id,
                                picture,
                                FaceRek.Core.Faces.Imaging.PictureLimits.Frame,
                                world.Ben.Id
                            ),
                            CancellationToken.None
                        )
                    )
            );
        }
        // The encrypted data, its key, and its content.
        var secrets = await app.InAsync(
            world.Bakery,
            async services =>
            {
                var (db, encryption) = (
                    services.GetRequiredService<FaceRekDb>(),
                    services.GetRequiredService<TemplateEncryption>()
                );
                var row = await db.People.SingleAsync(one => one.Id == person.Id);
                var templates = await db.FaceTemplates.Where(one => one.PersonId == person.Id).ToListAsync();
                var crops = await db.FaceCrops.Where(one => one.PersonId == person.Id).ToListAsync();
                Assert.Equal((2, 2), (templates.Count, crops.Count));
                db.Add(
                    new BurstFingerprint
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = person.Id,
                        At = app.Clock.GetUtcNow(),
                        Hashes = [.. Enumerable.Range(77, 24).Select(one => (byte)one)],
                    }
                );
                await db.SaveChangesAsync();
                return (byte[][])
                    [
                        row.SealedFaceKey!,
                        .. templates.Select(one => one.Sealed),
                        .. crops.Select(one => one.Sealed),
                        .. templates.Select(one => encryption.Open(row, one).ToBytes()[512..576]),
                        .. crops.Select(one => encryption.OpenCrop(row, one)[200..264]),
                        [.. Enumerable.Range(77, 24).Select(one => (byte)one)],
                    ];
            }
        );
        await InDeskAsync(
            async (CheckInDesk desk) =>
            {
                await desk.IssueAsync(person.Id, new byte[32], CancellationToken.None);
                return 0;
            }
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await ben.SubmitAsync($"/bakery/people/{person.Id}/sign-in", new() { ["choice"] = "invite" })).StatusCode
        );
        var link = app.Mail.LinkTo(Email);
        using var guest = app.NewClient();
        Assert.Contains(Email, await guest.GetStringAsync(new Uri(link, UriKind.Relative)), StringComparison.Ordinal);
        string[] words = [Name, "quartermain", "zebulon", Email, Statement, "brewery", Note, "theremin"];
        Assert.All(
            (string[])["quartermain", "brewery", "theremin"],
            word => Assert.Contains(Found(app, word), place => place.Length > 0)
        );
        Assert.All(secrets.Take(5), secret => Assert.NotEmpty(Found(app, secret)));

        await InDeskAsync(
            async (ErasureDesk desk) =>
                Assert.IsType<PersonOutcome.Done>(
                    await desk.EraseAsync(person.Id, Name, world.Ben.Id, CancellationToken.None)
                )
        );

        Assert.All(words, word => Assert.Empty(Found(app, word)));
        Assert.All(secrets, secret => Assert.Empty(Found(app, secret)));
        using var gone = await guest.GetAsync(new Uri(link, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        using var accepted = await guest.SubmitAsync(
            "/sign-in",
            new() { ["Input.Name"] = Name, ["Input.Password"] = "three brown otters swim" },
            action: link
        );
        Assert.Equal(HttpStatusCode.Gone, accepted.StatusCode);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Assert.Equal(
                    (0, 0, 0),
                    (
                        await db.CheckInChallenges.CountAsync(),
                        await db.Invitations.CountAsync(),
                        await db.BurstFingerprints.CountAsync()
                    )
                );
                // The fact of the consent and its end stay.
                var consent = await db.FaceConsents.SingleAsync(one => one.PersonId == person.Id);
                Assert.Equal(
                    (app.Clock.GetUtcNow(), world.Ben.Id, null),
                    (consent.WithdrawnAt, consent.WithdrawnById, consent.Statement)
                );
            }
        );

        Task<T> InDeskAsync<TDesk, T>(Func<TDesk, Task<T>> work)
            where TDesk : notnull => app.InAsync(world.Bakery, services => work(services.GetRequiredService<TDesk>()));
    }

    [Theory]
    [InlineData("Eve Employe")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_mistyped_name_erases_no_one(string? typed)
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        Assert.IsType<PersonOutcome.OtherName>(await EraseAsync(world.EvePerson.Id, typed));
        Assert.IsType<PersonOutcome.NotFound>(await EraseAsync(world.HarbourPerson.Id, "Hanna Harbour"));
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.Equal("Eve Employee", (await db.People.SingleAsync()).Name)
        );
        // In any spelling.
        Assert.IsType<PersonOutcome.Done>(await EraseAsync(world.EvePerson.Id, " EVE employee "));
        Assert.IsType<PersonOutcome.NotFound>(await EraseAsync(world.EvePerson.Id, "Eve Employee"));

        Task<PersonOutcome> EraseAsync(Guid id, string? name) =>
            app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<ErasureDesk>()
                        .EraseAsync(id, name, world.Ben.Id, CancellationToken.None)
            );
    }

    private static List<string> Found(FaceRekApp app, string word) =>
        Walk(
            app,
            value =>
                value is string text && text.Contains(word, StringComparison.OrdinalIgnoreCase)
                || value is byte[] bytes
                    && Encoding.UTF8.GetString(bytes).Contains(word, StringComparison.OrdinalIgnoreCase)
        );

    private static List<string> Found(FaceRekApp app, byte[] secret) =>
        Walk(app, value => value is byte[] bytes && bytes.AsSpan().IndexOf(secret) >= 0);

    /// <returns>Table and column of each matching value.</returns>
    private static List<string> Walk(FaceRekApp app, Func<object, bool> fits)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(app.DataFolder, "facerek.db")}"
        );
        connection.Open();
        var tables = Read("SELECT name FROM sqlite_master WHERE type = 'table'")
            .Select(row => (string)row.Value)
            .ToList();
        Assert.True(tables.Count > 40);
        return
        [
            .. tables
                .SelectMany(table =>
                    Read($"SELECT * FROM \"{table}\"")
                        .Where(cell => fits(cell.Value))
                        .Select(cell => $"{table}.{cell.Column}")
                )
                .Distinct(),
        ];

        List<(string Column, object Value)> Read(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var cells = new List<(string, object)>();
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    cells.Add((reader.GetName(column), reader.GetValue(column)));
                }
            }
            return cells;
        }
    }
}
