using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

/// <summary>
/// With a network the mean of a burst decides, and each frame has to be like the person. Faces are directions in space
/// here: Eve looks along the first axis, Otto along the second, and a frame's cosine to them is what it says.
/// </summary>
public sealed class BurstDecisionTests
{
    private static readonly ModelId Model = new("axes", "1");
    private static readonly Guid Eve = Guid.CreateVersion7();
    private static readonly Guid Otto = Guid.CreateVersion7();

    // Strangers' cosines are normal about 0 with a deviation of 0.1: 0.5 is five deviations, and one stranger in ten
    // reaches 0.13.
    private static readonly MatchPolicy Policy = new()
    {
        Metric = MatchMetric.Cosine,
        IsFused = true,
        Threshold = 5,
        Source = "made up",
        Prior = new ImpostorPrior(0, 0.1f, "made up"),
        PriorWeight = float.PositiveInfinity,
        Measured = [new(0.1, 1.3f), new(0.001, 5)],
    };

    [Fact]
    public void Frames_too_weak_alone_are_enough_together()
    {
        // Each is the person by 0.45 and noise of its own; of four the noise halves, and the cosine is 0.71.
        var frames = Enumerable.Range(0, 4).Select(noise => Towards(eve: 0.45f, otto: 0, noise)).ToArray();
        Assert.All(frames, frame => Assert.Equal(MatchDecision.Unknown, Verify(frame).Decision));
        var together = Verify(frames);
        Assert.Equal((MatchDecision.Match, Eve), (together.Decision, together.PersonId!.Value));
        var share = 4 * 0.45 / Math.Sqrt(16 * 0.45 * 0.45 + 4 * (1 - 0.45 * 0.45));
        Assert.Equal(share / 0.1, together.Score, 3);
    }

    [Theory]
    [InlineData(0.14f, MatchDecision.Match)]
    [InlineData(0.12f, MatchDecision.Ambiguous)]
    public void One_frame_no_more_like_the_person_than_many_strangers_refuses_the_burst(
        float cosine,
        MatchDecision decision
    ) =>
        Assert.Equal(
            decision,
            Verify(Towards(0.9f, 0, 0), Towards(0.9f, 0, 1), Towards(0.9f, 0, 2), Towards(cosine, 0, 3)).Decision
        );

    [Fact]
    public void A_stranger_with_one_frame_of_the_person_stays_a_stranger() =>
        Assert.NotEqual(
            MatchDecision.Match,
            Verify(Towards(1, 0, 0), Towards(0, 0, 1), Towards(0, 0, 2), Towards(0, 0, 3)).Decision
        );

    [Fact]
    public void Among_all_people_the_mean_finds_the_person_and_frames_of_two_people_are_neither()
    {
        Assert.Equal(Otto, Identify(Towards(0, 0.9f, 0), Towards(0, 0.9f, 1)).PersonId);
        var mixed = Identify(Towards(0.9f, 0, 0), Towards(0.9f, 0, 1), Towards(0.9f, 0, 2), Towards(0, 0.9f, 3));
        Assert.Equal((MatchDecision.Ambiguous, Eve), (mixed.Decision, mixed.PersonId!.Value));
    }

    private static MatchResult Verify(params FaceReading.Readable[] frames) =>
        new BurstDecision(People(), Policy, Eve, budget: 0.003).Of(frames);

    private static MatchResult Identify(params FaceReading.Readable[] frames) =>
        new BurstDecision(People(), Policy, named: null, budget: 0.003).Of(frames);

    private static Gallery People()
    {
        var gallery = new Gallery(Model, Policy);
        gallery.Put(Eve, Guid.CreateVersion7(), new Template(Model, [1, 0, 0, 0, 0, 0]));
        gallery.Put(Otto, Guid.CreateVersion7(), new Template(Model, [0, 1, 0, 0, 0, 0]));
        return gallery;
    }

    /// <param name="noise">The axis of what is left, 0 to 3, which no other frame shares.</param>
    private static FaceReading.Readable Towards(float eve, float otto, int noise)
    {
        var values = new float[6];
        (values[0], values[1]) = (eve, otto);
        values[2 + noise] = MathF.Sqrt(1 - (eve * eve) - (otto * otto));
        return new(
            new FaceBox(0, 0, 100, 100),
            new PictureQuality(500, 128, 50, 60, 0, 0),
            new Template(Model, values)
        );
    }
}
