using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Faces.Templates;

public sealed class ProbeFusionTests
{
    private static readonly ModelId Model = new("flat", "1");

    [Fact]
    public void Frames_held_alike_count_alike_and_the_mean_has_length_one()
    {
        var mean = ProbeFusion.Mean([Frame([1, 0], 0), Frame([0, 1], 0), Frame([0, 1], 0)]);
        Assert.Equal(Model, mean.Model);
        // (1, 2) divided by its length, the root of five.
        Assert.Equal(1 / Math.Sqrt(5), mean.Values[0], 5);
        Assert.Equal(2 / Math.Sqrt(5), mean.Values[1], 5);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(-0.5f)]
    public void A_frame_that_is_half_turned_to_either_side_counts_half(float yaw)
    {
        var mean = ProbeFusion.Mean([Frame([1, 0], 0), Frame([0, 1], yaw)]);
        Assert.Equal(2, mean.Values[0] / mean.Values[1], 5);
    }

    [Fact]
    public void Frames_in_profile_still_make_a_direction()
    {
        var mean = ProbeFusion.Mean([Frame([1, 0], 1), Frame([0, 1], -1)]);
        Assert.Equal(Math.Sqrt(0.5), mean.Values[0], 5);
    }

    [Fact]
    public void A_frame_of_unknown_pose_counts_fully()
    {
        var mean = ProbeFusion.Mean([Frame([1, 0], 0), Frame([0, 1], null)]);
        Assert.Equal(1, mean.Values[0] / mean.Values[1], 5);
    }

    internal static FaceReading.Readable Frame(float[] values, float? yaw) =>
        new(new FaceBox(0, 0, 100, 100), new PictureQuality(500, 128, 50, 60, yaw, 0), new Template(Model, values));
}
