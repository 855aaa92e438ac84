using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Liveness;

/// <summary>
/// Why a burst is refused, each limit from both sides. The likeness of two one-number templates is ten times their
/// product; a face is 200 pixels wide.
/// </summary>
public sealed class LivenessCheckTests : IDisposable
{
    private static readonly MatchPolicy Policy = new()
    {
        Metric = MatchMetric.Cosine,
        Threshold = 4,
        Source = "Made up.",
        Prior = new(0, 0.1f, "Made up."),
    };
    private static readonly HeadMove[] LeftThenNearer = [HeadMove.Left, HeadMove.Nearer];

    private readonly List<WatchedFrame> frames = [];
    private readonly Mat face = StagedFrame.Texture(1),
        another = StagedFrame.Texture(2);

    public void Dispose()
    {
        foreach (var frame in frames)
        {
            frame.Dispose();
        }
        face.Dispose();
        another.Dispose();
    }

    [Fact]
    public void Someone_who_sways_a_little_is_taken_for_alive()
    {
        Sway(8, 0.5);
        Assert.Null(Fault());
    }

    /// <summary>0.0015 of 200 pixels is 0.3.</summary>
    [Theory]
    [InlineData(0.4, null)]
    [InlineData(0.2, LivenessError.Frozen)]
    public void No_one_holds_as_still_as_a_picture(double pixels, LivenessError? error)
    {
        Sway(9, pixels);
        Assert.Equal(error, Fault());
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, LivenessError.Frozen)]
    public void For_half_of_the_burst_a_person_can_hold_still(int still, LivenessError? error)
    {
        for (var i = 0; i < 9; i++)
        {
            Add(right: Math.Max(0, i - still) * 0.5);
        }
        Assert.Equal(error, Fault());
    }

    /// <summary>0.004 of 200 pixels is 0.8.</summary>
    [Theory]
    [InlineData(1.0, LivenessError.OtherMoves)]
    [InlineData(0.6, LivenessError.Frozen)]
    public void A_person_who_was_asked_to_move_moves_more_than_one_who_sits(double pixels, LivenessError error)
    {
        for (var i = 0; i < 9; i++)
        {
            AddPainted(i, right: i * pixels);
        }
        Assert.Equal(error, Fault(LeftThenNearer));
        Assert.Null(Fault());
    }

    [Fact]
    public void Frames_that_look_the_same_are_no_moves_although_something_moved()
    {
        // The points move by a pixel; their surroundings are the same for most of the burst.
        for (var i = 0; i < 9; i++)
        {
            AddPainted(i < 6 ? 0 : i, right: i * 1.0);
        }
        var alike = frames.Zip(frames.Skip(1)).Count(pair => pair.First.Hash.LooksLike(pair.Second.Hash));
        Assert.InRange(alike, 5, 8);
        Assert.Equal(LivenessError.Frozen, Fault(LeftThenNearer));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, LivenessError.Frozen)]
    public void One_file_may_come_twice_and_two_may_not(int copies, LivenessError? error)
    {
        byte[][] files =
        [
            [0],
            [1],
            [2],
            [3],
            [4],
            [5],
            [6],
            [7],
            [8],
        ];
        for (var i = 0; i < 9; i++)
        {
            Add(right: i * 0.5, file: files[i < copies ? 8 - i : i]);
        }
        Assert.Equal(error, Fault());
    }

    [Theory]
    [InlineData(8, 0, null)]
    [InlineData(10, 2, null)]
    [InlineData(9, 2, LivenessError.TooLittleSeen)]
    [InlineData(15, 3, null)]
    [InlineData(15, 4, LivenessError.TooLittleSeen)]
    public void The_face_may_be_lost_in_a_fifth_of_the_frames_and_eight_must_show_it(
        int count,
        int lost,
        LivenessError? error
    )
    {
        for (var i = 0; i < count; i++)
        {
            Add(right: i * 0.5, isSeen: i < 2 || i >= 2 + lost);
        }
        Assert.Equal(error, Fault());
    }

    [Fact]
    public void Moves_are_judged_only_where_points_were_seen()
    {
        for (var i = 0; i < 9; i++)
        {
            AddPainted(i, right: i * 1.0, landmarks: i % 2 == 0 ? null : StagedFrame.Ahead);
        }
        Assert.Equal(LivenessError.TooLittleSeen, Fault(LeftThenNearer));
        Assert.NotEqual(LivenessError.TooLittleSeen, Fault());
    }

    [Fact]
    public void The_times_are_looked_at_first()
    {
        Sway(8, 0);
        Assert.Equal(LivenessError.Times, Fault(times: [.. frames.Select((_, i) => TimeSpan.FromMilliseconds(i))]));
    }

    /// <summary>
    /// Nine frames of one person and one of another: their likeness is ten times the product, and 1 is enough where the
    /// points were followed.
    /// </summary>
    [Theory]
    [InlineData(0.11f, null)]
    [InlineData(0.09f, LivenessError.SeveralFaces)]
    public void A_frame_unlike_those_in_the_middle_is_someone_else(float likeness, LivenessError? error)
    {
        for (var i = 0; i < 10; i++)
        {
            Add(right: i * 0.5, template: i == 4 ? [likeness, 0] : [1, 0]);
        }
        Assert.Equal(error, Fault());
    }

    [Fact]
    public void Two_turns_of_one_head_need_not_be_like_each_other_but_like_the_one_between()
    {
        // Opposite ends give 0; the middle is like both.
        for (var i = 0; i < 9; i++)
        {
            Add(
                right: i * 0.5,
                template: i < 4 ? [1, 0]
                    : i == 4 ? [0.7f, 0.7f]
                    : [0, 1]
            );
        }
        Assert.Null(Fault());
    }

    /// <summary>
    /// When another texture is inserted, no point is found again; then a likeness of 5.5 must show that it is the same
    /// face.
    /// </summary>
    [Theory]
    [InlineData(0.56f, null)]
    [InlineData(0.54f, LivenessError.SeveralFaces)]
    public void A_face_that_was_put_in_shows_by_points_that_are_gone_and_less_likeness(
        float likeness,
        LivenessError? error
    )
    {
        for (var i = 0; i < 10; i++)
        {
            Add(right: i * 0.5, template: i < 5 ? [1] : [likeness], picture: i < 5 ? face : another);
        }
        // Both halves are alike in themselves; only the transition between them is weak.
        Assert.Equal(error, Fault());
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(95, LivenessError.SeveralFaces)]
    public void Six_tenths_of_the_points_must_be_found_again(int hidden, LivenessError? error)
    {
        using var half = face.Clone();
        using (var part = half[new Rect(0, 0, StagedFrame.Side, 138 + (144 * hidden / 100))])
        using (var other = another[new Rect(0, 0, StagedFrame.Side, 138 + (144 * hidden / 100))])
        {
            other.CopyTo(part);
        }
        for (var i = 0; i < 10; i++)
        {
            Add(right: i * 0.5, template: i < 5 ? [1] : [0.54f], picture: i < 5 ? face : half);
        }
        Assert.Equal(error, Fault());
    }

    [Theory]
    [InlineData(4, 8, null)]
    [InlineData(3, 8, LivenessError.LooksFake)]
    [InlineData(0, 0, null)]
    [InlineData(1, 2, null)]
    [InlineData(0, 1, LivenessError.LooksFake)]
    public void Half_of_the_frames_that_were_looked_at_must_look_real(int real, int looked, LivenessError? error)
    {
        for (var i = 0; i < 8; i++)
        {
            Add(right: i * 0.5, looksReal: i < looked ? i < real : null);
        }
        Assert.Equal(error, Fault());
    }

    private void Sway(int count, double pixels)
    {
        for (var i = 0; i < count; i++)
        {
            Add(right: i * pixels);
        }
    }

    private void Add(
        double right = 0,
        float[]? template = null,
        Mat? picture = null,
        bool? looksReal = null,
        byte[]? file = null,
        bool isSeen = true
    )
    {
        using var shifted = StagedFrame.Shifted(picture ?? face, right);
        frames.Add(StagedFrame.Of(shifted, null, isSeen ? template ?? [0.9f] : null, looksReal, file));
    }

    /// <summary>
    /// A pale face, in which points are followed, in front of a drawing of strong colours, by which the look is
    /// recognised.
    /// </summary>
    [Fact]
    public void Each_point_of_a_face_stays_the_point_it_was()
    {
        var points = new FaceLandmarks(new(150, 160), new(250, 158), new(205, 200), new(160, 240), new(242, 236));
        using var frame = StagedFrame.Posed(points);
        Assert.Equal(points, frame.Landmarks);
    }

    private void AddPainted(int drawing, double right, FaceLandmarks? landmarks)
    {
        using var shifted = StagedFrame.Shifted(face, right);
        shifted.ConvertTo(shifted, -1, 0.25, 96);
        using var picture = StagedFrame.Texture(100 + drawing);
        using var around = new Mat(picture.Size(), MatType.CV_8UC1, Scalar.Black);
        Cv2.Ellipse(around, new Point(200, 210), new Size(78, 90), 0, 0, 360, Scalar.White, -1);
        shifted.CopyTo(picture, around);
        frames.Add(StagedFrame.Of(picture, landmarks, [0.9f]));
    }

    private void AddPainted(int drawing, double right) => AddPainted(drawing, right, StagedFrame.Ahead);

    private LivenessError? Fault(IReadOnlyList<HeadMove>? asked = null, IReadOnlyList<TimeSpan>? times = null) =>
        new LivenessCheck(Policy).Judge(
            frames,
            times ?? [.. frames.Select((_, i) => TimeSpan.FromMilliseconds(200 * i))],
            asked ?? []
        ) switch
        {
            LivenessVerdict.NotLive { Error: var error } => error,
            LivenessVerdict.Live => null,
            _ => throw new InvalidOperationException(),
        };
}
