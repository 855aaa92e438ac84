using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Faces.Matching;

/// <summary>People made of numbers, for tests of the search without faces: random unit vectors, and variations close to them.</summary>
internal sealed class Crowd(int seed, int length = 128)
{
    public static readonly ModelId Model = new("numbers", "1");

    public static readonly MatchPolicy Policy = new()
    {
        Metric = MatchMetric.Cosine,
        Threshold = 4,
        Source = "Directions that are drawn evenly.",
        Measured = [new(0.01, 2.33f), new(0.001, 3.09f), new(0.0001, 3.72f), new(0.00001, 4.26f), new(0.000001, 4.75f)],
        Prior = new(0, 0.088f, "One over the root of 128."),
    };

    private readonly Random random = new(seed);

    public static Gallery NewGallery() => new(Model, Policy);

    public float[] Somebody() => Unit([.. Enumerable.Range(0, length).Select(_ => Normal())]);

    /// <param name="likeness">Approximate cosine to the person.</param>
    public Template LookOf(float[] person, float likeness = 0.9f)
    {
        var other = Somebody();
        return new Template(
            Model,
            Unit([
                .. person.Zip(
                    other,
                    (own, strange) => (own * likeness) + (strange * MathF.Sqrt(1 - (likeness * likeness)))
                ),
            ])
        );
    }

    private static float[] Unit(float[] vector)
    {
        var norm = MathF.Sqrt(vector.Sum(number => number * number));
        return [.. vector.Select(number => number / norm)];
    }

    private float Normal() =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
