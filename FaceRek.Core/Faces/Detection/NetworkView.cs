using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>How a picture is shown to the network: a part of it, scaled into a place of the input, and what fills the rest.</summary>
/// <param name="Part">In pixels of the picture.</param>
/// <param name="Place">In pixels of the input.</param>
internal readonly record struct NetworkView(Rect Part, Rect Place, BorderTypes Rest)
{
    /// <summary>All of the picture in the top left corner, as large as it fits, the rest black; as OpenCV's FaceDetectorYN pads.</summary>
    public static NetworkView Whole(Size picture, NetworkInput input)
    {
        var scale = Math.Min((float)input.Width / picture.Width, (float)input.Height / picture.Height);
        return new(
            new Rect(default, picture),
            new Rect(0, 0, Side(picture.Width * scale, input.Width), Side(picture.Height * scale, input.Height)),
            BorderTypes.Constant
        );
    }

    /// <summary>All of the picture in the middle, as large as it fits, the rest black; as MediaPipe pads.</summary>
    public static NetworkView Centred(Size picture, NetworkInput input)
    {
        var view = Whole(picture, input);
        var corner = new Point((input.Width - view.Place.Width) / 2, (input.Height - view.Place.Height) / 2);
        return view with { Place = new Rect(corner, view.Place.Size) };
    }

    /// <summary>A face that fills the picture has no surroundings to be found by, so the picture is shown at half its size.</summary>
    public static NetworkView FromAfar(Size picture, NetworkInput input) =>
        Around(
            new Point2f(picture.Width / 2f, picture.Height / 2f),
            2 * Math.Max(picture.Width, picture.Height),
            picture,
            input
        );

    /// <summary>A square around a point; outside the picture it repeats the picture's edge.</summary>
    /// <param name="side">In pixels of the picture.</param>
    public static NetworkView Around(Point2f middle, float side, Size picture, NetworkInput input)
    {
        var corner = new Point2f(middle.X - (side / 2), middle.Y - (side / 2));
        var scale = Math.Min(input.Width, input.Height) / side;
        var (x, width) = Inside(corner.X, side, picture.Width);
        var (y, height) = Inside(corner.Y, side, picture.Height);
        var (left, placedWidth) = Inside((x - corner.X) * scale, width * scale, input.Width);
        var (top, placedHeight) = Inside((y - corner.Y) * scale, height * scale, input.Height);
        return new(
            new Rect(x, y, width, height),
            new Rect(left, top, placedWidth, placedHeight),
            BorderTypes.Replicate
        );
    }

    public Point2f ToPicture(Point2f point) =>
        new(Part.X + ((point.X - Place.X) * AcrossPixel), Part.Y + ((point.Y - Place.Y) * DownPixel));

    public Rect2f ToPicture(Rect2f box)
    {
        var corner = ToPicture(box.TopLeft);
        return new(corner.X, corner.Y, box.Width * AcrossPixel, box.Height * DownPixel);
    }

    /// <summary>Pixels of the picture for each pixel of the input.</summary>
    private float AcrossPixel => (float)Part.Width / Place.Width;

    private float DownPixel => (float)Part.Height / Place.Height;

    /// <summary>The whole pixels of a span within 0 and a limit, at least one.</summary>
    private static (int Start, int Length) Inside(float start, float length, int limit)
    {
        var first = Math.Clamp((int)MathF.Round(start), 0, limit - 1);
        return (first, Math.Clamp((int)MathF.Round(start + length), first + 1, limit) - first);
    }

    private static int Side(float pixels, int limit) => Math.Clamp((int)MathF.Round(pixels), 1, limit);
}
