using OpenCvSharp;

namespace FaceRek.Core.Faces.Drawing;

/// <summary>
/// Pictures of people who do not exist, good enough for the real engine: one seed is always the same person. For the demo
/// organization, an integrator's sandbox and tests, which need no data from outside.
/// </summary>
public static class DrawnFaces
{
    /// <summary>Scale of the canvas a person is painted on, in pixels of a picture 480 high at scale 1.</summary>
    private const float CanvasScale = 0.78f;

    private const int JpegQuality = 92;

    /// <returns>A JPEG.</returns>
    public static byte[] Draw(int person, DrawnScene? scene = null) => Draw([(person, scene ?? new DrawnScene())]);

    /// <summary>Several people in one picture, which has the size, blur and noise of the first one's scene.</summary>
    public static byte[] Draw(IReadOnlyList<(int Person, DrawnScene Scene)> people)
    {
        var first = people[0].Scene;
        using var picture = Background(first.Width, first.Height, people[0].Person);
        foreach (var (person, scene) in people)
        {
            Stand(picture, person, scene);
        }
        Photograph(picture, first);
        return picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, JpegQuality));
    }

    /// <summary>A room without a person in it.</summary>
    public static byte[] DrawNobody(DrawnScene? scene = null)
    {
        var room = scene ?? new DrawnScene();
        using var picture = Background(room.Width, room.Height, room.NoiseSeed);
        Photograph(picture, room);
        return picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, JpegQuality));
    }

    private static Mat Background(int width, int height, int seed)
    {
        var random = new Random(seed);
        var room = new SoftCanvas(64, 48);
        room.Ellipse(new(32, 24), new(200, 200), Scalar.All(150 + random.Next(50)));
        for (var i = 0; i < 5; i++)
        {
            room.Ellipse(
                new(random.Next(64), random.Next(48)),
                new(10 + random.Next(20), 8 + random.Next(20)),
                new(120 + random.Next(90), 120 + random.Next(90), 120 + random.Next(90)),
                0.6f,
                0.5f
            );
        }
        var (colours, opacity) = room.ToMats();
        using (colours)
        using (opacity)
        {
            return colours.Resize(new Size(width, height), interpolation: InterpolationFlags.Cubic);
        }
    }

    private static void Stand(Mat picture, int person, DrawnScene scene)
    {
        var (colours, opacity) = new DrawnPerson(person).Paint(new(scene.Turn, scene.Nod), scene.SideLight).ToMats();
        using (colours)
        using (opacity)
        using (var way = Placement(scene))
        using (var placed = new Mat())
        using (var mask = new Mat())
        {
            var size = picture.Size();
            Cv2.WarpAffine(colours, placed, way, size, InterpolationFlags.Linear, BorderTypes.Replicate);
            Cv2.WarpAffine(opacity, mask, way, size);
            Cv2.Threshold(mask, mask, 127, 255, ThresholdTypes.Binary);
            placed.CopyTo(picture, mask);
        }
    }

    private static Mat Placement(DrawnScene scene)
    {
        var scale = CanvasScale * scene.Scale * scene.Height / 480;
        var way = Cv2.GetRotationMatrix2D(DrawnPerson.Centre, -scene.Roll, scale);
        way.Set(0, 2, way.At<double>(0, 2) + scene.Width * (0.5 + scene.Right) - DrawnPerson.Centre.X);
        way.Set(1, 2, way.At<double>(1, 2) + scene.Height * (0.5 + scene.Down) - DrawnPerson.Centre.Y);
        return way;
    }

    private static void Photograph(Mat picture, DrawnScene scene)
    {
        Cv2.GaussianBlur(picture, picture, new Size(), scene.Blur * scene.Height / 480);
        picture.ConvertTo(picture, MatType.CV_16SC3, scene.Light);
        using var noise = Noise(picture.Size(), scene);
        Cv2.Add(picture, noise, picture);
        picture.ConvertTo(picture, MatType.CV_8UC3);
    }

    /// <summary>Uses its own generator: OpenCV has one per thread, and the same seed must give the same picture on every thread.</summary>
    private static Mat Noise(Size size, DrawnScene scene)
    {
        var random = new Random(scene.NoiseSeed);
        var bytes = new byte[size.Width * size.Height * 3];
        random.NextBytes(bytes);
        using var even = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, bytes);
        var noise = new Mat();
        // Even noise over 256 levels has a deviation of 256 / sqrt(12) = 73.9.
        even.ConvertTo(noise, MatType.CV_16SC3, scene.Noise / 73.9, -127.5 * scene.Noise / 73.9);
        return noise;
    }
}
