using OpenCvSharp;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>Simulates the light, lens, sensor and compression of a camera; drawn once for each clip, as one camera in one room.</summary>
internal sealed class ClipFilm
{
    private readonly Random random;
    private readonly double light,
        blur,
        noise;
    private readonly int quality;

    public ClipFilm(Random random) =>
        (this.random, light, blur, noise, quality) = (
            random,
            0.75 + (0.5 * random.NextDouble()),
            0.3 + (0.8 * random.NextDouble()),
            1 + (4 * random.NextDouble()),
            random.Next(60, 96)
        );

    /// <summary>A room out of focus; the caller disposes it.</summary>
    public Mat Room()
    {
        using var few = new Mat(9, 12, MatType.CV_8UC3);
        var bytes = new byte[9 * 12 * 3];
        random.NextBytes(bytes);
        System.Runtime.InteropServices.Marshal.Copy(bytes, 0, few.Data, bytes.Length);
        var room = few.Resize(new Size(ClipCamera.Width, ClipCamera.Height), interpolation: InterpolationFlags.Cubic);
        room.ConvertTo(room, MatType.CV_8UC3, 0.5, 60);
        return room;
    }

    /// <returns>A JPEG.</returns>
    public byte[] Develop(Mat picture)
    {
        using var lit = new Mat();
        picture.ConvertTo(lit, MatType.CV_16SC3, light * (0.99 + (0.02 * random.NextDouble())));
        Cv2.GaussianBlur(lit, lit, new Size(), blur);
        using var grain = Grain(picture.Size());
        Cv2.Add(lit, grain, lit);
        using var developed = new Mat();
        lit.ConvertTo(developed, MatType.CV_8UC3);
        return developed.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
    }

    /// <summary>Even noise of one deviation in grey levels.</summary>
    private Mat Grain(Size size)
    {
        var bytes = new byte[size.Width * size.Height * 3];
        random.NextBytes(bytes);
        using var even = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, bytes);
        var grain = new Mat();
        even.ConvertTo(grain, MatType.CV_16SC3, noise / 73.9, -127.5 * noise / 73.9);
        return grain;
    }
}
