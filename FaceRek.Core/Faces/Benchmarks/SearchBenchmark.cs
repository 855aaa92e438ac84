using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Benchmarks;

/// <summary>Exact 1:N search over a number of templates of 128 numbers, one for each person.</summary>
/// <param name="Search">One probe against all, ranked, on one thread.</param>
/// <param name="Stream">Reading the same bytes from memory once and adding them up, on the same thread.</param>
/// <param name="PerVector">Bytes of the gallery for each byte of its vectors.</param>
public sealed record SearchBenchmark(
    [property: JsonPropertyName("templates")] int Templates,
    [property: JsonPropertyName("search")] Spread Search,
    [property: JsonPropertyName("stream")] Spread Stream,
    [property: JsonPropertyName("perVectorByte")] double PerVector
)
{
    private const int Length = 128;
    private const int FewestToWeigh = 100_000;
    private static readonly ModelId Model = new("numbers", "1");

    private static readonly MatchPolicy Policy = new()
    {
        Metric = MatchMetric.Cosine,
        Threshold = 4,
        Source = "Numbers drawn for the benchmark.",
        Prior = new(0, 0.09f, "One over the root of 128."),
        Measured = [new(0.01, 2.33f), new(0.00001, 4.26f)],
    };

    /// <summary>Search time as a multiple of <see cref="Stream"/>.</summary>
    [JsonPropertyName("searchInStreams")]
    public double SearchInStreams => Math.Round(Search.MedianMs / Stream.MedianMs, 2);

    public static SearchBenchmark Run(int templates, int laps)
    {
        var random = new Random(1);
        // Small galleries are measured many at a time, because the process itself allocates and frees about a megabyte meanwhile.
        var galleries = new Gallery[Math.Max(1, FewestToWeigh / templates)];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < galleries.Length; i++)
        {
            galleries[i] = Filled(templates, random);
        }
        var taken = (GC.GetTotalMemory(forceFullCollection: true) - before) / galleries.Length;
        var gallery = galleries[0];
        var plain = GC.AllocateUninitializedArray<float>(templates * Length);
        random.NextBytes(MemoryMarshal.AsBytes(plain.AsSpan()));
        Array.Fill(plain, 0.1f);
        var probe = Draw(random);
        // The two alternate, so that other load on the machine affects both alike.
        var (search, stream) = (new List<double>(), new List<double>());
        for (var lap = 0; lap < laps + 3; lap++)
        {
            var (searched, streamed) = (
                Laps.Times(1, () => gallery.Identify(probe, 0.1))[0],
                Laps.Times(1, () => sink = TensorPrimitives.Sum<float>(plain))[0]
            );
            if (lap < 3)
            {
                continue;
            }
            search.Add(searched);
            stream.Add(streamed);
        }
        return new(
            templates,
            Spread.Of(search),
            Spread.Of(stream),
            Math.Round((double)taken / ((long)templates * Length * sizeof(float)), 3)
        );
    }

    private static Gallery Filled(int templates, Random random)
    {
        var gallery = new Gallery(Model, Policy);
        for (var i = 0; i < templates; i++)
        {
            gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), Draw(random));
        }
        return gallery;
    }

    /// <summary>Keeps the compiler from removing work whose result is unused.</summary>
    private static float sink;

    private static Template Draw(Random random)
    {
        var vector = new float[Length];
        foreach (ref var number in vector.AsSpan())
        {
            number = random.NextSingle() - 0.5f;
        }
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return new Template(Model, vector);
    }
}
