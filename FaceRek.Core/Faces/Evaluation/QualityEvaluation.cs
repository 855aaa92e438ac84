using System.Text.Json.Serialization;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Evaluation;

/// <summary>
/// How often the gate refuses the original pictures, and how often the same pictures with one defect added: both kinds
/// of its errors.
/// </summary>
public static class QualityEvaluation
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".pgm"];

    private static readonly (string Kind, Func<Mat, FaceBox, Mat> Spoil)[] Kinds =
    [
        ("as taken", (picture, _) => picture.Clone()),
        ("dark", (picture, _) => Scaled(picture, 0.12, 0)),
        ("bright", (picture, _) => Scaled(picture, 0.4, 170)),
        ("blurred", (picture, face) => picture.GaussianBlur(new Size(), Math.Max(1, face.Width / 14))),
        (
            "far",
            (picture, face) => picture.Resize(new Size(), 40 / face.Width, 40 / face.Width, InterpolationFlags.Area)
        ),
        ("covered", Covered),
    ];

    /// <param name="folder">Pictures of one face each, at any depth.</param>
    /// <returns>One line for each kind, the unchanged pictures first.</returns>
    public static IReadOnlyList<Line> Run(FaceModel model, string folder, CancellationToken cancellationToken)
    {
        var open = new FaceReader(model.Detector, model.Extractor, QualityLimits.None);
        var lines = Kinds.Select(kind => new Line(kind.Kind)).ToArray();
        foreach (
            var file in Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
                .Order(StringComparer.Ordinal)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var picture = Open(File.ReadAllBytes(file));
            if (picture is null || open.Read(picture) is not FaceReading.Readable { Face: var face })
            {
                continue;
            }
            var box = new FaceBox(
                face.X * picture.Scale,
                face.Y * picture.Scale,
                face.Width * picture.Scale,
                face.Height * picture.Scale
            );
            foreach (var (line, (_, spoil)) in lines.Zip(Kinds))
            {
                var pixels = spoil(picture.Pixels, box);
                using var spoilt = new UprightPicture(pixels, pixels.Size());
                line.Count(model.Reader.Read(spoilt));
            }
        }
        return lines;
    }

    private static UprightPicture? Open(byte[] bytes) =>
        PgmFile.IsOne(bytes) ? PgmFile.Read(bytes)
        : PictureGuard.Check(bytes, PictureLimits.Upload, out var guarded) is null ? PictureDecoder.Decode(guarded!)
        : null;

    private static Mat Scaled(Mat picture, double factor, double offset)
    {
        var scaled = new Mat();
        picture.ConvertTo(scaled, MatType.CV_8UC3, factor, offset);
        return scaled;
    }

    private static Mat Covered(Mat picture, FaceBox face)
    {
        var covered = picture.Clone();
        covered.Rectangle(
            new Rect((int)face.X, (int)(face.Y + face.Height * 0.62f), (int)face.Width, (int)(face.Height * 0.5f)),
            Scalar.All(190),
            thickness: -1
        );
        return covered;
    }

    /// <param name="kind">The defect added to the pictures.</param>
    public sealed class Line(string kind)
    {
        [JsonPropertyName("kind")]
        public string Kind => kind;

        [JsonPropertyName("pictures")]
        public int Pictures { get; private set; }

        /// <summary>By the gate, with a reason.</summary>
        [JsonPropertyName("refused")]
        public int Refused { get; private set; }

        /// <summary>Pictures in which no single face was found: nothing is compared either.</summary>
        [JsonPropertyName("notFound")]
        public int NotFound { get; private set; }

        internal void Count(FaceReading reading)
        {
            Pictures++;
            if (reading is FaceReading.PoorPicture)
            {
                Refused++;
            }
            else if (reading is not FaceReading.Readable)
            {
                NotFound++;
            }
        }
    }
}
