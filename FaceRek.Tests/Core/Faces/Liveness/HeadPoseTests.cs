using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Tests.Core.Faces.Liveness;

public sealed class HeadPoseTests
{
    /// <summary>
    /// Eyes 60 apart, mouth 80 below: the diagonal is 100. The nose 6 right of the middle and 20 down: a tenth of the
    /// eye distance, a quarter of the way.
    /// </summary>
    [Fact]
    public void A_pose_is_where_the_nose_lies_between_eyes_and_mouth()
    {
        var pose = HeadPose.Of(new FaceLandmarks(new(70, 50), new(130, 50), new(106, 70), new(80, 130), new(120, 130)));
        Assert.Equal((0.1f, 0.25f, 100f), (pose.Yaw, pose.Pitch, pose.Size));
    }

    [Fact]
    public void A_head_that_is_tilted_and_moved_keeps_its_pose()
    {
        // The same, turned by a right angle: right is down, down is left.
        var pose = HeadPose.Of(new FaceLandmarks(new(50, 70), new(50, 130), new(30, 106), new(-30, 80), new(-30, 120)));
        Assert.Equal((0.1f, 0.25f, 100f), (pose.Yaw, pose.Pitch, pose.Size));
    }

    [Fact]
    public void Points_in_one_place_are_divided_by_nothing()
    {
        var pose = HeadPose.Of(new FaceLandmarks(new(5, 5), new(5, 5), new(5, 5), new(5, 5), new(5, 5)));
        Assert.Equal((0f, 0f, MathF.Sqrt(2)), (pose.Yaw, pose.Pitch, pose.Size));
    }
}
