using System.Diagnostics;
using System.Text.Json.Serialization;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Benchmarks;

/// <summary>Reading one JPEG of 640x480 with one face, from its bytes to its template, and the parts of it.</summary>
/// <param name="Read">All of it, on one thread; <paramref name="AllCores"/> the same while every core reads.</param>
/// <param name="Decode">Guard and decoding.</param>
/// <param name="Quality">Measuring the face for the gate.</param>
/// <param name="Extract">Alignment and template.</param>
/// <param name="PerSecond">Pictures read a second by all cores together.</param>
/// <param name="Yardstick">A fixed piece of arithmetic on one thread, to compare machines and moments by.</param>
public sealed record ReadingBenchmark(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("read")] Spread Read,
    [property: JsonPropertyName("decode")] Spread Decode,
    [property: JsonPropertyName("detect")] Spread Detect,
    [property: JsonPropertyName("quality")] Spread Quality,
    [property: JsonPropertyName("extract")] Spread Extract,
    [property: JsonPropertyName("allCores")] Spread AllCores,
    [property: JsonPropertyName("perSecond")] double PerSecond,
    [property: JsonPropertyName("yardstick")] Spread Yardstick
)
{
    /// <summary>Templates taken from found faces a second, on one thread.</summary>
    [JsonPropertyName("extractionsPerSecond")]
    public double ExtractionsPerSecond => Math.Round(1000 / Extract.MedianMs, 1);

    /// <summary>The read time in yardsticks: about the same on fast and slow, busy and idle machines.</summary>
    [JsonPropertyName("readInYardsticks")]
    public double ReadInYardsticks => Math.Round(Read.MedianMs / Yardstick.MedianMs, 2);

    /// <param name="laps">How often each part is timed, at least 1.</param>
    public static ReadingBenchmark Run(FaceModel model, byte[] jpeg, int laps)
    {
        if (model.Reader.Read(jpeg, PictureLimits.Upload, fromAllSides: false) is not FaceReading.Readable)
        {
            throw new InvalidDataException(
                $"{model.Id} finds no face that it would take in the picture to measure with."
            );
        }
        using var picture = Open(jpeg);
        var search = new FaceSearch(model.Detector);
        using var found = search.Find(picture);
        var face = found.Faces[0];
        var read = Laps.Of(laps, () => model.Reader.Read(jpeg, PictureLimits.Upload, fromAllSides: false));
        var decode = Laps.Of(laps, () => Open(jpeg).Dispose());
        var detect = Laps.Of(laps, () => search.Find(picture).Dispose());
        var quality = Laps.Of(laps, () => QualityGate.Measure(found, face));
        var extract = Laps.Of(laps, () => model.Extractor.Extract(found.Pixels, face));
        var (all, perSecond) = OnAllCores(model, jpeg, laps);
        return new(
            model.Id.ToString(),
            read,
            decode,
            detect,
            quality,
            extract,
            all,
            perSecond,
            Laps.Of(laps, Multiply)
        );
    }

    private static UprightPicture Open(byte[] jpeg) =>
        PictureGuard.Check(jpeg, PictureLimits.Upload, out var guarded) is null
        && PictureDecoder.Decode(guarded!) is { } picture
            ? picture
            : throw new InvalidDataException("The picture to measure with does not open.");

    private static (Spread Spread, double PerSecond) OnAllCores(FaceModel model, byte[] jpeg, int laps)
    {
        var times = new double[Environment.ProcessorCount][];
        var started = Stopwatch.GetTimestamp();
        var threads = times
            .Select(
                (_, core) =>
                    new Thread(() =>
                        times[core] = Laps.Times(
                            laps,
                            () => model.Reader.Read(jpeg, PictureLimits.Upload, fromAllSides: false)
                        )
                    )
            )
            .ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }
        foreach (var thread in threads)
        {
            thread.Join();
        }
        return (
            Spread.Of([.. times.SelectMany(own => own)]),
            Math.Round(laps * times.Length / Stopwatch.GetElapsedTime(started).TotalSeconds, 1)
        );
    }

    /// <summary>One product of two 256x256 matrices: 33.6 million multiply-adds, the kind of work networks consist of.</summary>
    private static void Multiply()
    {
        using var one = new Mat(256, 256, MatType.CV_32FC1, Scalar.All(0.5));
        using var product = new Mat();
        Cv2.Gemm(one, one, 1, one, 0, product);
    }
}
