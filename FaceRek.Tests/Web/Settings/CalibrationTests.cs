using System.Net;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Settings;

public sealed class CalibrationTests : IAsyncLifetime
{
    private const string Page = "/bakery/settings/calibration";
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient ben = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        ben = await world.ClientOfAsync(world.Ben);
    }

    public async ValueTask DisposeAsync()
    {
        ben.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_page_compares_ones_own_people_and_says_what_another_threshold_would_have_done()
    {
        Assert.Contains("At least two enrolled people are needed", await ReadAsync(), StringComparison.Ordinal);
        await app.EnrolEveAsync(world);
        await app.EnrolAsync(world.Bakery, await AddPersonAsync("Otto Other"), world.Ben, Capture.OtherFace);
        await AddPunchAsync(score: 5);
        await AddAttemptAsync(score: 2);

        var page = await ReadAsync();
        Assert.Contains("Same person, 6 comparisons", page, StringComparison.Ordinal);
        Assert.Contains("Different people, 6 comparisons", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<svg class=\"scores\"").Length - 1);
        Assert.Contains("0 of 1 check-ins by face", page, StringComparison.Ordinal);
        Assert.Contains("0 of 1 tries that were not recognised", page, StringComparison.Ordinal);

        Assert.Contains("1 of 1 check-ins by face", await ReadAsync("?threshold=6"), StringComparison.Ordinal);
        Assert.Contains(
            "1 of 1 tries that were not recognised",
            await ReadAsync("?threshold=1.5"),
            StringComparison.Ordinal
        );
        Assert.Contains("0 of 1 check-ins by face", await ReadAsync("?threshold=NaN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twins_are_found_when_enrolled_and_neither_checks_in_by_a_look()
    {
        await app.EnrolEveAsync(world);
        using var eve = await world.ClientOfAsync(world.Eve);
        var twin = await AddPersonAsync("Tina Twin");
        await app.ConsentAsync(world.Bakery, twin, world.Ben);
        var picture = Capture.Frame(Capture.EveFace, 9);
        Assert.IsType<EnrollmentOutcome.Added>(
            await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<EnrollmentDesk>()
                        .AddAsync(
                            new EnrollmentRequest(
                                twin.Id,
                                picture,
                                PictureLimits.Frame,
                                world.Ben.Id,
                                "They are twins"
                            ),
                            CancellationToken.None
                        )
            )
        );

        var page = await ReadAsync();
        Assert.Contains("Tina Twin", page, StringComparison.Ordinal);
        // In a company of two, a twin may be the only other person for the normalisation: then no one is recognised at
        // all, which is safe too.
        Assert.NotEqual("recorded", (await eve.CheckInAsync(Capture.EveFace)).Code);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Empty(await db.Punches.ToListAsync()));

        // Another search finds them again; when the twin has left, one search removes the pair.
        await ben.SubmitAsync(Page, []);
        Assert.Contains("Tina Twin", await ReadAsync(), StringComparison.Ordinal);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync(person => person.Id == twin.Id)).Deactivate(
                    app.Clock.GetUtcNow()
                );
                await db.SaveChangesAsync();
            }
        );
        Assert.Equal("recorded", (await eve.CheckInAsync(Capture.EveFace, start: 200)).Code);
    }

    [Fact]
    public async Task A_look_alike_is_asked_for_the_pin_as_well()
    {
        await app.EnrolEveAsync(world);
        var other = await AddPersonAsync("Otto Other");
        var (one, two) =
            world.EvePerson.Id.CompareTo(other.Id) < 0
                ? (world.EvePerson.Id, other.Id)
                : (other.Id, world.EvePerson.Id);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new LookAlike
                    {
                        OrganizationId = world.Bakery.Id,
                        OneId = one,
                        OtherId = two,
                        Model = "classic/1",
                        Score = 4,
                        FoundAt = app.Clock.GetUtcNow(),
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        using var eve = await world.ClientOfAsync(world.Eve);
        var (challenge, burst) = (await eve.ChallengeAsync(), Capture.Burst(Capture.EveFace));
        Assert.Equal("pin_too", (await eve.CheckInAsync(burst, challenge: challenge)).Code);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Empty(await db.Punches.ToListAsync()));

        // As after any burst that was read.
        Assert.Equal("challenge_used", (await eve.CheckInAsync(burst, challenge: challenge)).Code);
    }

    private async Task<string> ReadAsync(string query = "") =>
        WebUtility.HtmlDecode(await ben.GetStringAsync(new Uri(Page + query, UriKind.Relative)));

    private async Task<Person> AddPersonAsync(string name)
    {
        var person = new Person
        {
            OrganizationId = world.Bakery.Id,
            Name = name,
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(person);
                await db.SaveChangesAsync();
            }
        );
        return person;
    }

    private Task AddPunchAsync(float score) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var now = app.Clock.GetUtcNow();
                db.Add(
                    new Punch
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = world.EvePerson.Id,
                        Number = 1,
                        At = now,
                        Zone = "Europe/London",
                        Direction = Direction.In,
                        DirectionSource = DirectionSource.Alternation,
                        Way = PunchWay.Face,
                        RecordedAt = now,
                        RecordedById = world.Eve.Id,
                        Model = "classic/1",
                        Score = score,
                        Threshold = 3.1f,
                    }
                );
                await db.SaveChangesAsync();
            }
        );

    private Task AddAttemptAsync(float score) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new CheckInAttempt
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = world.EvePerson.Id,
                        At = app.Clock.GetUtcNow(),
                        Way = PunchWay.Face,
                        Outcome = AttemptOutcome.NotRecognised,
                        Model = "classic/1",
                        Score = score,
                        Threshold = 3.1f,
                    }
                );
                await db.SaveChangesAsync();
            }
        );
}
