using FaceRek.Core.Faces.Liveness;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Liveness;

/// <summary>Moves read from poses alone, or from the flow of the nose where it was followed: each limit from both sides.</summary>
public sealed class MoveReaderTests
{
    private static readonly (float Yaw, float Pitch, float Size) Rest = (0, 0.5f, 1);

    [Theory]
    [InlineData(0.071f, 0.5f, 1, "Left")]
    [InlineData(0.069f, 0.5f, 1, "")]
    [InlineData(-0.071f, 0.5f, 1, "Right")]
    [InlineData(-0.069f, 0.5f, 1, "")]
    [InlineData(0, 0.439f, 1, "Up")]
    [InlineData(0, 0.441f, 1, "")]
    [InlineData(0, 0.561f, 1, "Down")]
    [InlineData(0, 0.559f, 1, "")]
    [InlineData(0, 0.5f, 1.131f, "Nearer")]
    [InlineData(0, 0.5f, 1.129f, "")]
    [InlineData(0, 0.5f, 0.5f, "")]
    // A turn of 0.1 appears as a nod of 0.03, which is subtracted.
    [InlineData(0.01f, 0.436f, 1, "Up")]
    [InlineData(0.06f, 0.424f, 1, "")]
    [InlineData(0.06f, 0.418f, 1, "Up")]
    // The stronger move counts.
    [InlineData(0.1f, 0.4f, 1, "Left")]
    [InlineData(0.08f, 0.38f, 1, "Up")]
    [InlineData(0.09f, 0.5f, 1.2f, "Nearer")]
    [InlineData(0.12f, 0.5f, 1.2f, "Left")]
    public void A_move_is_one_from_its_measure_on(float yaw, float pitch, float size, string moves) =>
        Assert.Equal(moves, Read(Rest, Rest, Rest, (yaw, pitch, size), (yaw, pitch, size), Rest));

    [Fact]
    public void One_frame_of_a_move_is_a_flicker_and_two_are_a_move()
    {
        Assert.Equal("", Read(Rest, Rest, Rest, (0.1f, 0.5f, 1), Rest));
        Assert.Equal("Left", Read(Rest, Rest, Rest, (0.1f, 0.5f, 1), (0.1f, 0.5f, 1), Rest));
        // A single frame between two frames of rest neither splits nor joins moves.
        Assert.Equal(
            "Left Right",
            Read(Rest, Rest, Rest, Left, Left, Rest, (0, 0.3f, 1), Rest, (-0.1f, 0.5f, 1), (-0.1f, 0.5f, 1))
        );
    }

    [Fact]
    public void A_head_has_come_back_below_a_little_more_than_half_of_a_move()
    {
        // 0.55 of 0.07 is 0.0385: above it the head wavers and the move continues, below it the next is a separate one.
        Assert.Equal("Left", Read(Rest, Rest, Rest, Left, (0.0390f, 0.5f, 1), Rest));
        Assert.Equal("", Read(Rest, Rest, Rest, Left, (0.0380f, 0.5f, 1), Left, (0.0380f, 0.5f, 1)));
        // Wavering in another direction, but by less than a whole move, is not a move.
        Assert.Equal("Left", Read(Rest, Rest, Rest, Left, Left, (-0.05f, 0.5f, 1), (-0.05f, 0.5f, 1), Rest));
    }

    [Fact]
    public void Moves_are_told_in_their_order_each_with_the_frame_in_which_it_goes_furthest_and_a_repeated_one_once()
    {
        var moves = MovesOf(
            Rest,
            Rest,
            Rest,
            Left,
            (0.12f, 0.5f, 1),
            Left,
            Rest,
            (0, 0.4f, 1),
            (0, 0.4f, 1),
            (0, 0.38f, 1),
            Rest
        );
        Assert.Equal([(HeadMove.Left, 4), (HeadMove.Up, 9)], moves);
        Assert.Equal("Left", Read(Rest, Rest, Rest, Left, Left, Rest, Left, Left, Rest));
        Assert.Equal(
            "Left Up Left",
            Read(Rest, Rest, Rest, Left, Left, Rest, (0, 0.4f, 1), (0, 0.4f, 1), Rest, Left, Left)
        );
    }

