using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Core.Faces.Drawing;

/// <summary>A scripted face in front of the camera for one challenge: it rests, makes each requested move and returns.</summary>
public sealed class ScriptedBurst
{
    /// <summary>
    /// Time between two pictures: eight pictures of a person at rest last longer than
    /// <see cref="LivenessLimits.Shortest"/>, and no move fits between two.
    /// </summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    /// <summary>Parts of a whole move, picture by picture.</summary>
    private static readonly float[] Way = [0.3f, 0.65f, 1, 1, 1, 1, 0.65f, 0.3f, 0, 0];

    private const int RestingFrames = 4;

    /// <summary>
    /// A person never sits in exactly the same place twice: parts of the picture's width and height, degrees, and the
    /// light.
    /// </summary>
    private const float Aside = 0.1f,
        Lower = 0.02f,
        Tilt = 2,
        Further = 0.06f,
        Shadow = 0.15f;

    private readonly ScriptedFace face;
    private readonly IReadOnlyList<DrawnScene> scenes;

    /// <param name="challenge">Seeds the place and the noise, so that no burst repeats an earlier one.</param>
    public ScriptedBurst(ScriptedFace face, string challenge, IReadOnlyList<HeadMove> moves)
    {
        this.face = face;
        var seed = (int)(
            BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(challenge))) >> 8
        );
        var (random, start) = (new Random(seed), seed);
        float Within(float most) => ((random.NextSingle() * 2) - 1) * most;
        var (right, down, roll, light, scale) = (
            Within(Aside),
            Within(Lower),
            Within(Tilt),
            Within(Shadow),
            1 - (random.NextSingle() * Further)
        );
        scenes =
        [
            .. Poses(moves)
                .Select((pose, i) => DrawnSitter.At(start + i, pose.Move, pose.Part))
                .Select(scene =>
                    scene with
                    {
                        Right = scene.Right + right,
                        Down = scene.Down + down,
                        Roll = scene.Roll + roll,
                        SideLight = light,
                        Scale = scene.Scale * scale,
                    }
                ),
        ];
    }

    /// <summary>Since the first picture, one for each picture.</summary>
    public IReadOnlyList<TimeSpan> Times => [.. scenes.Select((_, i) => i * Step)];

    /// <summary>The JPEGs in order; each is drawn when it is called.</summary>
    public IReadOnlyList<Func<byte[]>> Pictures => [.. scenes.Select(scene => (Func<byte[]>)(() => face.Draw(scene)))];

    private static IEnumerable<(HeadMove Move, float Part)> Poses(IReadOnlyList<HeadMove> moves)
    {
        var resting = Enumerable.Repeat(
            (HeadMove.Nearer, 0f),
            moves.Count == 0 ? LivenessLimits.FewestFrames + 1 : RestingFrames
        );
        return resting.Concat(moves.SelectMany(move => Way.Select(part => (move, part))));
    }
}
