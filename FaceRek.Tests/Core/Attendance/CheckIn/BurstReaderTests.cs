using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

/// <summary>
/// The middle frame of a burst decides, by likeness: a stranger with one or two similar frames stays a stranger, and a
/// person who blinked is recognised. Liveness is off here.
/// </summary>
public sealed class BurstReaderTests(BurstReaderTests.Faces faces) : IClassFixture<BurstReaderTests.Faces>
{
    private const char Own = 'e',
        Stranger = 's',
        Other = 'o',
        Nobody = 'n',
        Dark = 'd',
        Two = '2',
        Broken = 'b';

    [Theory]
    [InlineData("eeee", true)]
    [InlineData("e", true)]
    [InlineData("s", false)]
    [InlineData("esss", false)]
    [InlineData("eess", false)]
    [InlineData("eesss", false)]
    [InlineData("sse", false)]
    [InlineData("see", true)]
    [InlineData("sseee", true)]
    [InlineData("eees", true)]
    [InlineData("ssssssee", false)]
    public async Task The_middle_frame_decides_whether_it_is_the_person_who_was_named(string burst, bool isRecognised)
    {
        var reading = await faces.ReadAsync(burst);
        if (!isRecognised)
        {
            var refused = Assert.IsType<BurstResult.NotRecognised>(reading);
            Assert.Equal(
                (AttemptOutcome.NotRecognised, faces.World.EvePerson.Id, null),
                (refused.Attempt, refused.Result.PersonId, refused.Hint)
            );
            return;
        }
        Assert.Equal(
            (faces.World.EvePerson.Id, MatchDecision.Match),
            Assert.IsType<BurstResult.Recognised>(reading).Result is var match
                ? (match.PersonId!.Value, match.Decision)
                : default
        );
    }

    [Theory]
    [InlineData("eeee", "eve")]
    [InlineData("oooo", "otto")]
    [InlineData("ssss", "nobody")]
    [InlineData("esss", "nobody")]
    [InlineData("eess", "nobody")]
    [InlineData("eees", "eve")]
    [InlineData("eeeo", "neither")]
    [InlineData("eooo", "neither")]
    public async Task Among_everyone_the_middle_frame_decides_and_frames_of_two_people_are_neither(
        string burst,
        string who
    )
    {
        switch (await faces.FindAsync(burst))
        {
            case BurstResult.Recognised { Result.PersonId: var found }:
                Assert.Equal(
                    who == "eve" ? faces.World.EvePerson.Id
                        : who == "otto" ? faces.Otto.Id
                        : null,
                    found
                );
                break;
            case BurstResult.NotRecognised { Result.Decision: var decision, Attempt: var attempt }:
                Assert.Equal(
                    who == "neither"
                        ? (MatchDecision.Ambiguous, AttemptOutcome.Ambiguous)
                        : (MatchDecision.Unknown, AttemptOutcome.NotRecognised),
                    (decision, attempt!.Value)
                );
                break;
            case var other:
                Assert.Fail(other.ToString());
                break;
        }
    }

    [Theory]
    [InlineData("nnnn", typeof(BurstResult.NoFace), null)]
    [InlineData("ddnn", typeof(BurstResult.Poor), AttemptOutcome.PoorPicture)]
    [InlineData("eee2", typeof(BurstResult.SeveralPeople), AttemptOutcome.SeveralPeople)]
    [InlineData("eeeb", typeof(BurstResult.Unreadable), null)]
    [InlineData("ndee", typeof(BurstResult.Recognised), null)]
    public async Task Frames_without_a_face_to_compare_say_what_is_wrong(
        string burst,
        Type kind,
        AttemptOutcome? attempt
    )
    {
        foreach (var reading in (BurstResult[])[await faces.ReadAsync(burst), await faces.FindAsync(burst)])
        {
            Assert.IsType(kind, reading);
            Assert.Equal((attempt, null, 0), (reading.Attempt, reading.LivenessError, reading.Hashes.Count));
        }
        if (await faces.ReadAsync("sssd") is BurstResult.NotRecognised { Hint: var hint })
        {
            Assert.Equal(QualityFlaw.TooDark, hint);
        }
    }

    [Fact]
    public async Task A_person_who_is_not_enrolled_is_told_so_before_anything_is_read() =>
        Assert.IsType<BurstResult.NotEnrolled>(await faces.ReadAsync("b", faces.Unenrolled.Id));

    /// <summary>Created once: Eve and Otto are enrolled, and every frame used in a burst is drawn.</summary>
    public sealed class Faces : IAsyncLifetime
    {
        private readonly Dictionary<(char Kind, int Moment), byte[]> drawn = [];

        public FaceRekApp App { get; private set; } = null!;
        public World World { get; private set; } = null!;
        public Person Otto { get; private set; } = null!;
        public Person Unenrolled { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = await FaceRekApp.StartAsync();
            World = await World.CreateAsync(App);
            (Otto, Unenrolled) = (New("Otto"), New("Uma"));
            await App.InAsync(
                World.Bakery,
                async (FaceRekDb db) =>
                {
                    db.AddRange(Otto, Unenrolled);
                    await db.SaveChangesAsync();
                }
            );
            await App.EnrolEveAsync(World);
            await App.EnrolAsync(World.Bakery, Otto, World.Ben, Capture.OtherFace);
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        public Task<BurstResult> ReadAsync(string burst, Guid? person = null) =>
            App.InAsync(
                World.Bakery,
                services =>
                    services
                        .GetRequiredService<BurstReader>()
                        .ReadAsync(
                            new CheckInRequest(person ?? World.EvePerson.Id, World.Eve.Id, "none", [], Frames(burst)),
                            [],
                            CancellationToken.None
                        )
            );

        public Task<BurstResult> FindAsync(string burst) =>
            App.InAsync(
                World.Bakery,
                services =>
                    services
                        .GetRequiredService<BurstReader>()
                        .ReadAsync(
                            new CheckInRequest(PersonId: null, World.Eve.Id, "none", [], Frames(burst)),
                            [],
                            CancellationToken.None
                        )
            );

        private Person New(string name) =>
            new()
            {
                OrganizationId = World.Bakery.Id,
                Name = name,
                CreatedAt = App.Clock.GetUtcNow(),
            };

        private IReadOnlyList<ReadOnlyMemory<byte>> Frames(string burst) =>
            [.. burst.Select((kind, moment) => (ReadOnlyMemory<byte>)Frame(kind, 20 + moment))];

        private byte[] Frame(char kind, int moment)
        {
            lock (drawn)
            {
                return drawn.TryGetValue((kind, moment), out var known)
                    ? known
                    : drawn[(kind, moment)] = kind switch
                    {
                        Own => Capture.Frame(Capture.EveFace, moment),
                        Other => Capture.Frame(Capture.OtherFace, moment),
                        Stranger => Capture.Frame(5, moment),
                        Dark => DrawnFaces.Draw(Capture.EveFace, DrawnSitter.At(moment) with { Light = 0.22f }),
                        Two => DrawnFaces.Draw([
                            (3, new DrawnScene { Scale = 0.6f, Right = -0.25f }),
                            (8, new DrawnScene { Scale = 0.6f, Right = 0.25f }),
                        ]),
                        Broken => [0xFF, 0xD8, 1],
                        Nobody => DrawnFaces.DrawNobody(),
                        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
                    };
            }
        }
    }
}
