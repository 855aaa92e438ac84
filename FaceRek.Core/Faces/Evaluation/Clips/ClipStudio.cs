using FaceRek.Core.Faces.Liveness;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>
/// Films stand-ins made from photographs: heads that turn, and what an attacker would hold in front of the camera
/// instead.
/// </summary>
/// <param name="faces">One for each person, at least two.</param>
internal sealed class ClipStudio(IReadOnlyList<ClipFace> faces)
{
    /// <summary>
    /// Part of the splices in which the stranger appears in the middle of a move; in the others the stranger does the
    /// moves.
    /// </summary>
    private const double ThrownIn = 0.5;

    /// <param name="person">Number of the person in the clip.</param>
    /// <param name="seed">The same seed makes the same clip.</param>
    public LivenessClip Film(ClipSpecies species, int person, int seed)
    {
        var random = new Random(unchecked((((seed * 31) + person) * 31) + (int)species));
        var moves = Draw(random);
        return species switch
        {
            ClipSpecies.Live => Live(random, person, moves),
            ClipSpecies.Still => Shoot(
                random,
                moves,
                faces[person].Print(),
                new ClipScript(random, moves, reach: 0, sway: random.NextDouble() < 0.5 ? 0 : 0.6)
            ),
            ClipSpecies.Tilted => Shoot(
                random,
                moves,
                faces[person].Print(),
                new ClipScript(random, moves, reach: 0.8 + random.NextDouble())
            ),
            ClipSpecies.Bent => Shoot(
                random,
                moves,
                faces[person].Print(70 + (90 * random.NextSingle()), isUpright: random.NextDouble() < 0.7),
                new ClipScript(random, moves, reach: 0.8 + random.NextDouble())
            ),
            ClipSpecies.Replay => Replay(random, person, moves),
            ClipSpecies.Splice => Splice(random, person, moves),
            ClipSpecies.Repeat => Repeat(random, person, moves),
            _ => throw new ArgumentOutOfRangeException(nameof(species), species, null),
        };
    }

    private LivenessClip Live(Random random, int person, IReadOnlyList<HeadMove> moves) =>
        Shoot(random, moves, faces[person].Head(random), new ClipScript(random, moves));

    private static LivenessClip Shoot(
        Random random,
        IReadOnlyList<HeadMove> moves,
        ClipSurface surface,
        ClipScript script
    )
    {
        var film = new ClipFilm(random);
        using var room = film.Room();
        return new(
            moves,
            script.Times,
            [
                .. script.Times.Select(time =>
                {
                    using var picture = ClipCamera.Shoot(room, surface, script.At(time));
                    return film.Develop(picture);
                }),
            ]
        );
    }

    /// <summary>A recording of other moves, on a screen held in front of the camera.</summary>
    private LivenessClip Replay(Random random, int person, IReadOnlyList<HeadMove> moves)
    {
        var others = Draw(random);
        while (others.SequenceEqual(moves))
        {
            others = Draw(random);
        }
        var recording = Live(random, person, others);
        var film = new ClipFilm(random);
        using var room = film.Room();
        var held = new ClipScript(random, [], sway: random.NextDouble());
        var (across, fineness) = (random.NextDouble() * Math.PI, 0.9 + (1.2 * random.NextDouble()));
        var frames = recording.Times.Select(
            (time, i) =>
            {
                using var screen = Cv2.ImDecode(recording.Frames[i], ImreadModes.Color);
                Glow(screen, across, fineness);
                var surface = ClipSurface.Of(
                    screen,
                    new Rect2f(-200, -150, 400, 300),
                    (x, y) => new(x, y, 0),
                    (x, y) => new((x + 200) * 1.6f, (y + 150) * 1.6f)
                );
                using var picture = ClipCamera.Shoot(
                    room,
                    surface,
                    held.At(time) with
                    {
                        Distance = 380 + (0.05 * held.At(time).Distance),
                        X = 0,
                        Y = 0,
                    }
                );
                return film.Develop(picture);
            }
        );
        return new(moves, recording.Times, [.. frames]);
    }

    /// <summary>A screen is bluer than paper, and its pixel raster interferes with the camera's.</summary>
    private static void Glow(Mat screen, double across, double fineness)
    {
        var (sine, cosine) = Math.SinCos(across);
        var stripes = new float[screen.Width * screen.Height];
        for (var i = 0; i < stripes.Length; i++)
        {
            stripes[i] =
                1 + (0.05f * (float)Math.Sin(fineness * (((i % screen.Width) * cosine) + ((i / screen.Width) * sine))));
        }
        using var one = Mat.FromPixelData(screen.Height, screen.Width, MatType.CV_32FC1, stripes);
        using var three = new Mat();
        Cv2.Merge([one, one, one], three);
        using var bright = new Mat();
        screen.ConvertTo(bright, MatType.CV_32FC3);
        Cv2.Multiply(bright, three, bright);
        Cv2.Multiply(bright, new Scalar(1.1, 1, 0.95), bright);
        bright.ConvertTo(screen, MatType.CV_8UC3);
    }

    private LivenessClip Splice(Random random, int person, IReadOnlyList<HeadMove> moves)
    {
        var other = (person + 1 + random.Next(faces.Count - 1)) % faces.Count;
        var (own, stranger) = (Live(random, person, moves), Live(random, other, moves));
        var count = Math.Min(own.Frames.Count, stranger.Frames.Count);
        var isThrownIn = random.NextDouble() < ThrownIn;
        var start = random.Next(count / 5, count * 3 / 5);
        bool IsOwn(int frame) =>
            isThrownIn ? frame < start || frame >= start + Math.Max(2, count / 6) : frame < Math.Max(3, count / 5);
        return new(
            moves,
            [.. own.Times.Take(count)],
            [.. Enumerable.Range(0, count).Select(frame => IsOwn(frame) ? own.Frames[frame] : stranger.Frames[frame])]
        );
    }

    /// <summary>The frames unchanged, or one at rest and one of each move, encoded again so that no two files are the same.</summary>
    private LivenessClip Repeat(Random random, int person, IReadOnlyList<HeadMove> moves)
    {
        var live = Live(random, person, moves);
        var count = live.Frames.Count;
        if (random.NextDouble() < 0.4)
        {
            return live with
            {
                Frames = [.. Enumerable.Range(0, count).Select(frame => live.Frames[frame - (frame % 3)])],
            };
        }
        var poses = new[] { 1, count * 3 / 10, count / 2, count * 7 / 10, count - 1 };
        return live with
        {
            Frames =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(frame => SavedAnew(live.Frames[poses[Math.Min(4, frame * 5 / count)]], random)),
            ],
        };
    }

    private static byte[] SavedAnew(byte[] jpeg, Random random)
    {
        using var picture = Cv2.ImDecode(jpeg, ImreadModes.Color);
        picture.ConvertTo(picture, MatType.CV_8UC3, 0.97 + (0.06 * random.NextDouble()));
        return picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, random.Next(60, 96)));
    }

    private static HeadMove[] Draw(Random random)
    {
        var moves = Enum.GetValues<HeadMove>();
        random.Shuffle(moves);
        return moves[..MoveChallenge.Moves];
    }
}
