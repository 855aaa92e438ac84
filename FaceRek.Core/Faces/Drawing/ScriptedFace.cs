namespace FaceRek.Core.Faces.Drawing;

/// <summary>
/// A named test picture that the application draws itself, for trying out a client program without a person in front of
/// a camera.
/// </summary>
public sealed class ScriptedFace
{
    /// <summary>Number of pictures for each name, counted from 1; each shows another moment.</summary>
    public const int Moments = 99;

    private const int Anna = 124,
        Ben = 118,
        Cleo = 29;

    private readonly Func<DrawnScene, byte[]> draw;

    private ScriptedFace(string name, string shows, bool isPerson, Func<DrawnScene, byte[]> draw) =>
        (Name, Shows, IsPerson, this.draw) = (name, shows, isPerson, draw);

    public static IReadOnlyList<ScriptedFace> All { get; } =
    [
        Person("anna", "Anna, well lit.", Anna),
        Person("ben", "Ben, well lit.", Ben),
        Person("cleo", "Cleo, well lit.", Cleo),
        Spoilt("blurred", "Anna out of focus: picture_poor.", scene => DrawnFaces.Draw(Anna, scene with { Blur = 9 })),
        Spoilt("dark", "Anna in the dark: picture_poor.", scene => DrawnFaces.Draw(Anna, scene with { Light = 0.22f })),
        Spoilt(
            "two-people",
            "Anna and Ben side by side: several_faces.",
            scene => DrawnFaces.Draw([(Anna, Aside(scene, -0.25f)), (Ben, Aside(scene, 0.25f))])
        ),
        Spoilt("nobody", "An empty room: no_face.", DrawnFaces.DrawNobody),
    ];

    public string Name { get; }

    /// <summary>What the picture shows, in a sentence, and why it is refused.</summary>
    public string Shows { get; }

    /// <summary>Whether the picture shows a person who can be enrolled, and filmed in a burst.</summary>
    public bool IsPerson { get; }

    public static ScriptedFace? Find(string name) => All.FirstOrDefault(face => face.Name == name);

    /// <param name="moment">1 to <see cref="Moments"/>.</param>
    /// <returns>A JPEG, always the same one.</returns>
    public byte[] Draw(int moment) => Draw(DrawnSitter.At(moment));

    internal byte[] Draw(DrawnScene scene) => draw(scene);

    private static ScriptedFace Person(string name, string shows, int seed) =>
        new(name, shows, isPerson: true, scene => DrawnFaces.Draw(seed, scene));

    private static ScriptedFace Spoilt(string name, string shows, Func<DrawnScene, byte[]> draw) =>
        new(name, shows, isPerson: false, draw);

    private static DrawnScene Aside(DrawnScene scene, float right) =>
        scene with
        {
            Scale = 0.6f * scene.Scale,
            Right = right,
        };
}