    /// <summary>The median of the first three, value by value: one wrong first frame does not move the rest.</summary>
    [Fact]
    public void The_head_at_rest_is_the_median_of_the_first_three_frames()
    {
        Assert.Equal("", Read((0.3f, 0.9f, 2), Rest, Rest, (0.06f, 0.5f, 1), (0.06f, 0.5f, 1), (0.06f, 0.5f, 1)));
        Assert.Equal("Right", Read((0.1f, 0.5f, 1), (0.1f, 0.5f, 1), (0.2f, 0.5f, 1), Rest, Rest, Rest));
        Assert.Equal("Nearer", Read((0, 0.5f, 1), (0, 0.5f, 1), (0, 0.5f, 1.12f), (0, 0.5f, 1.14f), (0, 0.5f, 1.14f)));
    }

    /// <summary>Flow has a weight of three quarters: a nose that moved 0.1 by the landmarks and 0.06 by flow moved 0.07.</summary>
    [Theory]
    [InlineData(0.1f, 0.0605, "Left")]
    [InlineData(0.1f, 0.0595, "")]
    [InlineData(-0.1f, -0.0605, "Right")]
    [InlineData(0.07f, 0.07, "Left")]
    public void Flow_is_believed_more_than_landmarks(float yaw, double flow, string move)
    {
        var still = new FaceStep(0, 1, new Point2d(), null);
        var moved = new FaceStep(0, 1, new Point2d(flow, 0), null);
        Assert.Equal(
            move,
            Read(
                [still, still, still, moved, moved],
                Rest,
                Rest,
                Rest,
                (yaw + 0.0002f, 0.5f, 1),
                (yaw + 0.0002f, 0.5f, 1)
            )
        );
    }

    [Fact]
    public void Flow_downwards_is_a_head_that_is_lowered()
    {
        var (still, down) = (new FaceStep(0, 1, new Point2d(), null), new FaceStep(0, 1, new Point2d(0, 0.09), null));
        Assert.Equal("Down", Read([still, still, still, down, down], Rest, Rest, Rest, Rest, Rest));
        Assert.Equal(
            "Up",
            Read(
                [
                    still,
                    still,
                    still,
                    down with
                    {
                        Nose = new Point2d(0, -0.09),
                    },
                    down with
                    {
                        Nose = new Point2d(0, -0.09),
                    },
                ],
                Rest,
                Rest,
                Rest,
                Rest,
                Rest
            )
        );
    }

    [Fact]
    public void Frames_at_rest_are_those_without_a_whole_move_and_all_where_there_are_no_points()
    {
        using var blank = new Mat(StagedFrame.Side, StagedFrame.Side, MatType.CV_8UC3, Scalar.All(128));
        var frames = Frames(Rest, Rest, Rest, Left, (0.069f, 0.5f, 1), (0, 0.5f, 1.2f));
        WatchedFrame[] pointless = [StagedFrame.Of(blank, null, [1]), StagedFrame.Of(blank, null, null)];
        Assert.Equal([frames[0], frames[1], frames[2], frames[4]], MoveReader.AtRest([.. frames]));
        Assert.Equal(pointless, MoveReader.AtRest(pointless));
        // A frame without points says nothing about the pose.
        Assert.Equal(
            [frames[0], frames[1]],
            MoveReader.AtRest([pointless[0], frames[0], frames[1], frames[3], pointless[1]])
        );
        foreach (var frame in frames.Concat(pointless))
        {
            frame.Dispose();
        }
    }

    private static (float Yaw, float Pitch, float Size) Left => (0.1f, 0.5f, 1);

    private static string Read(params (float Yaw, float Pitch, float Size)[] poses) =>
        string.Join(' ', MovesOf(poses).Select(move => move.Move));

    private static IReadOnlyList<(HeadMove Move, int Frame)> MovesOf(
        params (float Yaw, float Pitch, float Size)[] poses
    ) => MovesOf([.. poses.Select(_ => new FaceStep(0, 1, null, null))], poses);

    private static string Read(FaceStep[] steps, params (float Yaw, float Pitch, float Size)[] poses) =>
        string.Join(' ', MovesOf(steps, poses).Select(move => move.Move));

    private static IReadOnlyList<(HeadMove Move, int Frame)> MovesOf(
        FaceStep[] steps,
        (float Yaw, float Pitch, float Size)[] poses
    )
    {
        var frames = Frames(poses);
        var moves = new MoveReader(frames, steps).Moves;
        foreach (var frame in frames)
        {
            frame.Dispose();
        }
        return moves;
    }

    private static WatchedFrame[] Frames(params (float Yaw, float Pitch, float Size)[] poses) =>
        [.. poses.Select(pose => StagedFrame.Posed(StagedFrame.Looking(pose.Yaw, pose.Pitch, pose.Size)))];
}
