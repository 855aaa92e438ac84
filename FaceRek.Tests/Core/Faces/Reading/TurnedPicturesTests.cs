using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Reading;

/// <summary>
/// Pictures that lie on their side or stand on their head. A network for upright faces finds faces in them too, with
/// points in the wrong places; a template of such a face is like many strangers.
/// </summary>
public sealed class TurnedPicturesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-turned-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_turned_portrait_is_enrolled_upright_or_refused_and_no_stranger_passes_for_it()
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(folder.FullName);
        await RealPackages.InstallAsync(store);
        using var models = new FaceModels(store);
        var model = models.Get("dlib-resnet");
        var people = SharedPacks
            .People()
            .GroupBy(path => Path.GetDirectoryName(path))
            .Select(one => one.ToArray())
            .ToList();
        var upright = people.ConvertAll(paths =>
            paths.Select(path => Template(model.Reader.Read(File.ReadAllBytes(path), PictureLimits.Upload))!).ToList()
        );

        var (enrolled, owners, strangers) = (0, 0, 0);
        foreach (var (index, paths) in people.Index())
        {
            for (var degrees = 20; degrees <= 180; degrees += 20)
            {
                if (Template(model.Reader.Read(Turned(paths[0], degrees), PictureLimits.Upload)) is not { } template)
                {
                    continue;
                }
                enrolled++;
                var gallery = model.NewGallery();
                var claimed = Guid.CreateVersion7();
                gallery.Put(claimed, Guid.CreateVersion7(), template);
                bool Passes(Template probe) => gallery.Verify(claimed, probe).Decision == MatchDecision.Match;
                owners += Passes(upright[index][1]) ? 1 : 0;
                strangers += upright.Where((_, other) => other != index).SelectMany(probes => probes).Count(Passes);
            }
        }

        Assert.Equal(0, strangers);
        // Nearly all are turned upright, and are then the person as an upright picture would be.
        Assert.InRange(enrolled, 80, 90);
        Assert.InRange(owners, enrolled * 0.9, enrolled);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task The_face_is_told_where_it_is_in_the_picture_that_was_sent(int degrees)
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(folder.FullName);
        await RealPackages.InstallAsync(store);
        using var models = new FaceModels(store);
        var reader = models.Get("dlib-resnet").Reader;
        var path = SharedPacks.People()[0];
        using var picture = Cv2.ImRead(path);
        var upright = Assert
            .IsType<FaceReading.Readable>(reader.Read(File.ReadAllBytes(path), PictureLimits.Upload))
            .Face;
        using var turned = new Mat();
        Cv2.Rotate(
            picture,
            turned,
            degrees == 90 ? RotateFlags.Rotate90Clockwise
                : degrees == 180 ? RotateFlags.Rotate180
                : RotateFlags.Rotate90Counterclockwise
        );

        var face = Assert.IsType<FaceReading.Readable>(reader.Read(Jpeg(turned), PictureLimits.Upload)).Face;

        var (x, y) = (upright.X + (upright.Width / 2), upright.Y + (upright.Height / 2));
        var (expectedX, expectedY) = degrees switch
        {
            90 => (picture.Height - y, x),
            180 => (picture.Width - x, picture.Height - y),
            _ => (y, picture.Width - x),
        };
        Assert.Equal(expectedX, face.X + (face.Width / 2), upright.Width * 0.1);
        Assert.Equal(expectedY, face.Y + (face.Height / 2), upright.Width * 0.1);
    }

    private static Template? Template(FaceReading reading) => (reading as FaceReading.Readable)?.Template;

    /// <summary>On a canvas that holds all of it.</summary>
    private static byte[] Turned(string path, int degrees)
    {
        using var picture = Cv2.ImRead(path);
        var side = (int)Math.Sqrt((picture.Width * picture.Width) + (picture.Height * picture.Height)) + 2;
        using var matrix = Cv2.GetRotationMatrix2D(new Point2f(picture.Width / 2f, picture.Height / 2f), degrees, 1);
        matrix.Set(0, 2, matrix.Get<double>(0, 2) + ((side - picture.Width) / 2.0));
        matrix.Set(1, 2, matrix.Get<double>(1, 2) + ((side - picture.Height) / 2.0));
        using var turned = new Mat();
        Cv2.WarpAffine(
            picture,
            turned,
            matrix,
            new Size(side, side),
            InterpolationFlags.Linear,
            BorderTypes.Constant,
            Scalar.All(120)
        );
        return Jpeg(turned);
    }

    private static byte[] Jpeg(Mat picture)
    {
        Cv2.ImEncode(".jpg", picture, out var bytes);
        return bytes;
    }
}
