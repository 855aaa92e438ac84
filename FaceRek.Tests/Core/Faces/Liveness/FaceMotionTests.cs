using FaceRek.Core.Faces.Liveness;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Liveness;

public sealed class FaceMotionTests
{
    [Fact]
    public void Each_step_says_how_far_the_face_went_and_how_much_of_it_was_found_again()
    {
        using var face = StagedFrame.Texture(5);
        using var another = StagedFrame.Texture(6);
        var frames = new List<WatchedFrame>();
        foreach (var right in (double[])[0, 2, 5])
        {
            Add(face, right);
        }
        Add(another, 5);
        Add(another, 9);

        var steps = FaceMotion.Of(frames);

        Assert.Equal(FaceStep.None, steps[0]);
        Assert.Equal(
            (0d, 1d, new Point2d(), null),
            (FaceStep.None.Shift, FaceStep.None.Kept, FaceStep.None.Nose!.Value, FaceStep.None.Relief)
        );
        Assert.Equal(5, steps.Count);
        // In parts of the face's width of 200 pixels, from frame to frame.
        Assert.Equal([0.01, 0.015], steps.Skip(1).Take(2).Select(step => Math.Round(step.Shift, 3)));
        Assert.All(steps.Skip(1).Take(2), step => Assert.InRange(step.Kept, 0.9, 1));
        Assert.InRange(steps[3].Kept, 0, 0.4);
        // Where all or nearly all points were lost, new ones are chosen.
        Assert.Equal((0.02, true), (Math.Round(steps[4].Shift, 2), steps[4].Kept > 0.9));
        foreach (var frame in frames)
        {
            frame.Dispose();
        }

        void Add(Mat picture, double right)
        {
            using var shifted = StagedFrame.Shifted(picture, right);
            frames.Add(StagedFrame.Of(shifted, null, [1]));
        }
    }

    /// <summary>The shift of the nose is counted from the first frame on, even when new points had to be chosen in between.</summary>
    [Fact]
    public void The_way_of_the_nose_adds_up_from_the_first_frame()
    {
        using var face = StagedFrame.Texture(7);
        var frames = Enumerable
            .Range(0, 4)
            .Select(i =>
            {
                using var moved = face.Clone();
                using var nose = StagedFrame.Shifted(face, i * 2);
                using var mask = new Mat(face.Size(), MatType.CV_8UC1, Scalar.Black);
                Cv2.Circle(mask, (StagedFrame.Ahead.Nose + new Point2f(i * 2, 0)).ToPoint(), 28, Scalar.White, -1);
                nose.CopyTo(moved, mask);
                return StagedFrame.Of(moved, StagedFrame.Ahead, [1]);
            })
            .ToList();
        var steps = FaceMotion.Of(frames);
        for (var i = 1; i < 4; i++)
        {
            Assert.Equal(i * 2 / 80.0, steps[i].Nose!.Value.X, 0.01);
        }
        Assert.True(steps[3].Relief > steps[1].Relief);
        foreach (var frame in frames)
        {
            frame.Dispose();
        }
    }
}
